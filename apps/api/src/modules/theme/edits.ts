import { HeedError } from '@heed/domain';
import { feedbackByIds } from '@heed/measure';
import { readTaxonomy, type Done, type TaxonomyFormat, type ThemeCommand, type WordLists } from '@heed/themes';
import { callerOf, type Context } from '../../graphql/context.ts';
import { answered } from '../../live/watched.ts';
import { actorOf } from '../loop/actor.ts';
import { knownThemes } from './known-themes.ts';
import { exampleLoader, proposedTheme, themesStateView } from './state.ts';
import type { GRANULARITIES, NewThemeInput, SplitPartInput, ThemeChangeInput, ThemeWordsInput } from './theme.args.ts';
import type { ProposedThemeType, ThemesStateType } from './theme-state.type.ts';
import type { ThemeType } from './theme.type.ts';

/** So many comments are taught at once. */
const MOST_TAUGHT = 200;

/** What the caller does to themes, one act for each method. */
export interface Edits {
  create(input: NewThemeInput): Promise<ThemeType>;
  change(id: string, change: ThemeChangeInput): Promise<ThemeType>;
  merge(ids: readonly string[], into: string): Promise<ThemeType>;
  split(id: string, parts: readonly SplitPartInput[]): Promise<ThemeType[]>;
  teach(feedback: readonly string[], theme: string | null): Promise<boolean>;
  answer(proposal: string, accept: boolean): Promise<boolean>;
  excludeWords(words: readonly string[]): Promise<boolean>;
  undo(version: number): Promise<boolean>;
}

const wordLists = (words: readonly ThemeWordsInput[]): WordLists => Object.fromEntries(words.map(({ language, phrases }) => [language, phrases]));
/** An empty text takes the value away; what was left out stays. */
const orNone = (value: string | null | undefined): string | null | undefined => (value === '' ? null : (value ?? undefined));

/**
 * Throws FORBIDDEN for whoever sees some departments only: what a theme is holds for all.
 */
function assertSeesAll(context: Context): void {
  if (callerOf(context).departments === null) return;
  throw new HeedError('FORBIDDEN', 'What themes are holds for the whole organisation: it takes a token that is not limited to departments to change them. You can say where the comments of your departments belong.');
}

/** Throws NOT_FOUND unless the caller may see every one of the comments. */
async function assertVisible(context: Context, ids: readonly string[]): Promise<void> {
  const { departments } = callerOf(context);
  const rows = await feedbackByIds(context.heed.store, { ids });
  const seen = new Set(rows.filter(({ department }) => departments === null || departments.includes(department)).map(({ id }) => id));
  if (ids.some((id) => !seen.has(id.toLowerCase()))) throw new HeedError('NOT_FOUND', 'There is no such feedback, or it is not yours to see.', { path: 'feedback' });
}

/** Every method throws as `ThemeCatalogue.do`; all but `teach` FORBIDDEN for whoever sees some departments only. */
export function edit(context: Context): Edits {
  const actor = actorOf(context, undefined);
  const act = (command: ThemeCommand): Promise<Done> => {
    if (command.do !== 'move') assertSeesAll(context);
    return context.heed.themes.do(command, { actor });
  };
  const shown = (id: string): ThemeType => knownThemes(context).get(id);

  return {
    async create({ name, description, parent, words, examples }) {
      const { created } = await act({ do: 'create', name, description, parent: orNone(parent), words: wordLists(words), feedbackIds: examples });
      return shown(created[0] ?? '');
    },
    async change(id, change) {
      for (const command of commandsOf(id, change, shown(id))) await act(command);
      return shown(id);
    },
    async merge(themes, into) {
      await act({ do: 'merge', themes, into });
      return shown(into);
    },
    async split(id, parts) {
      assertSeesAll(context);
      shown(id);
      const preview = await context.heed.themes.studies.splitPreview(id);
      if (!preview) throw new HeedError('CONFLICT', 'Nobody has looked at the parts of this theme yet; look at them first.', { theme: id });
      const chosen = parts.map(({ name, part }, index) => {
        const found = preview.parts[part];
        if (!found) throw new HeedError('BAD_USER_INPUT', `parts.${index}.part must be the place of a part in the preview, 0 to ${preview.parts.length - 1}.`, { path: `parts.${index}.part` });
        return { ...found, name };
      });
      // What nobody chose stays in the theme.
      const { created } = await act({ do: 'split', theme: id, parts: chosen, keep: null });
      return created.map(shown);
    },
    async teach(feedbackIds, theme) {
      if (feedbackIds.length === 0 || feedbackIds.length > MOST_TAUGHT) throw new HeedError('BAD_USER_INPUT', `feedback must name 1 to ${MOST_TAUGHT} comments.`, { path: 'feedback' });
      await assertVisible(context, feedbackIds);
      await act({ do: 'move', feedbackIds, to: theme });
      return true;
    },
    async answer(proposal, accepts) {
      await act(accepts ? { do: 'accept', proposal } : { do: 'decline', proposal });
      return true;
    },
    async excludeWords(words) {
      const before = new Set(Object.values(knownThemes(context).catalogue.excludedWords).flat());
      const wanted = new Set(words.map((word) => word.trim()).filter((word) => word !== ''));
      const gone = [...before].filter((word) => !wanted.has(word));
      const more = [...wanted].filter((word) => !before.has(word));
      if (gone.length > 0) await act({ do: 'exclude', language: '', words: gone, excluded: false });
      if (more.length > 0) await act({ do: 'exclude', language: '', words: more, excluded: true });
      return true;
    },
    async undo(version) {
      await act({ do: 'undo', version });
      return true;
    },
  };
}

