import { HeedError } from '@heed/domain';
import { count, defineQuery, sql, type Table } from '@heed/store';
import { openTestStore } from '@heed/store/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { ANNA, testSettings } from '../loop/testing.ts';
import { createLoops, type LoopsOptions } from './create-loops.ts';
import type { Appended, Loops } from './loops.ts';
import { NO_LETTERS, openLoops, storedLoops, wrongRows } from './testing.ts';

const T0 = Date.UTC(2026, 5, 1, 8);
const settings = testSettings();
const NO_ANSWER = new HeedError('UNAVAILABLE', 'no answer');

const eventsOnly: Table = { name: 'loop_events', columns: ['loop_id', 'version', 'position', 'batch', 'type'] };
const feedbackCount = defineQuery({
  name: 'loops.testFeedback',
  params: z.strictObject({}),
  row: z.object({ rows: count }),
  sql: () => sql`SELECT count() AS rows FROM loop_feedback FINAL`,
  examples: [],
});

type Insert = (table: Table, body: string, options?: { token?: string }) => Promise<void>;

let store: Awaited<ReturnType<typeof openTestStore>>;
let writers: Loops[] = [];
beforeEach(async () => {
  store = await openTestStore();
});
afterEach(async () => {
  await Promise.all(writers.map((loops) => loops.close()));
  writers = [];
  await store.drop();
});

function make(change: Partial<LoopsOptions> = {}): Loops {
  return createLoops({ store, settings: () => settings, now: () => T0, letters: NO_LETTERS, tailMs: 3_600_000, ...change });
}
function start(change: Partial<LoopsOptions> = {}): Loops {
  const loops = make(change);
  writers.push(loops);
  return loops;
}
/** A store whose inserts go another way. */
const inserting = (insert: Insert): LoopsOptions['store'] => ({ read: store.read, insert });

const only = (ids: string[]): string => ids[0] as string;
const note = (words: string) => ({ command: { do: 'note', note: words }, actor: ANNA }) as const;
const notesOf = async (id: string): Promise<string[]> => ((await storedLoops(store)).get(id) ?? []).flatMap((event) => (event.type === 'noted' ? [event.note] : []));

async function until(condition: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 2));
}

describe('a writer that dies', () => {
  it.each(['loops', 'loop_feedback'])('between the append and the rows (%s) is made up for by the next that starts', async (table) => {
    const dying = make({ store: inserting((into, body, options) => (into.name === table ? new Promise(() => {}) : store.insert(into, body, options))) });
    void openLoops(dying, 3, { settings });
    await until(async () => (await storedLoops(store)).size === 3);
    const heir = start();
    await until(() => heir.position() === 1);
    expect(await wrongRows(store, settings)).toEqual([]);
    expect(await store.read(feedbackCount, {})).toEqual([{ rows: 3 }]);
  });

  it('is made up for by one that runs already, before it appends and when it has nothing to append', async () => {
    const heir = start({ tailMs: 20 });
    const id = only(await openLoops(heir, 1, { settings }));
    let dies = false;
    const dying = make({ store: inserting((into, body, options) => (into.name === 'loops' && dies ? new Promise(() => {}) : store.insert(into, body, options))) });
    await until(() => dying.position() === 1);
    dies = true;
    void dying.command(id, note('last words'));
    await until(() => heir.position() === 2);
    expect(await wrongRows(store, settings)).toEqual([]);
    await heir.command(id, note('mine'));
    expect(await notesOf(id)).toEqual(['last words', 'mine']);
    expect(await wrongRows(store, settings)).toEqual([]);
  });
});

