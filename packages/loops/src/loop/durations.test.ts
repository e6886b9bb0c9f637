import { describe, expect, test } from 'vitest';
import { createClocks } from '../clock/clocks.ts';
import { durationsOf, legTimes } from './durations.ts';
import { DAY, HOUR, MINUTE, testLoop, testSettings } from './testing.ts';

/** Monday, four in the afternoon in Berlin: Support has one hour left. */
const T = Date.parse('2026-11-16T15:00:00Z');
const clocks = createClocks(testSettings());

/** Support until Tuesday ten o'clock, and Product, which never sleeps, for a day after it. Waits from Tuesday half past nine to eleven. */
function handedOver() {
  const loop = testLoop(T);
  loop.act(T + 30 * MINUTE, { do: 'acknowledge' });
  loop.act(Date.parse('2026-11-17T08:30:00Z'), { do: 'wait', note: '' });
  loop.act(Date.parse('2026-11-17T09:00:00Z'), { do: 'hand_over', department: 'Product', note: '' });
  loop.act(Date.parse('2026-11-17T10:00:00Z'), { do: 'resume' });
  return loop;
}
const WEDNESDAY = Date.parse('2026-11-18T09:00:00Z');

describe('how long it took', () => {
  test('each leg by the clock of its department, waiting included', () => {
    const loop = handedOver();
    expect(durationsOf(loop.state, { clocks, now: WEDNESDAY })).toEqual([
      { measure: 'acknowledge', calendar: 30 * MINUTE, working: 30 * MINUTE, running: false },
      // 42 hours of the calendar; Support worked one on Monday and one on Tuesday, Product all 24.
      ...(['contact', 'resolve', 'tell', 'close'] as const).map((measure) => ({ measure, calendar: 42 * HOUR, working: 26 * HOUR, running: true })),
    ]);
  });

  test('legs and waiting', () => {
    expect(legTimes(handedOver().state, { clocks, now: WEDNESDAY })).toEqual([
      { department: 'Support', from: T, to: Date.parse('2026-11-17T09:00:00Z'), held: { calendar: 17.5 * HOUR, working: 1.5 * HOUR }, waiting: { calendar: 30 * MINUTE, working: 30 * MINUTE } },
      { department: 'Product', from: Date.parse('2026-11-17T09:00:00Z'), to: null, held: { calendar: 23 * HOUR, working: 23 * HOUR }, waiting: { calendar: HOUR, working: HOUR } },
    ]);
  });

  test('a wait that lasts counts up to now', () => {
    const loop = testLoop(T);
    loop.act(T + HOUR, { do: 'wait', note: '' });
    expect(legTimes(loop.state, { clocks, now: T + DAY })[0]).toMatchObject({ held: { calendar: HOUR, working: HOUR }, waiting: { calendar: 23 * HOUR, working: 7 * HOUR } });
  });

  test('after the end only what was reached, and the last close counts', () => {
    const loop = testLoop(T);
    loop.act(T + HOUR, { do: 'close', outcome: 'not_told', reason: 'duplicate', note: '' });
    expect(durationsOf(loop.state, { clocks, now: WEDNESDAY })).toEqual([{ measure: 'close', calendar: HOUR, working: HOUR, running: false }]);
    loop.act(T + 2 * DAY, { do: 'reopen', note: '' });
    expect(durationsOf(loop.state, { clocks, now: T + 2 * DAY }).map(({ running }) => running)).toEqual([true, true, true, true, true]);
    loop.act(T + 3 * DAY, { do: 'close', outcome: 'not_told', reason: 'invalid', note: '' });
    // Three days of the calendar, and the gap is the department's: one hour, two days of eight, and seven hours.
    expect(durationsOf(loop.state, { clocks, now: WEDNESDAY })).toEqual([{ measure: 'close', calendar: 3 * DAY, working: 24 * HOUR, running: false }]);
    expect(legTimes(loop.state, { clocks, now: WEDNESDAY })).toEqual([{ department: 'Support', from: T, to: T + 3 * DAY, held: { calendar: 3 * DAY, working: 24 * HOUR }, waiting: { calendar: 0, working: 0 } }]);
  });

  test('where the clock of this machine is behind, nothing is negative', () => {
    const loop = testLoop(T);
    expect(legTimes(loop.state, { clocks, now: T - 5 })[0]?.held).toEqual({ calendar: 0, working: 0 });
    expect(durationsOf(loop.state, { clocks, now: T - 5 })[0]).toMatchObject({ calendar: 0, working: 0 });
  });
});
