import type { DefinitionKind } from '../../definitions/definition.ts';
import type { Stored } from '../../definitions/state.ts';
import { callerOf, type Context } from '../../graphql/context.ts';
import type { View } from '../../live/hub.ts';
import type { NameArgs } from './definition.args.ts';
import { readDefinition } from './read-definition.ts';

/** The definitions of a kind as a live view holds them; a snapshot is an object and no list. */
export interface Listed<Kind extends DefinitionKind> {
  definitions: Stored<Kind>[];
}

/** All definitions of a kind, live. Everyone who may read them sees the same. */
export function definitionsView<Kind extends DefinitionKind>({ heed }: Context, kind: Kind): View<Listed<Kind>> {
  return {
    key: JSON.stringify(['definitions', kind]),
    moment: () => '',
    touchedBy: (change) => change.kind === 'definitions' && change.kinds.includes(kind),
    compute: () => Promise.resolve({ definitions: heed.definitions.list(kind) }),
  };
}

/** Saves what a mutation's arguments say. */
export function save<Kind extends DefinitionKind>(context: Context, { kind, args: { version, ...args } }: { kind: Kind; args: NameArgs }): Promise<Stored<Kind>> {
  return context.heed.definitions.save(kind, readDefinition(kind, args), { caller: callerOf(context), seen: version ?? undefined });
}

/** Removes what a mutation's arguments name; false when there is none. */
export function remove(context: Context, { kind, args: { name, version } }: { kind: DefinitionKind; args: NameArgs }): Promise<boolean> {
  return context.heed.definitions.remove(kind, name, { caller: callerOf(context), seen: version ?? undefined });
}
