import { HeedError } from '@heed/domain';
import { createJournal } from '@heed/store';
import { openTestStore } from '@heed/store/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createBoard } from './board.ts';
import type { JobContext, Jobs } from './jobs.ts';
import { createJobs } from './jobs.ts';

let store: Awaited<ReturnType<typeof openTestStore>>;
let now: number;
let running: Jobs[];
beforeEach(async () => {
  store = await openTestStore();
  now = Date.UTC(2026, 4, 15, 12);
  running = [];
});
afterEach(async () => {
  for (const jobs of running) await jobs.close();
  await store.drop();
});

/** A process. */
function start(): Jobs {
  const onError = (error: unknown): void => {
    throw error;
  };
  const jobs = createJobs({ board: createBoard({ store, journal: createJournal(store), now: () => now }), now: () => now, onChange: () => undefined, onError });
  running.push(jobs);
  return jobs;
}

/** Work that goes on until it is told to end. */
const endless = ({ signal }: JobContext): Promise<never> =>
  new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });

it('does one job at a time, over all processes, and shows each what the other did', async () => {
  const [one, other] = [start(), start()];
  let finish: () => void = () => undefined;
  const { job, ended } = await one.begin('discover', { by: 'anna', work: async ({ tell }) => {
    tell({ step: 'grouping', done: 3, of: 7 });
    await new Promise<void>((resolve) => (finish = resolve));
    return { themes: 4 };
  } });
  await expect(other.begin('refit', { by: 'bo', work: endless })).rejects.toMatchObject({ code: 'CONFLICT', details: { kind: 'discover', id: job.id } });
  expect(await one.list()).toMatchObject([{ kind: 'discover', by: 'anna', state: 'running', step: 'grouping', done: 3, of: 7 }]);
  finish();
  expect(await ended).toMatchObject({ state: 'done', result: { themes: 4 } });
  expect(await other.list()).toMatchObject([{ id: job.id, kind: 'discover', state: 'done', result: { themes: 4 }, refusal: null }]);
}, 60_000);

it('ends a job that somebody cancels, here or elsewhere, and lets nothing of it take effect', async () => {
  const [one, other] = [start(), start()];
  expect(await other.cancel('bo')).toBe(false);
  const first = await one.begin('refit', { by: 'anna', work: endless });
  expect(await one.cancel('bo')).toBe(true);
  expect(await first.ended).toMatchObject({ state: 'cancelled', result: null });

  let took = false;
  let goOn: () => void = () => undefined;
  const second = await one.begin('refit', { by: 'anna', work: async ({ stillMine }) => {
    await new Promise<void>((resolve) => (goOn = resolve));
    await stillMine();
    took = true;
    return {};
  } });
  expect(await other.cancel('bo')).toBe(true);
  goOn();
  expect(await second.ended).toMatchObject({ state: 'cancelled' });
  expect(took).toBe(false);
  expect(await other.list()).toMatchObject([{ state: 'cancelled' }, { state: 'cancelled' }]);
}, 60_000);

it('takes a job for failed whose process is gone, and the process finds out before anything of it takes effect', async () => {
  const [gone, other] = [start(), start()];
  let goOn: () => void = () => undefined;
  const lost = await gone.begin('discover', { by: 'anna', work: async ({ stillMine }) => {
    await new Promise<void>((resolve) => (goOn = resolve));
    await stillMine();
    return {};
  } });
  now += 61_000;
  expect(await other.list()).toMatchObject([{ state: 'failed', refusal: 'Heed stopped while it was under way.' }]);
  const { ended } = await other.begin('discover', { by: 'bo', work: () => Promise.resolve({ themes: 1 }) });
  goOn();
  expect(await ended).toMatchObject({ state: 'done' });
  expect(await lost.ended).toMatchObject({ state: 'cancelled', result: null });
}, 60_000);

it('says why a job came to nothing', async () => {
  const jobs = start();
  const { ended } = await jobs.begin('discover', { by: 'anna', work: () => Promise.reject(new HeedError('BAD_USER_INPUT', 'It is too early.')) });
  expect(await ended).toMatchObject({ state: 'failed', refusal: 'It is too early.' });
}, 60_000);
