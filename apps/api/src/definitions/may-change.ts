import { ADMINS, DEFINERS, HeedError, LOOP_SETTERS } from '@heed/domain';
import type { AlertRule } from '@heed/alerts';
import type { Caller } from '../access/caller.ts';
import { isSetting, keyOf, KIND_WORDS, type DefinitionChange } from './definition.ts';
import type { Stored } from './state.ts';

/**
 * Throws FORBIDDEN unless a caller whose role may save this kind may also make this change. What somebody else saved is for
 * analysts, leads and administrators who see the whole organisation; targets, which are nobody's own, likewise. Settings of loops
 * are for leads and administrators who see the whole organisation; a lead of some departments may change those. Webhooks are for
 * administrators, and alerts as the settings of loops.
 */
export function assertMayChange(change: DefinitionChange, { current, caller }: { current: Stored | undefined; caller: Caller }): void {
  const { kind } = change;
  if (isSetting(kind)) return assertMaySet(change, caller);
  if (kind === 'webhook') return assertMaySend(caller);
  if (kind === 'alert') return assertMayWatch(change, { current, caller });
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

/** A webhook carries what it is told out of Heed. */
function assertMaySend({ role, departments }: Caller): void {
  if (ADMINS.includes(role) && departments === null) return;
  throw new HeedError('FORBIDDEN', 'A webhook carries alerts out of Heed: it takes an administrator, not limited to departments, to change one.');
}

/** Leads of some departments decide about alerts that look at these and at nothing else. */
function assertMayWatch({ definition }: DefinitionChange & { kind: 'alert' }, { current, caller }: { current: Stored | undefined; caller: Caller }): void {
  const { role, departments } = caller;
  if (LOOP_SETTERS.includes(role)) {
    if (departments === null) return;
    const led = new Set(departments.map(keyOf));
    const within = [definition, current?.definition as AlertRule | undefined].every((rule) => !rule || (rule.departments.length > 0 && rule.kind !== 'theme_spiking' && rule.departments.every((department) => led.has(keyOf(department)))));
    if (within) return;
  }
  throw new HeedError('FORBIDDEN', `Alerts look at the whole organisation: it takes one of the roles ${LOOP_SETTERS.join(', ')}, not limited to departments, to change one. A lead may change those that look only at the departments that they lead.`);
}
