import { describe, expect, it } from 'vitest';
import { amountOf, departmentDraft, departmentInput, millisecondsOf, withHolidays } from './department-draft.ts';

const HOUR = 3_600_000;

describe('the form of a department', () => {
  it('begins on weekdays from nine to five, without promises', () => {
    const input = departmentInput(departmentDraft(null, { name: ' Support ', timeZone: 'Europe/Berlin' }));
    expect(input).toMatchObject({ name: 'Support', targets: [], escalation: { chain: [], repeatMs: 4 * HOUR, takeBackMs: null }, fallbackOwner: null });
    expect(input.calendar.week.map((day) => day.length)).toEqual([1, 1, 1, 1, 1, 0, 0]);
  });
  it('saves what it shows', () => {
    const department = {
      name: 'Support',
      version: 3,
      fallbackOwner: 'ada',
      calendar: { timeZone: 'UTC', week: [[{ from: '08:00', to: '12:00' }, { from: '13:00', to: '18:00' }], [], [], [], [], [], []], holidays: ['2026-12-25'] },
      targets: [{ priority: 'URGENT' as const, target: 'CLOSE' as const, milliseconds: 90 * 60_000, clock: 'WORKING' as const }, { priority: 'LOW' as const, target: 'CONTACT' as const, milliseconds: 72 * HOUR, clock: 'CALENDAR' as const }],
      escalation: { chain: ['ada', 'bo'], repeatMs: 2 * HOUR, takeBackMs: 8 * HOUR },
    };
    const { version: _, ...saved } = department;
    const draft = departmentDraft(department, { timeZone: 'Asia/Seoul' });
    expect(departmentInput(draft)).toEqual(saved);
    expect(draft.targets.URGENT.CLOSE).toEqual({ value: 90, unit: 'minutes', clock: 'WORKING' });
    expect(draft.targets.LOW.CONTACT).toEqual({ value: 3, unit: 'days', clock: 'CALENDAR' });
  });
});

it('an amount of time is a whole number of the largest unit, and of work never of days', () => {
  expect([amountOf(48 * HOUR), amountOf(48 * HOUR, { days: false }), amountOf(null)]).toEqual([{ value: 2, unit: 'days' }, { value: 48, unit: 'hours' }, { value: null, unit: 'hours' }]);
  expect([millisecondsOf({ value: 1.5, unit: 'hours' }), millisecondsOf({ value: null, unit: 'days' }), millisecondsOf({ value: Number.NaN, unit: 'days' })]).toEqual([90 * 60_000, null, null]);
});

it('holidays are taken out of any text, each once and in order, and only days that exist', () => {
  expect(withHolidays(['2026-12-25'], 'Neujahr 2026-01-01\n2026-12-25;2026-02-30, 2025-12-26 and 2026-13-01')).toEqual(['2025-12-26', '2026-01-01', '2026-12-25']);
});
