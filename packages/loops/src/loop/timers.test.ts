import { describe, expect, test } from 'vitest';
import { createClocks } from '../clock/clocks.ts';
import type { LoopSettings } from '../settings/settings.ts';
import { fireTimers, nextTimer } from './timers.ts';
import { BO, DAY, HOUR, MINUTE, testLoop, testSettings, type TestLoop } from './testing.ts';

/** Monday, ten o'clock in Berlin. */
const T = Date.parse('2026-11-16T09:00:00Z');
const settings = testSettings();

/** Looks once at a moment and appends what is due, as the log does. */
function fire(loop: TestLoop, now: number, by: LoopSettings = settings): string[] {
  const fired = fireTimers(loop.state, { settings: by, clocks: createClocks(by), now });
  if (fired.length > 0) loop.append(now, fired);
  return fired.map((event) => (event.type === 'escalated' ? `${event.kind} ${event.target ?? '-'} ${event.step} ${(event.due - T) / HOUR} ${event.to ?? '-'}` : event.type === 'assigned' ? `owner ${event.owner ?? '-'}` : event.type));
}
const next = (loop: TestLoop): number | null => {
  const at = nextTimer(loop.state, { settings, clocks: createClocks(settings) });
  return at === null ? null : (at - T) / HOUR;
};