/** What has to be done for a change: nothing for what is so already. */
function commandsOf(theme: string, { name, description, pinned, hidden, parent, words, department, owner, dueOn }: ThemeChangeInput, now: ThemeType): ThemeCommand[] {
  const commands: ThemeCommand[] = [];
  if (name != null && name !== now.name) commands.push({ do: 'rename', theme, name });
  if (description != null && description !== now.description) commands.push({ do: 'describe', theme, description });
  if (pinned != null && pinned !== now.pinned) commands.push({ do: 'pin', theme, pinned });
  if (hidden != null && hidden !== now.hidden) commands.push({ do: 'hide', theme, hidden });
  if (parent != null && orNone(parent) !== now.parent) commands.push({ do: 'nest', themes: [theme], parent: orNone(parent) ?? null });
  if (words != null) {
    const given = wordLists(words);
    // Languages that are not named any more have no words any more.
    commands.push({ do: 'define', theme, words: { ...Object.fromEntries(now.words.map(({ language }) => [language, []])), ...given } });
  }
  if (department != null || owner != null || dueOn != null) commands.push({ do: 'assign', theme, department: orNone(department), owner: orNone(owner), dueOn: orNone(dueOn) });
  return commands;
}

/** Who asks for work: the person where one is known. */
function byOf(context: Context): string {
  const { id, by } = actorOf(context, undefined);
  return by === '' ? id : by;
}

/** Looks for the parts of a theme. Throws NOT_FOUND, and CONFLICT while other work is under way. */
export async function previewSplit(context: Context, id: string): Promise<ProposedThemeType[]> {
  assertSeesAll(context);
  knownThemes(context).get(id);
  const { studies } = context.heed.themes;
  const { ended } = await studies.begin({ kind: 'split', theme: id, by: byOf(context) });
  const { refusal } = await ended;
  if (refusal !== null) throw new HeedError('CONFLICT', refusal, { theme: id });
  const parts = (await studies.splitPreview(id))?.parts ?? [];
  const examples = await exampleLoader(context, parts);
  return parts.map((part) => proposedTheme(part, examples));
}

/** Brings a taxonomy along and returns its themes. Throws BAD_USER_INPUT with every problem. */
export async function importTaxonomy(context: Context, { text, format }: { text: string; format: TaxonomyFormat }): Promise<ThemeType[]> {
  assertSeesAll(context);
  const entries = readTaxonomy(text, { format });
  const { created } = await context.heed.themes.do({ do: 'import', entries }, { actor: actorOf(context, undefined) });
  const known = knownThemes(context);
  return created.map((id) => known.get(id));
}

export type Work = { kind: 'discover'; granularity: (typeof GRANULARITIES)[number] } | { kind: 'refit' } | { kind: 'cancel' } | { kind: 'rollBack'; model: number };

/** Begins or ends work, and answers how things stand. Throws CONFLICT while other work is under way. */
export async function startJob(context: Context, work: Work): Promise<ThemesStateType> {
  assertSeesAll(context);
  const { themes } = context.heed;
  const actor = actorOf(context, undefined);
  switch (work.kind) {
    case 'discover':
      await themes.studies.begin({ kind: 'discover', by: byOf(context), granularity: work.granularity });
      break;
    case 'refit':
      await themes.studies.begin({ kind: 'refit', by: byOf(context) });
      break;
    case 'cancel':
      await themes.studies.cancel(byOf(context));
      break;
    case 'rollBack':
      await themes.do({ do: 'roll_back', model: work.model }, { actor });
  }
  return answered(context, themesStateView(context).compute);
}
