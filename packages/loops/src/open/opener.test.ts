import { randomUUID } from 'node:crypto';
import { HeedError } from '@heed/domain';
import { insertFeedback, testFeedback, type TestFeedback } from '@heed/filter/testing';
import { openTestStore } from '@heed/store/testing';
import type { Store } from '@heed/store';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createLoops } from '../log/create-loops.ts';
import type { Loops } from '../log/loops.ts';
import { HOUR, testSettings } from '../loop/testing.ts';
import type { LoopSettings, Rule } from '../settings/settings.ts';
import { createOpener, type Opener } from './opener.ts';
import { versionAt } from './progress.ts';
import { readLoops } from './testing/opened-loops.ts';
import { openingSettings, testRule } from './testing/opening-rules.ts';

const START = Date.UTC(2026, 4, 15, 12);
const DAY = 86_400_000;
/** Versions are bound as JSON numbers in tests; they are exact in steps of this size. */
const STEP = 1_024;

let store: Awaited<ReturnType<typeof openTestStore>>;
let now: number;
let written: number;
let running: { opener: Opener; loops: Loops }[];
beforeEach(async () => {
  store = await openTestStore();
  now = START;
  written = 0;
  running = [];
});
afterEach(async () => {
  for (const { opener, loops } of running) {
    await opener.stop();
    await loops.close();
  }
  await store.drop();
});

interface Started {
  opener: Opener;
  loops: Loops;
  errors: unknown[];
  end(): Promise<void>;
}

/** A process with loops and an opener. */
function start(settings: () => LoopSettings, { through = store, fromBeginning = false }: { through?: Pick<Store, 'read' | 'insert'>; fromBeginning?: boolean } = {}): Started {
  const errors: unknown[] = [];
  const loops = createLoops({ store: through, settings, now: () => now, letters: { write: () => Promise.resolve() }, deadlineMs: 1, onError: (error) => errors.push(error) });
  const opener = createOpener({ loops, store: through, settings, now: () => now, fromBeginning, onError: (error) => errors.push(error) });
  opener.start();
  running.push({ opener, loops });
  return {
    opener,
    loops,
    errors,
    async end() {
      await opener.stop();
      await loops.close();
    },
  };
}
const withRules = (...rules: Rule[]): (() => LoopSettings) => {
  const settings = openingSettings(rules);
  return () => settings;
};

/** Writes feedback of the present moment, or of a writer whose clock differs. */
async function write(rows: readonly Partial<TestFeedback>[], { clock = 0 }: { clock?: number } = {}): Promise<TestFeedback[]> {
  const made = rows.map((row) => testFeedback({ occurredAt: now, ...row, version: Number(versionAt(now + clock)) + STEP * ++written }));
  await insertFeedback(store, made);
  return made;
}
const opened = async (): Promise<string[]> => (await readLoops(store)).map(({ feedback }) => feedback.join(' '));
const idsOf = (rows: readonly TestFeedback[]): string[] => rows.map(({ id }) => id);

it('opens loops for what comes after it first started, whole and with everything that the rule says', async () => {
  await write([{ nps: 1 }]);
  now += 1;
  const settings: LoopSettings = { ...testSettings(), rules: [testRule('Detractors', { owner: { by: 'person', person: 'anna' }, watchers: ['bo', 'dana'] })] };
  const { opener, loops } = start(() => settings);
  await opener.caughtUp();
  const customerId = randomUUID();
  const [feedback] = await write([{ nps: 2, channel: 'Web', customerId, contactRequested: true, attributes: { preferred_contact_time: 'mornings' } }, { nps: 9 }]);
  now += 2_000;
  await opener.caughtUp();

  const [loop, ...others] = await readLoops(store);
  expect(others).toEqual([]);
  expect(loop).toMatchObject({ rule: 'Detractors', department: 'Support', priority: 'normal', owner: 'anna', customerId, feedback: [feedback?.id], watchers: ['bo', 'dana'], band: 'detractor', openedBy: 'rule' });
  const history = await loops.history(loop?.id ?? '');
  expect(history?.events.map(({ type, actor, by, at }) => [type, actor, by, at])).toEqual(['opened', 'assigned', 'watched', 'watched'].map((type) => [type, 'system', '', now]));
  expect(history?.state.promise.targets).toEqual({ acknowledge: { milliseconds: HOUR, clock: 'working' }, contact: { milliseconds: 4 * HOUR, clock: 'working' }, close: { milliseconds: 72 * HOUR, clock: 'calendar' } });
  expect(history?.state.origin).toMatchObject({ channel: 'Web', score: { metric: 'nps', value: 2, scale: 10 }, contactRequested: true, preferredTime: 'mornings' });
});

