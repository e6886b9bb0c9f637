import { describe, expect, test } from 'vitest';
import { createClocks } from '../clock/clocks.ts';
import { promised } from './promise.ts';
import { DAY, HOUR, MINUTE, testLoop, testSettings, type TestLoop } from './testing.ts';
import { fireTimers } from './timers.ts';

/** Monday, ten o'clock in Berlin. */
const T = Date.parse('2026-11-16T09:00:00Z');
const clocks = createClocks(testSettings());
const of = (loop: TestLoop) => Object.fromEntries(promised(loop.state, clocks).map(({ target, dueAt, riskAt, met }) => [target, { dueAt, riskAt, met }]));
const nothing = { dueAt: null, riskAt: null };

describe('what a department promised', () => {
  test('runs on the clock of each target', () => {
    expect(of(testLoop(T))).toEqual({
      acknowledge: { riskAt: T + 48 * MINUTE, dueAt: T + HOUR, met: null },
      contact: { riskAt: T + 192 * MINUTE, dueAt: T + 4 * HOUR, met: null },
      close: { riskAt: T + 2.4 * DAY, dueAt: T + 3 * DAY, met: null },
    });
    // Friday at four: an hour is left of the day, and the other three are on Monday.
    const friday = Date.parse('2026-11-20T15:00:00Z');
    expect(of(testLoop(friday))).toMatchObject({ acknowledge: { dueAt: friday + HOUR }, contact: { dueAt: Date.parse('2026-11-23T11:00:00Z') }, close: { dueAt: friday + 3 * DAY } });
  });

  test('stands still while the customer is waited for', () => {
    const loop = testLoop(T);
    loop.act(T + HOUR, { do: 'acknowledge' });
    loop.act(T + 2 * HOUR, { do: 'wait', note: '' });
    expect(of(loop)).toEqual({ acknowledge: { ...nothing, met: true }, contact: { ...nothing, met: null }, close: { ...nothing, met: null } });
    // From Monday noon to Wednesday nine o'clock; two of four hours were left.
    const wednesday = Date.parse('2026-11-18T08:00:00Z');
    loop.act(wednesday, { do: 'resume' });
    expect(of(loop)).toMatchObject({ contact: { dueAt: wednesday + 2 * HOUR, riskAt: wednesday + 72 * MINUTE }, close: { dueAt: wednesday + 3 * DAY - 2 * HOUR } });
  });

  test('is kept to the moment, and missed a moment later', () => {
    const kept = testLoop(T);
    kept.act(T + HOUR, { do: 'acknowledge' });
    expect(of(kept).acknowledge).toEqual({ ...nothing, met: true });
    const missed = testLoop(T);
    missed.act(T + HOUR + 1, { do: 'acknowledge' });
    expect(of(missed).acknowledge).toEqual({ ...nothing, met: false });
  });

  test('is missed for good, though it runs on until it is done', () => {
    const loop = testLoop(T);
    loop.append(T + HOUR, [{ type: 'escalated', kind: 'breached', target: 'acknowledge', step: 0, to: null, due: T + HOUR }]);
    expect(of(loop).acknowledge).toEqual({ riskAt: T + 48 * MINUTE, dueAt: T + HOUR, met: false });
    loop.act(T + 2 * HOUR, { do: 'prioritise', priority: 'urgent' });
    expect(of(loop).acknowledge).toEqual({ riskAt: T + 128 * MINUTE, dueAt: T + 130 * MINUTE, met: false });
    loop.act(T + 2 * HOUR + 1, { do: 'acknowledge' });
    expect(of(loop).acknowledge).toEqual({ ...nothing, met: false });
  });

  test('ends with the loop: what could no longer be kept is neither kept nor missed', () => {
    const loop = testLoop(T);
    loop.act(T + 2 * HOUR, { do: 'close', outcome: 'not_told', reason: 'duplicate', note: '' });
    // An hour to acknowledge had passed, four to contact had not, and three days to close were kept.
    expect(of(loop)).toEqual({ acknowledge: { ...nothing, met: false }, contact: { ...nothing, met: null }, close: { ...nothing, met: true } });
    const merged = testLoop(T);
    merged.append(T + 2 * HOUR, [{ type: 'merged', into: 'other' }]);
    expect(of(merged)).toEqual({ acknowledge: { ...nothing, met: false }, contact: { ...nothing, met: null }, close: { ...nothing, met: null } });
  });

  test('is the next department’s after a hand-over, on its clock', () => {
    const loop = testLoop(T);
    loop.act(T + HOUR, { do: 'hand_over', department: 'Product', note: '' });
    expect(of(loop)).toEqual({ close: { riskAt: T + 9 * HOUR, dueAt: T + 11 * HOUR, met: null } });
    loop.act(T + 2 * HOUR, { do: 'hand_over', department: 'Marketing', note: '' });
    expect(of(loop)).toEqual({});
  });

  test('first contact is promised once: neither a hand-over nor a change of priority makes it due again, a reopening does', () => {
    const loop = testLoop(T);
    loop.act(T + HOUR, { do: 'contact', way: 'call', note: '' });
    loop.act(T + 2 * HOUR, { do: 'hand_over', department: 'Marketing', note: '' });
    loop.act(T + 3 * HOUR, { do: 'hand_over', department: 'Support', note: '' });
    // The department that has it now still says that it took it on, and by when it will be closed.
    expect(of(loop)).toEqual({
      acknowledge: { riskAt: T + 228 * MINUTE, dueAt: T + 4 * HOUR, met: null },
      contact: { ...nothing, met: true },
      close: { riskAt: T + 3 * HOUR + 2.4 * DAY, dueAt: T + 3 * HOUR + 3 * DAY, met: null },
    });
    loop.act(T + 4 * HOUR, { do: 'prioritise', priority: 'urgent' });
    loop.act(T + 4 * HOUR, { do: 'prioritise', priority: 'normal' });
    expect(of(loop).contact).toEqual({ ...nothing, met: true });
    const settings = testSettings();
    const fired = fireTimers(loop.state, { settings, clocks: createClocks(settings), now: T + 30 * DAY });
    expect(new Set(fired.flatMap((event) => (event.type === 'escalated' ? [event.target] : [])))).toEqual(new Set(['acknowledge', 'close']));
    loop.act(T + 5 * HOUR, { do: 'close', outcome: 'not_told', reason: 'duplicate', note: '' });
    loop.act(T + 6 * HOUR, { do: 'reopen', note: '' });
    // Monday at four: an hour is left of the day, and the other three are on Tuesday from nine.
    expect(of(loop).contact).toMatchObject({ dueAt: Date.parse('2026-11-17T11:00:00Z'), met: null });
  });

  test('a close that was late stays late after a reopening', () => {
    const loop = testLoop(T);
    loop.act(T + 4 * DAY, { do: 'close', outcome: 'not_told', reason: 'duplicate', note: '' });
    expect(of(loop).close?.met).toBe(false);
    loop.act(T + 5 * DAY, { do: 'reopen', note: '' });
    expect(of(loop).close).toEqual({ riskAt: T + 7.4 * DAY, dueAt: T + 8 * DAY, met: null });
  });

  test('a calendar without working time promises nothing that could be missed', () => {
    const settings = testSettings();
    const support = settings.departments.get('support');
    if (!support) throw new Error('No Support.');
    const never = { ...support, calendar: { ...support.calendar, week: support.calendar.week.map(() => []) } };
    const loop = testLoop(T);
    expect(promised(loop.state, createClocks({ ...settings, departments: new Map([['support', never]]) })).map(({ dueAt }) => dueAt)).toEqual([null, null, T + 3 * DAY]);
  });
});
