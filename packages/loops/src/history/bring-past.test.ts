import { randomUUID } from 'node:crypto';
import { insertFeedback, testFeedback, type TestFeedback } from '@heed/filter/testing';
import { openTestStore } from '@heed/store/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createLoops } from '../log/create-loops.ts';
import type { Loops } from '../log/loops.ts';
import { NO_LETTERS } from '../log/testing.ts';
import { HOUR } from '../loop/testing.ts';
import { createOpener } from '../open/opener.ts';
import { readLoops, readParts } from '../open/testing/opened-loops.ts';
import { openingSettings, testRule } from '../open/testing/opening-rules.ts';
import { bringPast } from './bring-past.ts';
import type { PastOpening } from './past-openings.ts';

const NOW = Date.parse('2026-04-01T00:00:00Z');
const START = Date.parse('2026-03-02T09:00:00Z');
const RULES = [testRule('Detractors'), testRule('Sales too', { order: 2, department: 'Sales', when: { nps: { max: 3 } }, watchers: ['fay'], last: true }), testRule('Never asked', { order: 3, when: { nps: { max: 3 } } })];
let store: Awaited<ReturnType<typeof openTestStore>>;
let loops: Loops;
beforeEach(async () => {
  store = await openTestStore();
  loops = createLoops({ store, settings: () => openingSettings(RULES), now: () => NOW, letters: NO_LETTERS });
});
afterEach(async () => {
  await loops.close();
  await store.drop();
});

const said = (nps: number, hours: number, customerId: string | null): Partial<TestFeedback> => ({ id: randomUUID(), occurredAt: START + hours * HOUR, receivedAt: START + hours * HOUR, nps, customerId });
/** Each loop is closed a day after it was opened. */
const course = ({ match: { occurredAt } }: PastOpening) => {
  const at = occurredAt + 24 * HOUR;
  return { steps: [{ type: 'closed' as const, outcome: 'not_told' as const, reason: 'unreachable' as const, note: '', at, by: '' }], closedAt: at };
};
const bring = (): Promise<number> => bringPast(loops, { store, settings: () => openingSettings(RULES), rules: RULES, since: START, now: NOW, course, actor: 'tests' });

it('opens what the rules would have opened, joins what came while it was open, and leaves nothing for those who open now', async () => {
  const customer = randomUUID();
  const given = [said(5, 0, customer), said(9, 1, customer), said(5, 10, customer), said(2, 30, customer), said(4, 31, null)];
  await insertFeedback(store, given.map((one) => testFeedback(one)));
  const [first, , joined, later, stranger] = given.map(({ id }) => id);
  expect(await bring()).toBe(4);
  expect(await readLoops(store)).toMatchObject([
    { rule: 'Detractors', department: 'Support', openedBy: 'rule', feedback: [first, joined], watchers: [] },
    // A day later the first loop is closed, so the customer gets new ones, by each rule up to the last that is asked.
    { rule: 'Detractors', department: 'Support', feedback: [later], customerId: customer },
    { rule: 'Sales too', department: 'Sales', feedback: [later], watchers: ['fay'] },
    { rule: 'Detractors', department: 'Support', feedback: [stranger], customerId: null },
  ]);
  expect(await bring()).toBe(0);

  const before = await readParts(store);
  const opener = createOpener({ loops, store, settings: () => openingSettings(RULES.slice(0, 2)), now: () => NOW, fromBeginning: true, onError: (error) => expect.fail(String(error)) });
  opener.start();
  await opener.caughtUp();
  await opener.stop();
  expect(await readParts(store)).toEqual(before);
});
