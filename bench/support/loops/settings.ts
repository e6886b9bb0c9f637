import { ALWAYS, keyOf, type Department, type LoopSettings, type WorkingCalendar } from '@heed/loops';

const HOUR = 3_600_000;
/** Promised by every department, but for loops of low priority. */
const TARGET_MS = 100 * HOUR;
/** At so much of a target whoever works the loop is warned. */
export const RISK_MS = 0.8 * TARGET_MS;

const OFFICE: WorkingCalendar = { timeZone: 'Europe/Berlin', week: [1, 2, 3, 4, 5, 6, 7].map((day) => (day < 6 ? [{ from: '09:00', to: '12:00' }, { from: '13:00', to: '17:30' }] : [])), holidays: ['2026-12-25'] };

export const DEPARTMENTS = ['Support', 'Product', 'Sales', 'Logistics'] as const;
export const PEOPLE = Array.from({ length: 50 }, (_, index) => `agent-${index}`);

/** Four departments, half of them with office hours, which promise to close in 100 hours of the calendar. */
export function makeSettings(): LoopSettings {
  const targets = { close: { milliseconds: TARGET_MS, clock: 'calendar' } } as const;
  const departments = DEPARTMENTS.map((name, index): Department => ({
    name,
    calendar: index % 2 === 0 ? OFFICE : ALWAYS,
    targets: { urgent: targets, high: targets, normal: targets, low: {} },
    escalation: { chain: ['agent-0', 'agent-1'], repeatMs: HOUR, takeBackMs: null },
    fallbackOwner: null,
  }));
  const people = PEOPLE.map((key) => ({ key, name: key, email: '', departments: [...DEPARTMENTS], language: 'en', available: true }));
  return {
    version: 1,
    departments: new Map(departments.map((one) => [keyOf(one.name), one])),
    people: new Map(people.map((one) => [keyOf(one.key), one])),
    rules: [],
    rootCauses: [],
    actions: [],
    templates: new Map(),
    reask: { enabled: false, afterMs: HOUR, template: '' },
  };
}