it('looks at what was there before only when told to', async () => {
  const rows = await write([{ nps: 1 }, { nps: 10 }]);
  now += DAY;
  const { opener } = start(withRules(testRule('A')), { fromBeginning: true });
  await opener.caughtUp();
  expect(await opened()).toEqual([rows[0]?.id]);
});

it('opens no second loop for a correction, a repetition or a later look, but for another rule that holds then', async () => {
  const { opener } = start(withRules(testRule('A', { last: true, order: 0, when: { nps: { max: 3 } } }), testRule('B', { department: 'Sales' })));
  await opener.caughtUp();
  const id = randomUUID();
  const row = { id, nps: 3, occurredAt: START };
  for (const change of [row, row, { ...row, comment: 'still angry' }, { ...row, nps: 9 }, row]) {
    await write([change]);
    await opener.caughtUp();
    now += 10_000;
  }
  expect(await opened()).toEqual([id]);
  await write([{ ...row, nps: 5 }]);
  await opener.caughtUp();
  expect((await readLoops(store)).map(({ rule, department, feedback }) => [rule, department, feedback])).toEqual([['A', 'Support', [id]], ['B', 'Sales', [id]]]);
});

it("joins a customer's further feedback to their open loop, across batches and departments, until it closes", async () => {
  const { opener, loops } = start(withRules(testRule('A'), testRule('B', { when: { contactRequested: true }, department: 'Sales' })));
  await opener.caughtUp();
  const [customerId, other] = [randomUUID(), randomUUID()];
  const first = await write([{ customerId, nps: 1, occurredAt: now - 2 }, { customerId, nps: 2, occurredAt: now - 1 }, { customerId: other, nps: 3, occurredAt: now }]);
  await opener.caughtUp();
  const second = await write([{ customerId, nps: 3, contactRequested: true }]);
  await opener.caughtUp();
  const [support, , sales] = [...(await readLoops(store))].sort((left, right) => right.department.localeCompare(left.department) || right.feedback.length - left.feedback.length);
  expect(support?.feedback).toEqual([first[0]?.id, first[1]?.id, second[0]?.id]);
  expect(sales).toMatchObject({ department: 'Sales', feedback: [second[0]?.id] });
  // Handed over, the loop is still the one that Support had first.
  const actor = { id: 'local', by: '' };
  await loops.command(support?.id ?? '', { command: { do: 'hand_over', department: 'Billing', note: '' }, actor });
  const third = await write([{ customerId, nps: 4 }]);
  await opener.caughtUp();
  expect((await loops.history(support?.id ?? ''))?.state.feedbackIds).toContain(third[0]?.id);
  await loops.command(support?.id ?? '', { command: { do: 'close', outcome: 'not_told', reason: 'invalid', note: '' }, actor });
  const fourth = await write([{ customerId, nps: 4 }]);
  await opener.caughtUp();
  expect(await opened()).toContain(fourth[0]?.id);
  expect(await readLoops(store)).toHaveLength(4);
});

it('catches up with what was stored while nobody looked', async () => {
  const settings = withRules(testRule('A'));
  const before = start(settings);
  await before.opener.caughtUp();
  const first = await write([{ nps: 1 }]);
  await before.opener.caughtUp();
  await before.end();
  now += 10 * DAY;
  const second = await write([{ nps: 2 }, { nps: 3 }, { nps: 9 }]);
  now += 10 * DAY;
  await start(settings).opener.caughtUp();
  expect((await opened()).sort()).toEqual([...idsOf(first), ...idsOf(second.slice(0, 2))].sort());
});

it('finds what a slower writer commits late, and is not led astray by one whose clock is ahead', async () => {
  const { opener } = start(withRules(testRule('A')));
  await opener.caughtUp();
  now += HOUR;
  const prompt = await write([{ nps: 1 }]);
  await opener.caughtUp();
  const slow = await write([{ nps: 1 }], { clock: -100_000 });
  await opener.caughtUp();
  const ahead = await write([{ nps: 1 }], { clock: DAY });
  await opener.caughtUp();
  now += 1_000;
  const right = await write([{ nps: 1 }]);
  await opener.caughtUp();
  now += 2 * DAY;
  const later = await write([{ nps: 1 }]);
  await opener.caughtUp();
  expect((await opened()).sort()).toEqual([prompt, slow, ahead, right, later].flatMap(idsOf).sort());
});

