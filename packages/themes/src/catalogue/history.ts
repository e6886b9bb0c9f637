import { apply, type Draft } from './apply.ts';
import type { ThemeAct } from './event.ts';
import { draftOf, foldCatalogue, undoneVersions } from './fold.ts';
import { EMPTY_CATALOGUE, type Theme, type WordLists } from './state.ts';
import type { FieldChange, HistoryEntry } from './theme-catalogue.ts';
import { rootOf, themesOf } from './touches.ts';
import { undoableActs } from './undo.ts';

/** Who changed what of a theme, newest first, as it was then. Of what models count the name is told where people see it. */
export function historyOf(acts: readonly ThemeAct[], { theme, first }: { theme: string; first: number }): HistoryEntry[] {
  const at = (version: number): ThemeAct | undefined => acts[version - 1];
  const undone = undoneVersions(acts);
  const undoable = new Set(undoableActs(acts, { first: Infinity }).map(({ version }) => version));
  const entries: HistoryEntry[] = [];
  let draft = draftOf(EMPTY_CATALOGUE, { examples: true });
  let examples = 0;
  acts.forEach((act, index) => {
    const before = draft.themes.get(theme);
    const had = examples;
    if (act.command === 'undo') {
      draft = draftOf(foldCatalogue(acts.slice(0, index + 1)), { examples: true });
      examples = examplesOf(draft, theme);
    } else {
      const named = act.events.flatMap((event) => (event.type === 'confirmed' || event.type === 'moved' ? event.feedbackIds : []));
      const here = (): number => named.filter((id) => draft.examples.get(id)?.theme === theme).length;
      const were = here();
      for (const event of act.events) apply(draft, event, act);
      // Only these move what nobody named.
      examples = act.events.some(({ type }) => type === 'merged' || type === 'split') ? examplesOf(draft, theme) : examples + here() - were;
    }
    const others = themesOf(rootOf(act, at));
    const after = draft.themes.get(theme);
    const changes: FieldChange[] = [...changesOf(before, after), ...(had === examples ? [] : [{ field: 'examples', from: String(had), to: String(examples) } as const])];
    if (changes.length === 0 && !others.has(theme)) return;
    const { version, command, actor, by } = act;
    entries.push({ version, command, actor, by, at: act.at, changes, others: [...others].filter((id) => id !== theme), undone: undone.has(version), undoable: undoable.has(version) });
  });
  return entries.slice(-first).reverse();
}

const examplesOf = (draft: Draft, id: string): number => [...draft.examples.values()].filter(({ theme }) => theme === id).length;

const FIELDS = {
  name: ({ name }) => name,
  description: ({ description }) => description || null,
  parent: ({ parent }) => parent,
  pinned: ({ pinned }) => (pinned ? 'true' : null),
  hidden: ({ hidden }) => (hidden ? 'true' : null),
  words: ({ words }) => wordsText(words),
  department: ({ department }) => department,
  owner: ({ owner }) => owner,
  dueOn: ({ dueOn }) => dueOn,
  retired: ({ retired }) => (retired === null ? null : retired.into.join(' ') || 'true'),
} satisfies Partial<Record<FieldChange['field'], (theme: Theme) => string | null>>;

const wordsText = (words: WordLists): string | null =>
  Object.entries(words).sort(([left], [right]) => (left < right ? -1 : 1)).map(([language, list]) => `${language === '' ? '' : `${language}: `}${list.join(', ')}`).join(' · ') || null;

function changesOf(from: Theme | undefined, to: Theme | undefined): FieldChange[] {
  if (from === to) return [];
  return Object.entries(FIELDS).flatMap(([field, read]): FieldChange[] => {
    const change = { field: field as FieldChange['field'], from: from ? read(from) : null, to: to ? read(to) : null };
    return change.from === change.to ? [] : [change];
  });
}
