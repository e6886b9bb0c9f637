import { DEFINERS, HeedError, LOOP_SETTERS } from '@heed/domain';
import type { Caller } from '../access/caller.ts';
import { isSetting, keyOf, KIND_WORDS, type DefinitionChange } from './definition.ts';
import type { Stored } from './state.ts';

/**
 * Throws FORBIDDEN unless a caller whose role may save this kind may also make this change. What somebody else saved is for
 * analysts, leads and administrators who see the whole organisation; targets, which are nobody's own, likewise. Settings of loops
 * are for leads and administrators who see the whole organisation; a lead of some departments may change those.
 */
export function assertMayChange(change: DefinitionChange, { current, caller }: { current: Stored | undefined; caller: Caller }): void {
  const { kind } = change;
  if (isSetting(kind)) return assertMaySet(change, caller);
  const own = kind !== 'target' && (current === undefined || current.by === caller.id);
  if (own || (DEFINERS.includes(caller.role) && caller.departments === null)) return;
  const reason = kind === 'target' ? 'Targets hold for the whole organisation' : `Somebody else saved this ${KIND_WORDS[kind]}`;
  throw new HeedError('FORBIDDEN', `${reason}: it takes one of the roles ${DEFINERS.join(', ')}, not limited to departments, to change that.${kind === 'target' ? '' : ' Save yours under another name.'}`);
}

function assertMaySet({ kind, name, definition }: DefinitionChange, { role, departments }: Caller): void {
  if (LOOP_SETTERS.includes(role)) {
    if (departments === null) return;
    if (kind === 'department' && definition !== null && departments.some((department) => keyOf(department) === keyOf(name))) return;
  }
  throw new HeedError('FORBIDDEN', `How loops are worked holds for the whole organisation: it takes one of the roles ${LOOP_SETTERS.join(', ')}, not limited to departments, to change a ${KIND_WORDS[kind]}. A lead may change the departments that they lead, and not remove them.`);
}