describe('what becomes due by itself', () => {
  test('at 80 %, at the target, and up the chain', () => {
    const loop = testLoop(T, { owner: 'anna' });
    expect(next(loop)).toBe(0.8);
    expect(fire(loop, T + 0.8 * HOUR - 1)).toEqual([]);
    expect(fire(loop, T + 0.8 * HOUR)).toEqual(['at_risk acknowledge 0 0.8 anna']);
    expect(fire(loop, T + 0.8 * HOUR)).toEqual([]);
    expect(next(loop)).toBe(1);
    expect(fire(loop, T + HOUR)).toEqual(['breached acknowledge 0 1 anna']);
    // Two hours of working time later; eve is away, so dana is the first of the chain.
    expect(next(loop)).toBe(3);
    expect(fire(loop, T + 3 * HOUR)).toEqual(['repeated acknowledge 1 3 dana']);
    expect(fire(loop, T + 5 * HOUR)).toEqual(['at_risk contact 0 3.2 anna', 'breached contact 0 4 anna', 'repeated acknowledge 2 5 cem']);
    // Six hours of working time after the breach it is five o'clock, and the last of the chain was told before.
    expect(fire(loop, T + DAY - HOUR)).toEqual(['repeated contact 1 6 dana', 'repeated acknowledge 3 7 cem']);
    loop.act(T + DAY, { do: 'acknowledge' });
    expect(next(loop)).toBe(57.6);
  });

  test('after a long stop everything is found, each with its own moment', () => {
    const loop = testLoop(T);
    expect(fire(loop, T + 10 * HOUR)).toEqual([
      'at_risk acknowledge 0 0.8 dana', 'breached acknowledge 0 1 dana',
      // Told before, so the next of the chain.
      'repeated acknowledge 1 3 cem', 'at_risk contact 0 3.2 dana', 'breached contact 0 4 dana', 'repeated acknowledge 2 5 cem', 'repeated contact 1 6 cem', 'repeated acknowledge 3 7 cem',
    ]);
    expect(fire(loop, T + 10 * HOUR)).toEqual([]);
  });

  test('what was acknowledged before anybody looked is told of up to then', () => {
    const loop = testLoop(T);
    loop.act(T + 4 * HOUR, { do: 'acknowledge' });
    loop.act(T + 6.5 * HOUR, { do: 'contact', way: 'call', note: '' });
    expect(fire(loop, T + 20 * HOUR)).toEqual([
      'at_risk acknowledge 0 0.8 dana', 'breached acknowledge 0 1 dana', 'repeated acknowledge 1 3 cem',
      'at_risk contact 0 3.2 dana', 'breached contact 0 4 dana', 'repeated contact 1 6 cem',
    ]);
  });

  test('what was kept, or done before it was at risk, is told to nobody', () => {
    const loop = testLoop(T);
    loop.act(T + 0.9 * HOUR, { do: 'acknowledge' });
    loop.act(T + 3 * HOUR, { do: 'contact', way: 'call', note: '' });
    expect(next(loop)).toBe(0.8);
    expect(fire(loop, T + 20 * HOUR)).toEqual(['at_risk acknowledge 0 0.8 dana']);
  });

  test('the first acknowledgement after a breach ends its repeats, whatever follows', () => {
    const loop = testLoop(T, { department: 'Product' });
    loop.append(T + 10.5 * HOUR, [{ type: 'acknowledged' }]);
    loop.append(T + 15 * HOUR, [{ type: 'acknowledged' }]);
    expect(fire(loop, T + 20 * HOUR)).toEqual(['at_risk close 0 8 cem', 'breached close 0 10 cem']);
  });

  test('is repeated at most twenty times, the last of the chain again and again', () => {
    const loop = testLoop(T);
    const all = fire(loop, T + 60 * DAY).filter((line) => line.startsWith('repeated close'));
    expect(all).toHaveLength(20);
    expect(new Set(all.map((line) => line.split(' ').at(-1)))).toEqual(new Set(['cem']));
    expect(next(loop)).toBeNull();
  });

  test('a wait before the moment puts it off, one after it does not', () => {
    const loop = testLoop(T);
    loop.act(T + 0.9 * HOUR, { do: 'wait', note: '' });
    expect(next(loop)).toBe(0.8);
    expect(fire(loop, T + 5 * HOUR)).toEqual(['at_risk acknowledge 0 0.8 dana']);
    expect(next(loop)).toBeNull();
    loop.act(T + 5 * HOUR, { do: 'resume' });
    expect(next(loop)).toBeCloseTo(5.1, 9);
  });

  test('a hand-over starts the promise of the other department; the old one is over', () => {
    const loop = testLoop(T);
    fire(loop, T + 0.8 * HOUR);
    loop.act(T + 0.9 * HOUR, { do: 'hand_over', department: 'Product', note: '' });
    expect(next(loop)).toBeCloseTo(8.9, 9);
    expect(fire(loop, T + 10.9 * HOUR)).toEqual([`at_risk close 0 ${(0.9 * HOUR + 8 * HOUR) / HOUR} cem`, `breached close 0 ${(0.9 * HOUR + 10 * HOUR) / HOUR} cem`]);
  });

  test('a change of priority and a reopening fire anew', () => {
    const loop = testLoop(T);
    fire(loop, T + HOUR);
    loop.act(T + HOUR, { do: 'prioritise', priority: 'urgent' });
    expect(fire(loop, T + HOUR + 10 * MINUTE)).toHaveLength(2);
    loop.act(T + 2 * HOUR, { do: 'close', outcome: 'not_told', reason: 'invalid', note: '' });
    expect(next(loop)).toBeNull();
    expect(fire(loop, T + 40 * DAY)).toEqual([]);
    loop.act(T + 24 * HOUR, { do: 'reopen', note: '' });
    expect(next(loop)).toBeCloseTo(24 + 8 / 60, 9);
  });

  test('acknowledging again after the close was missed ends its escalation', () => {
    const loop = testLoop(T, { department: 'Product' });
    loop.act(T + HOUR, { do: 'acknowledge' });
    expect(loop.act(T + HOUR, { do: 'acknowledge' })).toEqual([]);
    expect(fire(loop, T + 11.5 * HOUR)).toEqual(['at_risk close 0 8 cem', 'breached close 0 10 cem', 'repeated close 1 11 cem']);
    expect(loop.act(T + 11.6 * HOUR, { do: 'acknowledge' })).toEqual(['acknowledged']);
    expect(next(loop)).toBeNull();
  });

  test('an idle owner’s loop goes to the fallback owner, and from them to nobody', () => {
    const loop = testLoop(T, { department: 'Product', owner: 'cem' });
    loop.act(T + HOUR, { do: 'note', note: 'Looking.' }, { actor: { id: 'x', by: 'cem' } });
    loop.act(T + 5 * HOUR, { do: 'note', note: 'And?' });
    expect(next(loop)).toBe(7);
    expect(fire(loop, T + 7 * HOUR)).toEqual(['taken_back - 0 7 bo', 'owner bo']);
    expect(loop.state).toMatchObject({ owner: 'bo', ownerActiveAt: T + 7 * HOUR, escalated: 0 });
    expect(fire(loop, T + 13 * HOUR).slice(-2)).toEqual(['taken_back - 1 13 -', 'owner -']);
    expect(fire(loop, T + 13 * HOUR)).toEqual([]);
  });

  test('not while the customer is waited for, nor once it is resolved', () => {
    const loop = testLoop(T, { department: 'Product', owner: 'bo' });
    loop.act(T + 5 * HOUR, { do: 'wait', note: '' }, { actor: BO });
    expect(next(loop)).toBeNull();
    loop.act(T + 50 * HOUR, { do: 'resume' });
    expect(next(loop)).toBe(53);
    // Five hours were gone of ten; of the six of an idle owner none, since the wait was the owner's act.
    expect(fire(loop, T + 55.9 * HOUR).filter((line) => line.startsWith('taken'))).toEqual([]);
    expect(fire(loop, T + 56 * HOUR)).toEqual(['repeated close 1 56 cem', 'taken_back - 0 56 -', 'owner -']);
    const resolved = testLoop(T, { department: 'Product', owner: 'bo' });
    resolved.act(T + HOUR, { do: 'resolve', rootCause: 'Bug', action: 'Fixed', note: '' });
    expect(fire(resolved, T + 9 * HOUR)).toEqual(['at_risk close 0 8 bo']);
  });

  test('who is away is not told, and where there is nobody the breach still stands', () => {
    const away = testSettings({ people: new Map([['anna', { key: 'anna', name: '', email: '', departments: [], language: 'en', available: false }]]) });
    const loop = testLoop(T, { owner: 'anna', settings: away });
    expect(fire(loop, T + 4 * HOUR, away)).toEqual(['at_risk acknowledge 0 0.8 -', 'breached acknowledge 0 1 -', 'at_risk contact 0 3.2 -', 'breached contact 0 4 -']);
    expect(loop.state.missed).toEqual(['acknowledge', 'contact']);
  });
});
