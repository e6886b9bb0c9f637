import { HeedError } from '@heed/domain';
import { bad, commentsIn, nameIn, themeIn, wordListsIn } from './arguments.ts';
import type { SplitPart, ThemeCommand } from './command.ts';
import type { Deciding } from './deciding.ts';
import type { ThemeHappening } from './event.ts';
import { labelOf } from './label-of.ts';
import { uniquelyLabelled } from './labels.ts';
import { livingThemes } from './sound.ts';
import type { Catalogue, Theme, WordLists } from './state.ts';
import { wordKey } from './words.ts';

/** So many parts a theme may be split into, and comments that show them. */
const MOST_PARTS = 20;
const MOST_SPLIT_COMMENTS = 5_000;
/** The part with so much of the comments keeps the id (shared/themes: one to many). */
const KEEPS = 0.6;

type Of<Name extends ThemeCommand['do']> = ThemeCommand & { do: Name };

const assertNotPinned = ({ id, pinned }: Theme, what: string): void => {
  if (pinned) throw new HeedError('CONFLICT', `This theme is pinned, so that it stays; unpin it before you ${what}.`, { theme: id, possible: ['pin'] });
};

/** Several themes become one of them. Words that define the others define that one as well. */
export function merge(catalogue: Catalogue, command: Of<'merge'>): ThemeHappening[] {
  const into = themeIn(catalogue, { id: command.into, path: 'into' });
  const ids = [...new Set(command.themes)].filter((id) => id !== into.id);
  if (ids.length === 0) throw bad('themes', 'Choose at least one other theme to merge into this one.');
  const themes = ids.map((id, index) => themeIn(catalogue, { id, path: `themes.${index}` }));
  for (const theme of themes) assertNotPinned(theme, 'merge it into another one, or merge the other one into it');
  const words = joined([into, ...themes].map((theme) => theme.words));
  const grown = Object.fromEntries(Object.entries(words).filter(([language, list]) => list.length > (into.words[language]?.length ?? 0)));
  return [{ type: 'merged', themes: ids, into: into.id }, ...(Object.keys(grown).length > 0 ? [{ type: 'defined', theme: into.id, words: grown } as const] : [])];
}

function joined(all: readonly WordLists[]): WordLists {
  const lists = new Map<string, Map<string, string>>();
  for (const [language, words] of all.flatMap((one) => Object.entries(one))) {
    const list = lists.get(language) ?? new Map<string, string>();
    lists.set(language, list);
    for (const word of words) if (!list.has(wordKey(word))) list.set(wordKey(word), word);
  }
  return Object.fromEntries([...lists].map(([language, list]) => [language, [...list.values()]]));
}

export function retire(catalogue: Catalogue, command: Of<'retire'>): ThemeHappening[] {
  const theme = themeIn(catalogue, { id: command.theme, path: 'theme' });
  assertNotPinned(theme, 'retire it');
  return [{ type: 'retired', theme: theme.id }];
}

/** Two levels: what others stand below cannot go below another one itself. */
export function nest(catalogue: Catalogue, command: Of<'nest'>): ThemeHappening[] {
  const parent = command.parent === null ? null : themeIn(catalogue, { id: command.parent, path: 'parent' });
  const themes = [...new Set(command.themes)].map((id, index) => themeIn(catalogue, { id, path: `themes.${index}` }));
  if (themes.length === 0) throw bad('themes', 'No theme is named; choose at least one.');
  if (parent && parent.parent !== null) throw bad('parent', 'Themes have two levels, and this one stands below another already; choose one at the top.', { themes: [parent.id] });
  for (const { id } of parent ? themes : []) {
    if (id === parent?.id) throw bad('parent', 'A theme cannot stand below itself; choose another one.', { themes: [id] });
    if (livingThemes(catalogue).some((theme) => theme.parent === id)) throw bad('themes', 'Themes have two levels, and others stand below this one; move those first.', { themes: [id] });
  }
  return themes.filter((theme) => theme.parent !== (parent?.id ?? null) || !theme.placed).map(({ id }) => ({ type: 'nested', theme: id, parent: parent?.id ?? null }));
}

interface Part extends Omit<SplitPart, 'words' | 'name'> {
  name: string | null;
  words: WordLists;
  feedbackIds: string[];
}

