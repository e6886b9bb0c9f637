import { bind, defineQuery, sql, whole } from '@heed/store';
import { openTestStore } from '@heed/store/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as z from 'zod';
import { ANNA, DAY, HOUR, ORIGIN, testSettings } from '../loop/testing.ts';
import { ALWAYS } from '../clock/working-calendar.ts';
import { createLoops } from './create-loops.ts';
import type { Loops } from './loops.ts';
import { rederive } from './rederive.ts';
import { removeLoops } from './remove-loops.ts';
import { NO_LETTERS, openLoops, storedLoops, wrongRows } from './testing.ts';

/** A Monday. */
const T0 = Date.UTC(2026, 5, 1, 8);
const settings = testSettings();
const unexpected = (error: unknown): never => {
  throw error;
};

const workingOf = defineQuery({
  name: 'loops.testWorking',
  params: z.strictObject({ id: z.string() }),
  row: z.object({ contact: whole.nullable(), revision: z.string() }),
  sql: ({ id }) => sql`
    SELECT to_contact_working AS contact, concat(toString(intDiv(loops.revision, 4294967296)), '/', toString(loops.revision % 4294967296)) AS revision
    FROM loops FINAL WHERE loop_id = ${bind('UUID', id)}`,
  examples: [],
});

let store: Awaited<ReturnType<typeof openTestStore>>;
const writers: Loops[] = [];
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(async () => {
  await Promise.all(writers.map((loops) => loops.close()));
  await store.drop();
});

function start(now: () => number = () => T0): Loops {
  const loops = createLoops({ store, settings: () => settings, now, letters: NO_LETTERS, tailMs: 3_600_000 });
  writers.push(loops);
  return loops;
}

it('removes the loops of a source everywhere, and no position is used twice', async () => {
  const [left, right] = [start(), start()];
  const kept = await openLoops(left, 3, { settings });
  const gone = await openLoops(left, 3, { settings, origin: { ...ORIGIN, source: 'sample:shop' } });
  // The other process remembers them.
  await right.command(gone[0] as string, { command: { do: 'acknowledge' }, actor: ANNA });
  const before = right.position();
  await removeLoops(left, store, { sourcePrefix: 'sample:' });
  expect([...(await storedLoops(store)).keys()].sort()).toEqual([...kept].sort());
  expect(await wrongRows(store, settings)).toEqual([]);
  await expect(right.command(gone[0] as string, { command: { do: 'note', note: 'still there?' }, actor: ANNA })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(left.command(gone[1] as string, { command: { do: 'acknowledge' }, actor: ANNA })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  const heir = start();
  const [id] = await openLoops(heir, 1, { settings });
  expect((await heir.history(id as string))?.state.position).toBe(before + 3);
  expect(await right.command(id as string, { command: { do: 'acknowledge' }, actor: ANNA })).toMatchObject({ position: before + 4 });
  expect(await wrongRows(store, settings)).toEqual([]);
});

it('measures the loops of a department anew when its calendar changes, and no others', async () => {
  let now = T0;
  const loops = start(() => now);
  const [first, second, elsewhere] = (await Promise.all([openLoops(loops, 1, { settings }), openLoops(loops, 1, { settings }), openLoops(loops, 1, { settings, department: 'Product' })])).map(([id]) => id as string) as [string, string, string];
  now += DAY;
  await loops.command(first, { command: { do: 'hand_over', department: 'Product', note: '' }, actor: ANNA });
  await loops.command(second, { command: { do: 'contact', way: 'call', note: '' }, actor: ANNA });
  const support = settings.departments.get('support');
  if (!support) throw new Error('the test settings have no Support');
  const changed = { ...settings, version: settings.version + 1, departments: new Map([...settings.departments, ['support', { ...support, calendar: ALWAYS }]]) };
  const before = [...(await storedLoops(store)).values()].filter((events) => events[0]?.type === 'opened' && events[0].department === 'Support').length;
  expect(await rederive({ store, settings: changed, departments: ['SUPPORT '], onError: unexpected })).toBe(before);
  // From Monday 10:00 to Tuesday 10:00 in Berlin an office works 8 hours; who never sleeps, 24.
  const [row] = await store.read(workingOf, { id: second });
  expect(row).toEqual({ contact: 24 * HOUR, revision: `${(await loops.history(second))?.state.position}/8` });
  const [other] = await store.read(workingOf, { id: elsewhere });
  expect(other?.revision).toMatch(/\/7$/);
  const [handed] = await store.read(workingOf, { id: first });
  expect(handed?.revision).toMatch(/\/8$/);
  expect(await rederive({ store, settings: changed, departments: ['Nobody'], onError: unexpected })).toBe(0);
});
