import { HeedError } from '@heed/domain';
import { openTestStore } from '@heed/store/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LoopEvent } from '../loop/event.ts';
import { ANNA, DAY, HOUR, MINUTE, testSettings } from '../loop/testing.ts';
import { createLoops } from '../log/create-loops.ts';
import type { Loops } from '../log/loops.ts';
import { NO_LETTERS, openLoops, storedLoops, wrongRows } from '../log/testing.ts';
import { createTimers, type Timers, type TimersOptions } from './timers.ts';

/** Urgent loops of Support promise to be acknowledged in 10 minutes (warning after 8) and closed in a day. */
const settings = testSettings();
const T0 = Date.UTC(2026, 5, 1, 8);

let store: Awaited<ReturnType<typeof openTestStore>>;
let now = T0;
let stopping: (() => Promise<void>)[] = [];
beforeEach(async () => {
  now = T0;
  store = await openTestStore();
});
afterEach(async () => {
  for (const stop of stopping) await stop();
  stopping = [];
  await store.drop();
});

/** Loops and their timers, as one process has them. */
function start(change: Partial<TimersOptions> = {}): { loops: Loops; timers: Timers } {
  const loops = createLoops({ store, settings: () => settings, now: () => now, letters: NO_LETTERS, onAppend: (appended) => timers.appended(appended), tailMs: 3_600_000 });
  const timers = createTimers({ loops, store, settings: () => settings, now: () => now, onError: () => {}, ...change });
  stopping.push(async () => {
    await timers.stop();
    await loops.close();
  });
  return { loops, timers };
}

const urgent = { settings, priority: 'urgent', owner: 'anna' } as const;
const escalationsOf = (events: readonly LoopEvent[] = []): unknown[] => events.flatMap((event) => (event.type === 'escalated' ? [[event.kind, event.target, (event.due - T0) / MINUTE, (event.at - T0) / MINUTE]] : []));
const escalations = async (id: string): Promise<unknown[]> => escalationsOf((await storedLoops(store)).get(id));
const only = (ids: string[]): string => ids[0] as string;

describe('timers', () => {
  it('fire at their moment, not before, and once', async () => {
    const { loops, timers } = start();
    const id = only(await openLoops(loops, 1, urgent));
    expect(await timers.tick()).toBe(0);
    now = T0 + 8 * MINUTE - 1;
    expect(await timers.tick()).toBe(0);
    now++;
    expect(await timers.tick()).toBe(1);
    expect(await timers.tick()).toBe(0);
    now = T0 + 10 * MINUTE;
    expect([await timers.tick(), await timers.tick()]).toEqual([1, 0]);
    expect(await escalations(id)).toEqual([['at_risk', 'acknowledge', 8, 8], ['breached', 'acknowledge', 10, 10]]);
    expect(await wrongRows(store, settings)).toEqual([]);
  });

  it('of several processes fire once', async () => {
    const [left, right] = [start(), start()];
    const ids = await openLoops(left.loops, 40, urgent);
    now = T0 + 8 * MINUTE;
    await Promise.all([left.timers.tick(), right.timers.tick()]);
    now = T0 + 10 * MINUTE;
    await right.timers.tick();
    await left.timers.tick();
    const stored = await storedLoops(store);
    for (const id of ids) expect(escalationsOf(stored.get(id))).toEqual([['at_risk', 'acknowledge', 8, 8], ['breached', 'acknowledge', 10, 10]]);
  });

  it('make up for what became due while none ran, each with the moment at which it was due', async () => {
    const first = start();
    const id = only(await openLoops(first.loops, 1, urgent));
    await first.timers.stop();
    now = T0 + 11 * MINUTE;
    const second = start();
    await second.timers.tick();
    expect(await escalations(id)).toEqual([['at_risk', 'acknowledge', 8, 11], ['breached', 'acknowledge', 10, 11]]);
  });

  it('leave a loop alone whose target was reached in time', async () => {
    const { loops, timers } = start();
    const id = only(await openLoops(loops, 1, urgent));
    now = T0 + 7 * MINUTE + 30_000;
    await timers.tick();
    await loops.command(id, { command: { do: 'acknowledge' }, actor: ANNA });
    now = T0 + HOUR;
    expect(await timers.tick()).toBe(0);
    expect(await escalations(id)).toEqual([]);
    await loops.command(id, { command: { do: 'close', outcome: 'not_told', reason: 'invalid', note: '' }, actor: ANNA });
    now = T0 + 2 * DAY;
    expect(await timers.tick()).toBe(0);
  });

  it('know at once of what becomes due soon, without asking the store again', async () => {
    const support = settings.departments.get('support');
    if (!support) throw new Error('the test settings have no Support');
    const target = { acknowledge: { milliseconds: 20_000, clock: 'calendar' } } as const;
    const quick = { ...settings, departments: new Map([...settings.departments, ['support', { ...support, targets: { ...support.targets, urgent: target } }]]) };
    let reads = 0;
    const { loops, timers } = start({ settings: () => quick, store: { read: (...given) => (reads++, store.read(...given)) } });
    await timers.tick();
    const id = only(await openLoops(loops, 1, { ...urgent, settings: quick }));
    now = T0 + 16_000;
    expect(await timers.tick()).toBe(1);
    now = T0 + 20_000;
    expect(await timers.tick()).toBe(1);
    expect((await loops.history(id))?.state.fired.map(({ kind }) => kind)).toEqual(['at_risk', 'breached']);
    expect(reads).toBe(1);
  });

  it('fire thousands at one moment', async () => {
    const { loops, timers } = start();
    await openLoops(loops, 6_000, urgent);
    now = T0 + 8 * MINUTE;
    expect(await timers.tick()).toBe(6_000);
    const stored = await storedLoops(store);
    expect([...stored.values()].filter((events) => escalationsOf(events).length === 1)).toHaveLength(6_000);
    expect(await timers.tick()).toBe(0);
  });

  it('try again what failed', async () => {
    let fails = true;
    const { loops } = start();
    const id = only(await openLoops(loops, 1, urgent));
    const transact: Loops['transact'] = (work) => (fails ? Promise.reject(new HeedError('UNAVAILABLE', 'no answer')) : loops.transact(work));
    const { timers } = start({ loops: { transact } });
    now = T0 + 8 * MINUTE;
    await expect(timers.tick()).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    fails = false;
    expect(await timers.tick()).toBe(1);
    expect(await escalations(id)).toHaveLength(1);
  });

  it('run by themselves once they are started', async () => {
    const { loops, timers } = start();
    const id = only(await openLoops(loops, 1, urgent));
    timers.start();
    now = T0 + 8 * MINUTE;
    while ((await escalations(id)).length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    await timers.stop();
    expect(await escalations(id)).toEqual([['at_risk', 'acknowledge', 8, 8]]);
  });
});
