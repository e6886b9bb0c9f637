import { DEFINERS, HeedError } from '@heed/domain';
import type { Caller } from '../access/caller.ts';
import { KIND_WORDS, type DefinitionKind } from './definition.ts';
import type { Stored } from './state.ts';

/**
 * Throws FORBIDDEN unless a caller whose role may save this kind may also change this one. What somebody else saved is for
 * analysts, leads and administrators who see the whole organisation; targets, which are nobody's own, likewise.
 */
export function assertMayChange(kind: DefinitionKind, { current, caller }: { current: Stored | undefined; caller: Caller }): void {
  const own = kind !== 'target' && (current === undefined || current.by === caller.id);
  if (own || (DEFINERS.includes(caller.role) && caller.departments === null)) return;
  const reason = kind === 'target' ? 'Targets hold for the whole organisation' : `Somebody else saved this ${KIND_WORDS[kind]}`;
  throw new HeedError('FORBIDDEN', `${reason}: it takes one of the roles ${DEFINERS.join(', ')}, not limited to departments, to change that.${kind === 'target' ? '' : ' Save yours under another name.'}`);
}
