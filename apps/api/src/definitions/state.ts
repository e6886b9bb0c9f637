import type { JournalEvent } from '@heed/store';
import * as z from 'zod';
import { DEFINITION_KINDS, keyOf, type DefinitionChange, type DefinitionKind, type DefinitionOf } from './definition.ts';
import { SCHEMAS } from './schemas.ts';

/** A definition as it stands. */
export interface Stored<Kind extends DefinitionKind = DefinitionKind> {
  definition: DefinitionOf[Kind];
  /** The version of the journal's stream in which it was last changed. */
  version: number;
  /** Who saved it first: a caller's id. */
  by: string;
}

/** Everything that is defined, each kind by the key of its name, after so many events. */
export type State = Readonly<{ [Kind in DefinitionKind]: ReadonlyMap<string, Stored<Kind>> } & { version: number }>;

export const EMPTY = { version: 0, ...Object.fromEntries(DEFINITION_KINDS.map((kind) => [kind, new Map()])) } as unknown as State;

const payload = z.object({ changes: z.array(z.object({ kind: z.string(), name: z.string(), definition: z.unknown() })) });
const isKind = (kind: string): kind is DefinitionKind => (DEFINITION_KINDS as readonly string[]).includes(kind);

/** The definition with this name, in any case, or undefined. */
export function find(state: State, { kind, name }: { kind: DefinitionKind; name: string }): Stored | undefined {
  return state[kind].get(keyOf(name));
}

/** The definitions of a kind in the order in which they are listed: by name, the same on every machine. */
export function listed<Kind extends DefinitionKind>(state: State, kind: Kind): Stored<Kind>[] {
  const entries = [...(state[kind] as ReadonlyMap<string, Stored<Kind>>)];
  return entries.sort(([left], [right]) => (left < right ? -1 : 1)).map(([, stored]) => stored);
}

/** The state after some changes, made in one event by one person. */
export function changed(state: State, changes: readonly DefinitionChange[], { version, by }: { version: number; by: string }): State {
  const next = { ...state, version } as { [Kind in DefinitionKind]: Map<string, Stored> } & { version: number };
  for (const kind of new Set(changes.map((change) => change.kind))) next[kind] = new Map<string, Stored>(state[kind] as ReadonlyMap<string, Stored>);
  for (const { kind, name, definition } of changes) {
    const key = keyOf(name);
    if (definition === null) next[kind].delete(key);
    else next[kind].set(key, { definition, version, by: next[kind].get(key)?.by ?? by });
  }
  return next as State;
}

/**
 * The state after an event. A definition that this version of Heed cannot read is left out rather than let nobody start;
 * the journal keeps it.
 */
export function applied(state: State, { version, actor, payload: written }: JournalEvent): { state: State; changes: DefinitionChange[] } {
  const changes = payload.safeParse(written).data?.changes ?? [];
  const read = changes.flatMap(({ kind, name, definition }) => {
    if (!isKind(kind)) return [];
    return [{ kind, name, definition: definition === null ? null : (SCHEMAS[kind].safeParse(definition).data ?? null) } as DefinitionChange];
  });
  return { state: changed(state, read, { version, by: actor }), changes: read };
}