/** One theme becomes several. One of the parts keeps the id, or the theme ends; its examples go to the part that has them. */
export function split(catalogue: Catalogue, command: Of<'split'>, { newId }: Pick<Deciding, 'newId'>): ThemeHappening[] {
  const theme = themeIn(catalogue, { id: command.theme, path: 'theme' });
  const parts = command.parts.map((part, index) => partIn(part, `parts.${index}`));
  assertParts(parts);
  const kept = keptPart(catalogue, theme, { parts, keep: command.keep });
  const ids = parts.map((_, index) => (index === kept ? theme.id : newId()));
  const labels = uniquelyLabelled(catalogue, parts.flatMap(({ label, phrases, name }, index) => (index === kept || name !== null ? [] : [{ id: ids[index] as string, label, phrases: [...phrases], language: null, parent: theme.parent }])));
  const labelFor = (id: string, part: Part): string => labels.find((built) => built.id === id)?.label ?? labelOf(part);
  const largest = parts.reduce((best, { feedbackIds }, index) => (feedbackIds.length > (parts[best]?.feedbackIds.length ?? 0) ? index : best), 0);
  return [
    ...parts.flatMap((part, index): ThemeHappening[] => {
      const id = ids[index] as string;
      if (index === kept) return changedPart(theme, part);
      return [{ type: 'created', id, name: part.name, label: labelFor(id, part), description: '', parent: theme.parent, origin: theme.origin, language: theme.language, phrases: [...part.phrases], words: part.words, seeds: [] }];
    }),
    { type: 'split', theme: theme.id, into: ids, parts: Object.fromEntries(parts.map(({ feedbackIds }, index) => [ids[index] as string, feedbackIds])), rest: ids[kept ?? largest] as string },
  ];
}

const partIn = (part: SplitPart, path: string): Part => ({
  name: part.name === undefined || part.name.trim() === '' ? null : nameIn(part.name, `${path}.name`),
  label: part.label,
  phrases: part.phrases,
  feedbackIds: commentsIn(part.feedbackIds, { path: `${path}.feedbackIds`, least: 0, most: MOST_SPLIT_COMMENTS }),
  words: wordListsIn(part.words ?? {}, `${path}.words`),
});

function assertParts(parts: readonly Part[]): void {
  if (parts.length < 2 || parts.length > MOST_PARTS) throw bad('parts', `A theme is split into 2 to ${MOST_PARTS} parts.`);
  const seen = new Set<string>();
  parts.forEach(({ feedbackIds, words }, index) => {
    if (feedbackIds.length === 0 && Object.keys(words).length === 0) throw bad(`parts.${index}`, 'This part has neither comments nor words; give it one of them, or leave it out.');
    for (const id of feedbackIds) {
      if (seen.has(id)) throw bad(`parts.${index}.feedbackIds`, 'A comment stands in two parts; leave it in one of them.');
      seen.add(id);
    }
  });
  if (seen.size > MOST_SPLIT_COMMENTS) throw bad('parts', `These are more than ${MOST_SPLIT_COMMENTS} comments; a part needs no more than those that show it.`);
}

/** The index of the part that is the theme from now on, null when none is. */
function keptPart(catalogue: Catalogue, theme: Theme, { parts, keep }: { parts: readonly Part[]; keep: number | null | undefined }): number | null {
  if (keep !== undefined && keep !== null && !parts[keep]) throw bad('keep', `keep is the number of a part, from 0 to ${parts.length - 1}, or null.`);
  if (keep === null) assertNotPinned(theme, 'split it so that no part keeps it');
  if (keep !== undefined) return keep;
  const all = parts.reduce((sum, { feedbackIds }) => sum + feedbackIds.length, 0);
  const sizes = parts.map(({ feedbackIds }) => feedbackIds.length);
  const largest = sizes.indexOf(Math.max(...sizes));
  // What people pinned, named, or put others below stays, whatever the shares.
  const stays = theme.pinned || theme.namedByPerson || livingThemes(catalogue).some(({ parent }) => parent === theme.id);
  return stays || (all > 0 && (sizes[largest] as number) >= KEEPS * all) ? largest : null;
}

function changedPart(theme: Theme, { name, words }: Part): ThemeHappening[] {
  return [
    ...(name !== null && name !== theme.name ? [{ type: 'renamed', theme: theme.id, name } as const] : []),
    ...(Object.keys(words).length > 0 ? [{ type: 'defined', theme: theme.id, words } as const] : []),
  ];
}
