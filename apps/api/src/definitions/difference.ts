import { DEFINITION_KINDS, keyOf, nameOf, type DefinitionChange, type DefinitionKind, type DefinitionOf } from './definition.ts';
import { listed, type State } from './state.ts';

/** What a file says there should be; a kind that is missing stays as it is. */
export type Wanted = Partial<{ [Kind in DefinitionKind]: DefinitionOf[Kind][] }>;

export const ACTIONS = ['created', 'changed', 'removed', 'unchanged'] as const;
export type Action = (typeof ACTIONS)[number];

/** What becomes of one definition, with what it was (null when it is new) and what it will be (null when it goes). */
export type Step = { [Kind in DefinitionKind]: { kind: Kind; name: string; action: Action; before: DefinitionOf[Kind] | null; after: DefinitionOf[Kind] | null } }[DefinitionKind];

/** Schemas put fields in their own order, so the same definition is the same text. */
const same = (left: unknown, right: unknown): boolean => JSON.stringify(left) === JSON.stringify(right);

/** What it takes to get from a state to what is wanted: everything that the file names, and what goes because it does not. */
export function stepsTo(wanted: Wanted, state: State): Step[] {
  return DEFINITION_KINDS.flatMap((kind): Step[] => {
    const definitions = wanted[kind];
    if (!definitions) return [];
    const named = new Set(definitions.map((definition) => keyOf(nameOf(kind, definition))));
    const kept = definitions.map((after) => {
      const name = nameOf(kind, after);
      const before = state[kind].get(keyOf(name))?.definition ?? null;
      return { kind, name, action: before === null ? 'created' : same(before, after) ? 'unchanged' : 'changed', before, after };
    });
    const gone = listed(state, kind)
      .filter(({ definition }) => !named.has(keyOf(nameOf(kind, definition))))
      .map(({ definition }) => ({ kind, name: nameOf(kind, definition), action: 'removed', before: definition, after: null }));
    return [...kept, ...gone] as Step[];
  });
}

/** The changes among some steps. */
export function changesOf(steps: readonly Step[]): DefinitionChange[] {
  return steps.filter(({ action }) => action !== 'unchanged').map(({ kind, name, after }) => ({ kind, name, definition: after }) as DefinitionChange);
}
