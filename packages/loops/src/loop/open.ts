import { keyOf, NO_TARGETS, type LoopSettings, type Priority, type Targets } from '../settings/settings.ts';
import type { LoopHappening, OpenedBy, Origin } from './event.ts';
import type { LoopState } from './state.ts';

/** What a department promises for loops of a priority; nothing where nobody has set the department up. */
export const targetsOf = ({ departments }: Pick<LoopSettings, 'departments'>, { department, priority }: { department: string; priority: Priority }): Targets =>
  (departments.get(keyOf(department))?.targets ?? NO_TARGETS)[priority];

/** A loop that is to be opened. */
export interface Opening {
  openedBy: OpenedBy;
  /** Name of the rule; empty where no rule did it. */
  rule: string;
  feedbackId: string | null;
  customerId: string | null;
  /** Of the system that it was imported from; else empty. */
  externalId: string;
  department: string;
  priority: Priority;
  /** Key of a person, or null for nobody. */
  owner: string | null;
  /** Keys of people. */
  watchers: readonly string[];
  origin: Origin;
  settings: LoopSettings;
}

/** The first events of a loop: opened, with what its department promises for its priority, and where given assigned and watched. */
export function openLoop({ openedBy, rule, feedbackId, customerId, externalId, department, priority, owner, watchers, origin, settings }: Opening): LoopHappening[] {
  const name = settings.departments.get(keyOf(department))?.name ?? department;
  return [
    { type: 'opened', openedBy, rule, feedbackId, customerId, externalId, department: name, priority, targets: targetsOf(settings, { department, priority }), origin },
    ...(owner === null ? [] : [{ type: 'assigned', owner, how: openedBy === 'rule' ? 'rule' : 'person' } as const]),
    ...[...new Set(watchers)].map((person) => ({ type: 'watched', person, watching: true }) as const),
  ];
}

/** The event that opens a loop again, under its department's present promise. */
export const reopening = (
  { department, priority }: Pick<LoopState, 'department' | 'priority'>,
  { why, note, settings }: { why: (LoopHappening & { type: 'reopened' })['why']; note: string; settings: LoopSettings },
): LoopHappening => ({ type: 'reopened', why, targets: targetsOf(settings, { department, priority }), note });