it('two at once over one store open each loop once and go round fairly', async () => {
  const settings = withRules(testRule('A', { owner: { by: 'round_robin' } }), testRule('B', { department: 'Sales', when: { contactRequested: true } }));
  const [left, right] = [start(settings), start(settings)];
  await Promise.all([left.opener.caughtUp(), right.opener.caughtUp()]);
  let sent = 0;
  for (let round = 0; round < 8; round++) {
    const rows = await write(Array.from({ length: 9 }, (_, index) => ({ nps: index % 3, contactRequested: index === 0 })));
    sent += rows.length;
    await Promise.all([left.opener.caughtUp(), right.opener.caughtUp()]);
    now += 1_000;
  }
  const loops = await readLoops(store);
  const support = loops.filter(({ rule }) => rule === 'A');
  expect(support).toHaveLength(sent);
  expect(new Set(support.flatMap(({ feedback }) => feedback)).size).toBe(sent);
  expect(loops.filter(({ rule }) => rule === 'B')).toHaveLength(8);
  const shares = Map.groupBy(support, ({ owner }) => owner);
  expect([...shares].map(([owner, own]) => [owner, own.length]).sort()).toEqual([['anna', 24], ['bo', 24], ['cem', 24]]);
});

it('goes on with the next turn after a restart', async () => {
  const settings = withRules(testRule('A', { owner: { by: 'round_robin' } }));
  const owners: string[] = [];
  for (let round = 0; round < 5; round++) {
    const { opener, end } = start(settings);
    await opener.caughtUp();
    const [row] = await write([{ nps: 0 }]);
    await opener.caughtUp();
    await end();
    owners.push((await readLoops(store)).find(({ feedback }) => feedback[0] === row?.id)?.owner ?? '');
    now += DAY;
  }
  expect(owners).toEqual(['anna', 'bo', 'cem', 'anna', 'bo']);
});

it('loses nothing while the database does not answer, and says so', async () => {
  let gone = false;
  const answer = async <T>(work: () => Promise<T>): Promise<T> => {
    if (gone) throw new HeedError('UNAVAILABLE', 'The database does not answer right now; try again in a moment.');
    return work();
  };
  const through: Pick<Store, 'read' | 'insert'> = {
    read: (query, params, options) => answer(() => store.read(query, params, options)),
    insert: (table, body, options) => answer(() => store.insert(table, body, options)),
  };
  gone = true;
  const { opener, errors } = start(withRules(testRule('A')), { through });
  now += 1_000;
  const rows = await write([{ nps: 1 }]);
  const waiting = opener.caughtUp();
  while (errors.length < 2) await new Promise((resolve) => setTimeout(resolve, 10));
  gone = false;
  await waiting;
  expect(await opened()).toEqual(idsOf(rows));
  expect(errors.every((error) => error instanceof HeedError && error.code === 'UNAVAILABLE')).toBe(true);
});

it('looks again at what it was at when a statement failed, whichever it was, and opens nothing twice', async () => {
  let left = Infinity;
  let carriedOut = false;
  const counted = async <T>(work: () => Promise<T>): Promise<T> => {
    if (left-- > 0) return work();
    left = Infinity;
    if (carriedOut) await work();
    throw new HeedError('UNAVAILABLE', 'The database does not answer right now; try again in a moment.');
  };
  const through: Pick<Store, 'read' | 'insert'> = {
    read: (query, params, options) => counted(() => store.read(query, params, options)),
    insert: (table, body, options) => counted(() => store.insert(table, body, options)),
  };
  const { opener, errors } = start(withRules(testRule('A', { owner: { by: 'round_robin' } })), { through });
  await opener.caughtUp();
  const rows: TestFeedback[] = [];
  for (const [statement, done] of Array.from({ length: 16 }, (_, index) => [index >> 1, index % 2 === 1] as const)) {
    now += 10_000;
    rows.push(...(await write([{ nps: 1 }])));
    carriedOut = done;
    left = statement;
    await opener.caughtUp();
    left = Infinity;
  }
  expect((await opened()).sort()).toEqual(idsOf(rows).sort());
  expect(errors.length).toBeGreaterThan(8);
}, 60_000);

it('takes rules as they stand, and what was given before a rule was made stays history', async () => {
  let settings = openingSettings([]);
  const { opener } = start(() => settings);
  await opener.caughtUp();
  await write([{ nps: 1 }]);
  await opener.caughtUp();
  now += HOUR;
  settings = openingSettings([testRule('A')]);
  const rows = await write([{ nps: 2 }]);
  await opener.caughtUp();
  expect(await opened()).toEqual(idsOf(rows));
});

it('tells those who wait when it is stopped', async () => {
  const { opener } = start(withRules(testRule('A')));
  await opener.caughtUp();
  await opener.stop();
  await expect(opener.caughtUp()).rejects.toMatchObject({ code: 'UNAVAILABLE' });
});
