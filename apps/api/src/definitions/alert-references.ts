import type { Conflict } from './conflict.ts';
import { keyOf, type DefinitionChange } from './definition.ts';
import { didYouMean } from './near-names.ts';
import { listed, type State } from './state.ts';

/** What alerts name: where it stands in a rule, and by which key it is found. */
const NAMING = [
  { field: 'webhooks', to: 'webhook', word: 'webhook' },
  { field: 'recipients', to: 'person', word: 'person' },
] as const;

/** Names of webhooks and people in rules of alerts that are not there, and taking away what a rule names. */
export function alertConflicts(changes: readonly DefinitionChange[], { from, to }: { from: State; to: State }): Conflict[] {
  if (!changes.some(({ kind }) => kind === 'alert' || kind === 'webhook' || kind === 'person')) return [];
  const changed = new Set(changes.filter(({ kind }) => kind === 'alert').map(({ name }) => keyOf(name)));
  return listed(to, 'alert').flatMap(({ definition }) =>
    NAMING.flatMap(({ field, to: kind, word }) =>
      definition[field].flatMap((named, index): Conflict[] => {
        const key = keyOf(named);
        if (to[kind].has(key)) return [];
        if (changed.has(keyOf(definition.name))) return [{ kind: 'alert', name: definition.name, path: [field, index], message: `names no ${word}${didYouMean(named, [...to[kind].keys()])}` }];
        return from[kind].has(key) ? [{ kind, name: null, path: [], message: `the ${word} "${named}" is used by the alert rule "${definition.name}"; change that first` }] : [];
      }),
    ),
  );
}
