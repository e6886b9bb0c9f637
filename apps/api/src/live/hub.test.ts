import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { createHub, type Change } from './hub.ts';

const CHANGE: Change = { kind: 'feedback', occurred: { from: 0, to: 1 } };

function build({ windowMs = 5, maxPerSecond = 1_000 } = {}) {
  let version = 0;
  let answer = 0;
  let computations = 0;
  const errors: unknown[] = [];
  let minute: (() => void) | undefined;
  const clock = {
    now: Date.now,
    onMinute(listener: () => void) {
      minute = listener;
      return () => undefined;
    },
  };
  const hub = createHub({ windowMs, maxPerSecond, clock, nextVersion: () => String(++version), onError: (error) => errors.push(error) });
  const view = (key: string, { fails = () => false, touched = () => true }: { fails?: () => boolean; touched?: () => boolean } = {}) => ({
    key,
    touchedBy: touched,
    compute: async () => {
      computations++;
      await sleep(1);
      if (fails()) throw new Error('no database');
      return { answer };
    },
  });
  return { hub, view, errors, set: (value: number) => (answer = value), computations: () => computations, minute: () => minute?.() };
}

describe('the live hub', () => {
  test('gives a snapshot at once and another after a change that alters the answer', async () => {
    const { hub, view, set } = build();
    const snapshots = hub.watch(view('a'));
    const first = await snapshots.next();
    expect(first.value).toMatchObject({ answer: 0, version: '1' });
    expect(first.value?.asOf).toBeInstanceOf(Date);
    set(7);
    hub.changed(CHANGE);
    expect((await snapshots.next()).value).toMatchObject({ answer: 7, version: '2' });
    hub.close();
  });

  test('computes once for many who watch the same, and not for changes that do not touch it', async () => {
    const { hub, view, set, computations } = build();
    const watchers = Array.from({ length: 50 }, () => hub.watch(view('same')));
    await Promise.all(watchers.map((watcher) => watcher.next()));
    expect(computations()).toBe(1);
    expect(hub.counts()).toEqual({ subscribers: 50, views: 1 });
    const deaf = hub.watch(view('deaf', { touched: () => false }));
    await deaf.next();
    set(1);
    for (let index = 0; index < 100; index++) hub.changed(CHANGE);
    await Promise.all(watchers.map((watcher) => watcher.next()));
    expect(computations()).toBe(3);
    hub.close();
  });

  test('a reader that does not read holds one snapshot and skips to the newest', async () => {
    const { hub, view, set } = build();
    const paused = hub.watch(view('a'));
    const reading = hub.watch(view('a'));
    await paused.next();
    await reading.next();
    for (let value = 1; value <= 5; value++) {
      set(value);
      hub.changed(CHANGE);
      expect((await reading.next()).value).toMatchObject({ answer: value });
    }
    expect((await paused.next()).value).toMatchObject({ answer: 5 });
    hub.close();
  });

  test('an unchanged answer is not sent again', async () => {
    const { hub, view, computations } = build();
    const snapshots = hub.watch(view('a'));
    await snapshots.next();
    hub.changed(CHANGE);
    const next = snapshots.next();
    await expect.poll(computations).toBe(2);
    await sleep(20);
    expect(await Promise.race([next, Promise.resolve('nothing')])).toBe('nothing');
    hub.close();
    expect((await next).done).toBe(true);
  });

  test('a failure after the first snapshot is repaired by trying again, and before it is told', async () => {
    let broken = false;
    const { hub, view, set, errors } = build();
    const snapshots = hub.watch(view('a', { fails: () => broken }));
    await snapshots.next();
    broken = true;
    set(3);
    hub.changed(CHANGE);
    await expect.poll(() => errors.length).toBe(1);
    await expect(hub.watch(view('b', { fails: () => broken })).next()).rejects.toThrow('no database');
    broken = false;
    expect((await snapshots.next()).value).toMatchObject({ answer: 3 });
    hub.close();
  });

  test('forgets a view when its last reader leaves', async () => {
    const { hub, view } = build();
    const snapshots = hub.watch(view('a'));
    await snapshots.next();
    await snapshots.return?.();
    expect(hub.counts()).toEqual({ subscribers: 0, views: 0 });
    hub.close();
  });

  test('who watches by a saved filter goes on with its new conditions, shares them, and fails when it is gone', async () => {
    const { hub, view, set } = build();
    let conditions = 'old';
    const again = () => {
      if (conditions === '') throw new Error('there is no such filter');
      return view(conditions, { touched: () => false });
    };
    const follower = hub.watch(again);
    const written = hub.watch(view('new', { touched: () => false }));
    const before = await follower.next();
    await written.next();
    set(5);
    // A change of something else is no reason.
    hub.changed({ kind: 'definitions', kinds: ['view'] });
    conditions = 'new';
    hub.changed({ kind: 'definitions', kinds: ['filter'] });
    const after = await follower.next();
    expect(after.value).toMatchObject({ answer: 5 });
    expect(Number(after.value?.version)).toBeGreaterThan(Number(before.value?.version));
    expect((await written.next()).value).toEqual(after.value);
    expect(hub.counts()).toEqual({ subscribers: 2, views: 1 });
    conditions = '';
    const next = follower.next();
    hub.changed({ kind: 'definitions', kinds: ['filter'] });
    await expect(next).rejects.toThrow('there is no such filter');
    expect(hub.counts()).toEqual({ subscribers: 1, views: 1 });
    hub.close();
  });

  test('is computed at most so often a second, however much is written, and never misses the last of it', async () => {
    const { hub, view, set, computations } = build({ windowMs: 0, maxPerSecond: 4 });
    const snapshots = hub.watch(view('a'));
    await snapshots.next();
    const start = Date.now();
    let value = 0;
    while (Date.now() - start < 600) {
      set(++value);
      hub.changed(CHANGE);
      await sleep(2);
    }
    const seconds = (Date.now() - start) / 1_000;
    // The first, four at once, and four a second from then on.
    expect(computations()).toBeLessThanOrEqual(1 + 4 + Math.ceil(4 * seconds));
    await expect.poll(async (): Promise<unknown> => (await snapshots.next()).value).toMatchObject({ answer: value });
    hub.close();
  });

  test('looks again when a minute begins at what time moves, and at nothing else', async () => {
    const { hub, view, set, computations, minute } = build();
    let day = 'monday';
    const moved = hub.watch(view('moved'));
    const daily = hub.watch({ ...view('daily'), moment: () => day });
    const fixed = hub.watch({ ...view('fixed'), moment: () => '' });
    await Promise.all([moved.next(), daily.next(), fixed.next()]);
    set(9);
    minute();
    expect((await moved.next()).value).toMatchObject({ answer: 9 });
    expect(computations()).toBe(4);
    day = 'tuesday';
    minute();
    expect((await daily.next()).value).toMatchObject({ answer: 9 });
    expect(computations()).toBe(6);
    hub.close();
  });

  test('a question that cannot be is refused to who asks it, whatever it is asked about itself, and harms nobody else', async () => {
    const { hub, view, minute, set } = build();
    const refuse = (): never => {
      throw new Error('from is after to');
    };
    const impossible = { key: 'impossible', moment: refuse, touchedBy: refuse, compute: () => Promise.reject(new Error('from is after to')) };
    const other = hub.watch(view('a'));
    expect((await other.next()).value).toMatchObject({ answer: 0 });
    const asked = hub.watch(impossible);
    hub.changed(CHANGE);
    minute();
    await expect(asked.next()).rejects.toThrow('from is after to');
    set(1);
    hub.changed(CHANGE);
    expect((await other.next()).value).toMatchObject({ answer: 1 });
  });

  test('what is shown beside an answer is a reason to send it again', async () => {
    const { hub, view } = build();
    let target: number | null = null;
    const snapshots = hub.watch({ ...view('a'), beside: () => target });
    await snapshots.next();
    target = 40;
    hub.changed({ kind: 'definitions', kinds: ['target'] });
    expect((await snapshots.next()).value).toMatchObject({ version: '2' });
    hub.close();
  });
});
