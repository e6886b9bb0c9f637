import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCollector } from '@heed/collect';
import { countQueues, createClocks, createLoops, kaplanMeier, nextTimer, settingsOf, survivalQuantile, type Appended, type Loops, type LoopSettings, type LoopState } from '@heed/loops';
import { sampleFeedback } from '@heed/sample';
import { openDatabase, startLocalEngine, type LocalEngine, type Store } from '@heed/store';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bringSampleLoops } from './sample-loops.ts';
import { sampleSettings } from './sample-settings.ts';

const NOW = Date.parse('2026-11-18T11:00:00Z');
const HOUR = 3_600_000;
const OPTIONS = { seed: 20_260_101, now: NOW, timeZone: 'Europe/Berlin' };

describe('the loops of the sample', () => {
  const folder = mkdtempSync(join(tmpdir(), 'heed-sample-loops-'));
  const all = settingsOf(sampleSettings(), { version: 1 });
  const settings: LoopSettings = { ...all, rules: [] };
  let engine: LocalEngine;
  let store: Store;
  let loops: Loops;
  const states = new Map<string, LoopState>();
  const noted = ({ loops: changed }: Appended): void => changed.forEach(({ after }) => states.set(after.id, after));
  const bring = (): Promise<number> => bringSampleLoops(loops, { store, settings: () => settings, rules: all.rules, since: NOW - 366 * 24 * HOUR, ...OPTIONS });

  beforeAll(async () => {
    engine = await startLocalEngine({ folder });
    store = await openDatabase({ url: engine.url, username: engine.username, password: engine.password, database: 'sample' });
    const collector = createCollector({ store, clock: () => NOW });
    const rows = [...sampleFeedback(OPTIONS)];
    for (let start = 0; start < rows.length; start += 10_000) await collector.submitBatch(rows.slice(start, start + 10_000));
    await collector.close();
    loops = createLoops({ store, settings: () => settings, now: () => NOW, letters: { write: () => Promise.reject(new Error('no letter is written')) }, onAppend: noted });
    await bring();
  });
  afterAll(async () => {
    await loops.close();
    await store.close();
    await engine.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const share = (test: (state: LoopState) => boolean, of = [...states.values()]): number => (100 * of.filter(test).length) / of.length;
  const between = (value: number, from: number, to: number): void => {
    expect(value).toBeGreaterThan(from);
    expect(value).toBeLessThan(to);
  };
  /** Hours from opening to close: what those that are closed say, and what all say (Kaplan & Meier). */
  function timeToClose(department: string): { closedOnly: number; median: number } {
    const of = [...states.values()].filter(({ firstDepartment }) => firstDepartment === department);
    const closed = of.flatMap(({ openedAt, closedAt }) => (closedAt === null ? [] : [(closedAt - openedAt) / HOUR])).sort((left, right) => left - right);
    const steps = kaplanMeier(of.map(({ openedAt, closedAt }) => ({ time: ((closedAt ?? NOW) - openedAt) / HOUR, ended: closedAt === null ? 0 : 1, censored: closedAt === null ? 1 : 0 })));
    return { closedOnly: closed[closed.length >> 1] ?? NaN, median: survivalQuantile(steps, 0.5).value ?? Infinity };
  }

  test('are a believable year', () => {
    between(states.size, 2_500, 4_000);
    const closed = [...states.values()].filter(({ state }) => state === 'closed');
    between(share(({ state }) => state === 'closed'), 89, 95);
    between(share(({ outcome }) => outcome === 'told', closed), 60, 78);
    expect(closed.every(({ outcome, notToldReason }) => outcome === 'told' || notToldReason !== null)).toBe(true);
    between(share(({ reopened }) => reopened > 0), 2.5, 6);
    between(share(({ escalated }) => escalated > 0), 8, 35);
    between(share(({ legs }) => legs.length > 1), 3, 7);
    between([...states.values()].filter(({ recovery }) => recovery === 'recovered').length, 100, 700);
    expect([...states.values()].every(({ origin }) => origin.source.startsWith('sample:'))).toBe(true);
  });

  test('take each department its own time, and those that are closed flatter Product & Engineering', () => {
    const [support, sales, delivery] = ['Support', 'Sales', 'Delivery'].map((name) => timeToClose(name).median) as [number, number, number];
    const product = timeToClose('Product & Engineering');
    expect(support * 1.3).toBeLessThan(sales);
    expect(sales * 1.1).toBeLessThan(delivery);
    expect(delivery * 1.5).toBeLessThan(product.median);
    expect(product.closedOnly * 1.4).toBeLessThan(product.median);
  });

  test('show something to do now: some late, some soon to be, some without an owner, some new today', async () => {
    const counts = await countQueues(store, { filter: {}, person: null, calendar: { now: NOW, timeZone: 'UTC' } });
    between(counts.open, 150, 400);
    between(counts.breached, 5, 80);
    between(counts.atRisk, 0, 40);
    between(counts.unassigned, 0, 40);
    between(counts.toTell, 0, 40);
    // Of what is open without having been closed before; the list begins with what is due first.
    expect(Math.max(...[...states.values()].map((state) => (state.closedAt === null && state.reopened === 0 && state.mergedInto === null ? NOW - state.openedAt : 0)))).toBeLessThan(150 * 24 * HOUR);
    between([...states.values()].filter(({ openedAt }) => openedAt > NOW - 24 * HOUR).length, 2, 60);
  });

  test('are told once, and the same again', async () => {
    const before = loops.position();
    expect(await bring()).toBe(0);
    expect(loops.position()).toBe(before);
  });

  test('leave nothing for the clock that is already past', () => {
    // Otherwise the first look at the clock would tell people of a year of late loops at once.
    const clocks = createClocks(settings);
    const due = [...states.values()].map((state) => nextTimer(state, { settings, clocks })).filter((moment) => moment !== null);
    expect(due.length).toBeGreaterThan(20);
    expect(due.filter((moment) => moment <= NOW)).toEqual([]);
  });
});