describe('a database that does not answer', () => {
  /** Fails so many inserts into the log, which took effect all the same or did not. */
  function flaky(times: number, takesEffect: boolean): LoopsOptions['store'] {
    let left = times;
    return inserting(async (table, body, options) => {
      const fails = table.name === 'loop_events' && left-- > 0;
      if (!fails || takesEffect) await store.insert(table, body, options);
      if (fails) throw NO_ANSWER;
    });
  }

  it.each([true, false])('gets an append again until it answers (had it taken effect: %s)', async (takesEffect) => {
    const loops = start({ store: flaky(3, takesEffect) });
    const id = only(await openLoops(loops, 1, { settings }));
    expect((await storedLoops(store)).get(id)).toHaveLength(1);
    expect(loops.position()).toBe(1);
  });

  it('leaves the outcome unknown after the deadline, and the next append finds it out (it had taken effect)', async () => {
    const heard: Appended[] = [];
    const id = only(await openLoops(start(), 1, { settings }));
    const loops = start({ store: flaky(1, true), deadlineMs: 1, onAppend: (appended) => heard.push(appended) });
    await expect(loops.command(id, note('first'))).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    await expect(loops.command(id, { ...note('first'), expected: 1 })).rejects.toMatchObject({ code: 'CONFLICT', details: { version: 2 } });
    await loops.command(id, { ...note('second'), expected: 2 });
    expect(await notesOf(id)).toEqual(['first', 'second']);
    expect(heard.map(({ position }) => position)).toEqual([2, 3]);
    expect(await wrongRows(store, settings)).toEqual([]);
  });

  it('leaves the outcome unknown after the deadline, and deciding again is safe (it had not taken effect)', async () => {
    const id = only(await openLoops(start(), 1, { settings }));
    const loops = start({ store: flaky(1, false), deadlineMs: 1 });
    await expect(loops.command(id, { ...note('first'), expected: 1 })).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    await loops.command(id, { ...note('first'), expected: 1 });
    expect(await notesOf(id)).toEqual(['first']);
  });

  it('cannot let an append that comes late in between what was appended since', async () => {
    const id = only(await openLoops(start(), 1, { settings }));
    let late: (() => Promise<void>) | undefined;
    const slow = start({
      deadlineMs: 1,
      store: inserting((table, body, options) => {
        if (table.name !== 'loop_events' || late) return store.insert(table, body, options);
        late = () => store.insert(table, body, options);
        return Promise.reject(NO_ANSWER);
      }),
    });
    await expect(slow.command(id, note('late'))).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    await start().command(id, note('in time'));
    await late?.();
    await slow.command(id, note('after'));
    expect(await notesOf(id)).toEqual(['in time', 'after']);
    expect(await wrongRows(store, settings)).toEqual([]);
  });

  it('says at once that its disk is full', async () => {
    let full = true;
    const loops = start({ store: inserting((...given) => (full ? Promise.reject(new HeedError('UNAVAILABLE', 'full', { nothingStored: true })) : store.insert(...given))) });
    await expect(openLoops(loops, 1, { settings })).rejects.toMatchObject({ details: { nothingStored: true } });
    full = false;
    await openLoops(loops, 1, { settings });
    expect((await storedLoops(store)).size).toBe(1);
  });

  it('keeps the rows waiting, and nothing is appended before they are written', async () => {
    const heard: number[] = [];
    const tables: string[] = [];
    let fails = true;
    const loops = start({
      deadlineMs: 1,
      onAppend: ({ position }) => heard.push(position),
      store: inserting(async (table, body, options) => {
        if (table.name === 'loops' && fails) throw NO_ANSWER;
        tables.push(table.name);
        await store.insert(table, body, options);
      }),
    });
    await expect(openLoops(loops, 1, { settings })).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    await expect(openLoops(loops, 1, { settings })).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect(tables.filter((name) => name === 'loop_events')).toHaveLength(1);
    expect(heard).toEqual([]);
    fails = false;
    await openLoops(loops, 1, { settings });
    expect(heard).toEqual([1, 2]);
    expect((await storedLoops(store)).size).toBe(2);
    expect(await wrongRows(store, settings)).toEqual([]);
  });
});

describe('a log that is not as it should be', () => {
  it('goes on after a position whose token is used up although nothing stands there', async () => {
    const [left, right] = [start(), start()];
    await openLoops(left, 1, { settings });
    await store.insert(eventsOnly, JSON.stringify(['018f0000-0000-8000-8000-000000000000', 1, 2, '018f0000-0000-8000-8000-000000000000', 'lost']), { token: 'loops:2' });
    await store.command("ALTER TABLE loop_events DELETE WHERE type = 'lost' SETTINGS mutations_sync = 2");
    await openLoops(left, 1, { settings });
    expect(left.position()).toBe(3);
    await openLoops(right, 1, { settings });
    expect(right.position()).toBe(4);
    expect((await storedLoops(store)).size).toBe(3);
    expect(await wrongRows(store, settings)).toEqual([]);
  });

  it('keeps nobody waiting for a loop whose row the engine refuses', async () => {
    const errors: unknown[] = [];
    const loops = start({ onError: (error) => errors.push(error) });
    const [bad, good] = await Promise.all([openLoops(loops, 1, { settings, customerId: 'nobody' }), openLoops(loops, 4, { settings })]);
    expect(errors).toMatchObject([{ name: 'StoreError' }]);
    expect(await wrongRows({ ...store, insert: (table, body, options) => store.insert(table, body.split('\n').filter((line) => !line.includes(only(bad))).join('\n'), options) }, settings)).toEqual([]);
    expect(await loops.command(only(good), { command: { do: 'acknowledge' }, actor: ANNA })).toMatchObject({ state: 'acknowledged' });
  });

  it('keeps nobody waiting for a loop whose events cannot be read', async () => {
    const errors: unknown[] = [];
    await store.insert(eventsOnly, JSON.stringify(['018f0000-0000-8000-8000-000000000000', 1, 1, '018f0000-0000-8000-8000-000000000000', 'unheard_of']), { token: 'loops:1' });
    const loops = start({ onError: (error) => errors.push(error) });
    const bad = loops.command('018f0000-0000-8000-8000-000000000000', note('x'));
    const [outcome, ids] = await Promise.all([bad.catch((error: unknown) => error), openLoops(loops, 1, { settings })]);
    expect(outcome).toBeInstanceOf(Error);
    expect(await loops.command(only(ids), note('x'))).toMatchObject({ version: 2 });
    expect(errors).toHaveLength(1);
  });
});
