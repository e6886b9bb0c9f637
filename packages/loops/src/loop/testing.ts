import { ALWAYS, type WorkingCalendar } from '../clock/working-calendar.ts';
import { keyOf, type Department, type LoopSettings, type Person } from '../settings/settings.ts';
import { decide } from './decide.ts';
import type { Actor, LoopCommand } from './command.ts';
import type { LoopEvent, LoopHappening, Origin } from './event.ts';
import { loopState } from './fold.ts';
import { openLoop, type Opening } from './open.ts';
import type { LoopHistory, LoopState } from './state.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

const OFFICE = [{ from: '09:00', to: '17:00' }];
/** Monday to Friday from nine to five in Berlin. */
const BERLIN: WorkingCalendar = { timeZone: 'Europe/Berlin', week: [OFFICE, OFFICE, OFFICE, OFFICE, OFFICE, [], []], holidays: ['2026-12-25'] };

export const ORIGIN: Origin = { source: 'web', channel: 'survey', product: 'app', region: 'EU', segment: 'pro', language: 'de', band: 'detractor', score: { metric: 'nps', value: 2, scale: 10 }, contactRequested: true, anonymous: false, preferredTime: '' };

const person = (key: string, change: Partial<Person> = {}): Person => ({ key, name: key, email: `${key}@example.com`, departments: ['Support'], language: 'en', available: true, ...change });

const department = (name: string, change: Partial<Department>): Department => ({
  name,
  calendar: ALWAYS,
  targets: { urgent: {}, high: {}, normal: {}, low: {} },
  escalation: { chain: [], repeatMs: HOUR, takeBackMs: null },
  fallbackOwner: null,
  ...change,
});

/**
 * Support works office hours and promises, at normal priority, to acknowledge in 1 and to contact in 4 working hours, and to close in
 * 3 days of the calendar. Product never sleeps and promises only to close, in 10 hours. Marketing promises nothing.
 */
export function testSettings(change: Partial<LoopSettings> = {}): LoopSettings {
  const people = [person('anna'), person('bo', { name: 'Bo Lind', departments: ['Support', 'Product'] }), person('cem', { departments: ['Product'] }), person('dana'), person('eve', { available: false })];
  const departments = [
    department('Support', {
      calendar: BERLIN,
      targets: {
        urgent: { acknowledge: { milliseconds: 10 * MINUTE, clock: 'calendar' }, close: { milliseconds: DAY, clock: 'calendar' } },
        high: {},
        normal: { acknowledge: { milliseconds: HOUR, clock: 'working' }, contact: { milliseconds: 4 * HOUR, clock: 'working' }, close: { milliseconds: 3 * DAY, clock: 'calendar' } },
        low: {},
      },
      escalation: { chain: ['eve', 'dana', 'cem'], repeatMs: 2 * HOUR, takeBackMs: null },
    }),
    department('Product', {
      targets: { urgent: {}, high: {}, normal: { close: { milliseconds: 10 * HOUR, clock: 'working' } }, low: {} },
      escalation: { chain: ['cem'], repeatMs: HOUR, takeBackMs: 6 * HOUR },
      fallbackOwner: 'bo',
    }),
    department('Marketing', {}),
  ];
  return {
    version: 7,
    departments: new Map(departments.map((one) => [keyOf(one.name), one])),
    people: new Map(people.map((one) => [keyOf(one.key), one])),
    rules: [],
    rootCauses: [{ name: 'Bug', retired: false }, { name: 'Price', retired: false }, { name: 'Fax', retired: true }],
    actions: [{ name: 'Fixed', retired: false }, { name: 'Explained', retired: false }],
    templates: new Map(),
    reask: { enabled: false, afterMs: DAY, template: '' },
    ...change,
  };
}

export const ANNA: Actor = { id: 'token-1', by: 'anna' };
export const BO: Actor = { id: 'token-2', by: 'bo' };
export const SYSTEM: Actor = { id: 'system', by: '' };

/** A loop that is worked in a test: each act is appended at its moment, as the log does. */
export interface TestLoop {
  readonly state: LoopState;
  readonly events: readonly LoopEvent[];
  readonly history: LoopHistory;
  /** Carries a command out and appends what it decided; returns the types of the events. */
  act(at: number, command: LoopCommand, options?: { actor?: Actor; messageId?: string }): string[];
  /** Appends as the system does, or as an import. */
  append(at: number, happenings: readonly LoopHappening[], actor?: Actor): void;
}

/** Opens a loop at normal priority in Support, with changes where given. */
export function testLoop(openedAt: number, { settings = testSettings(), ...change }: Partial<Opening> = {}): TestLoop {
  const events: LoopEvent[] = [];
  let position = 0;
  const loop: TestLoop = {
    get state() {
      return loopState('0198c0de-0000-7000-8000-000000000001', events);
    },
    get events() {
      return [...events];
    },
    get history() {
      return { state: loop.state, events: loop.events };
    },
    act(at, command, { actor = ANNA, messageId = 'message-1' } = {}) {
      const decided = decide(loop.history, command, { actor, now: at, settings, messageId });
      loop.append(at, decided, actor);
      return decided.map(({ type }) => type);
    },
    append(at, happenings, actor = SYSTEM) {
      position++;
      happenings.forEach((happening, index) => events.push({ ...happening, version: events.length + 1, position, actor: actor.id, by: actor.by, at, ...(index > 0 ? { continues: true } : {}) }));
    },
  };
  loop.append(openedAt, openLoop({ openedBy: 'rule', rule: 'Detractors', feedbackId: 'feedback-1', customerId: 'customer-1', externalId: '', department: 'Support', priority: 'normal', owner: null, watchers: [], origin: ORIGIN, settings, ...change }));
  return loop;
}
