import { checkSettings } from '@heed/loops';
import { alertConflicts } from './alert-references.ts';
import type { Conflict } from './conflict.ts';
import { didYouMean } from './near-names.ts';
import { DEFINITION_KINDS, isSetting, keyOf, KIND_WORDS, mostOf, type DefinitionChange, type SavedInboxView, type SavedView } from './definition.ts';
import { settingsIn } from './settings-in.ts';
import { listed, type State } from './state.ts';
import { MAX_FILE_BYTES } from './yaml/document.ts';
import { writeYaml } from './yaml/write-yaml.ts';

/** The names of saved filters, as they are written. */
export const filterNames = (state: State): string[] => listed(state, 'filter').map(({ definition }) => definition.name);

/** What may name saved filters: where, and which. */
const NAMING = {
  view: { path: ['question', 'filter', 'saved'], savedIn: ({ question }: SavedView): string[] => question.filter?.saved ?? [] },
  inbox_view: { path: ['filter', 'feedback', 'saved'], savedIn: ({ filter }: SavedInboxView): string[] => filter.feedback?.saved ?? [] },
};

/** The saved filters that each view names. */
const namings = (state: State) => [
  ...listed(state, 'view').map(({ definition }) => ({ kind: 'view' as const, name: definition.name, saved: NAMING.view.savedIn(definition) })),
  ...listed(state, 'inbox_view').map(({ definition }) => ({ kind: 'inbox_view' as const, name: definition.name, saved: NAMING.inbox_view.savedIn(definition) })),
];
const size = (state: State): number => Buffer.byteLength(writeYaml(state));

/**
 * Everything that changes from one state to the next would break: too many of a kind, names of filters that are not there
 * or no longer, settings of loops that do not fit together, and more than fits into a file, so that what was exported can always be applied.
 */
export function conflictsOf(changes: readonly DefinitionChange[], { from, to }: { from: State; to: State }): Conflict[] {
  const conflicts: Conflict[] = [];
  for (const kind of DEFINITION_KINDS) {
    if (!isSetting(kind) && to[kind].size > mostOf(kind) && to[kind].size > from[kind].size) conflicts.push({ kind, name: null, path: [], message: `there can be at most ${mostOf(kind)} ${KIND_WORDS[kind]}s; remove some first` });
  }
  const changedViews = new Set(changes.map(({ kind, name }) => `${kind}:${keyOf(name)}`));
  const removedFilters = new Set(changes.filter(({ kind, definition }) => kind === 'filter' && definition === null).map(({ name }) => keyOf(name)));
  for (const { kind, name, saved: names } of namings(to)) {
    names.forEach((saved, index) => {
      if (to.filter.has(keyOf(saved))) return;
      if (changedViews.has(`${kind}:${keyOf(name)}`)) {
        conflicts.push({ kind, name, path: [...NAMING[kind].path, index], message: `names no saved filter${didYouMean(saved, filterNames(to))}` });
      } else if (removedFilters.has(keyOf(saved))) {
        conflicts.push({ kind: 'filter', name: null, path: [], message: `the saved filter "${from.filter.get(keyOf(saved))?.definition.name ?? ''}" is used by the ${KIND_WORDS[kind]} "${name}"; change that first` });
      }
    });
  }
  conflicts.push(...alertConflicts(changes, { from, to }));
  if (changes.some(({ kind }) => isSetting(kind))) conflicts.push(...checkSettings(settingsIn(to), { from: settingsIn(from) }));
  if (changes.length > 0 && size(to) > MAX_FILE_BYTES && size(to) > size(from)) {
    conflicts.push({ kind: 'view', name: null, path: [], message: `all definitions together would have more than ${MAX_FILE_BYTES / 1024} KiB as a file; remove some, or shorten their filters` });
  }
  return conflicts;
}
