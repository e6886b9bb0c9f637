import { randomUUID } from 'node:crypto';
import { insertFeedback, testFeedback, type TestFeedback } from '@heed/filter/testing';
import { defineTable, rowsToBody } from '@heed/store';
import { openTestStore } from '@heed/store/testing';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLoops } from '../log/create-loops.ts';
import type { Loops } from '../log/loops.ts';
import type { LoopSettings } from '../settings/settings.ts';
import { applyRule } from './apply-rule.ts';
import { openByHand } from './open-by-hand.ts';
import { previewRule } from './preview-rule.ts';
import { readLoops } from './testing/opened-loops.ts';
import { openingSettings, testRule } from './testing/opening-rules.ts';

const DAY = 86_400_000;
/** A quarter to midnight in Berlin. */
const NOW = Date.UTC(2026, 4, 15, 21, 45);
const calendar = { now: NOW, timeZone: 'Europe/Berlin' };

let store: Awaited<ReturnType<typeof openTestStore>>;
let loops: Loops;
let settings: LoopSettings;
beforeEach(async () => {
  store = await openTestStore();
  settings = openingSettings([]);
  loops = createLoops({ store, settings: () => settings, now: () => NOW, letters: { write: () => Promise.resolve() } });
});
afterEach(async () => {
  await loops.close();
  await store.drop();
});

async function given(...rows: Partial<TestFeedback>[]): Promise<TestFeedback[]> {
  const made = rows.map((row) => testFeedback({ occurredAt: NOW - 60_000, ...row }));
  await insertFeedback(store, made);
  return made;
}
const context = () => ({ loops, store, settings: () => settings, calendar });
const preview = (rule: Parameters<typeof previewRule>[1]['rule'], { days = 30, most }: { days?: number; most?: number } = {}) => previewRule({ store, settings, calendar, ...(most ? { most } : {}) }, { rule, days });

describe('a preview', () => {
  it('counts by day what a rule would open and join, and shows the newest', async () => {
    const customerId = randomUUID();
    const rows = await given(
      { nps: 1, customerId, occurredAt: NOW - 2 * DAY },
      { nps: 2, customerId, occurredAt: NOW - 60_000 },
      { nps: 3, occurredAt: NOW - 50_000 },
      { nps: 10 },
      // 30 days end with today, so this one is a day too old.
      { nps: 1, occurredAt: NOW - 30 * DAY },
      { enps: 1, occurredAt: NOW - 60_000 },
    );
    const found = await preview(testRule('A'));
    expect(found).toMatchObject({ matched: 3, wouldOpen: 2, wouldJoin: 1, sharePercent: 75, complete: true });
    expect(found.examples).toEqual([rows[2]?.id, rows[1]?.id, rows[0]?.id]);
    expect(found.perDay).toHaveLength(30);
    expect([found.perDay[0]?.day, found.perDay.at(-1)]).toEqual(['2026-04-16', { day: '2026-05-15', matched: 2, wouldOpen: 1 }]);
    expect(found.perDay.filter(({ matched }) => matched > 0).map(({ day }) => day)).toEqual(['2026-05-13', '2026-05-15']);
    expect(await readLoops(store)).toEqual([]);
  });

  it('leaves out what an earlier rule takes, and refuses days and conditions that cannot be', async () => {
    await given({ nps: 1, contactRequested: true }, { nps: 1 });
    settings = openingSettings([testRule('First', { order: 0, last: true, when: { contactRequested: true } })]);
    expect(await preview(testRule('A'))).toMatchObject({ matched: 1, wouldOpen: 1 });
    expect(await preview(testRule('A', { order: -1 }))).toMatchObject({ matched: 2, wouldOpen: 2 });
    for (const days of [0, 367, 1.5]) await expect(preview(testRule('A'), { days })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    await expect(preview(testRule('A', { when: { text: 'x '.repeat(300) } }))).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  it('says when it looked at the first of more', async () => {
    await given(...Array.from({ length: 10 }, (_, index) => ({ nps: index % 2, occurredAt: NOW - 1_000 + index })));
    expect(await preview(testRule('A'), { most: 4 })).toMatchObject({ matched: 4, wouldOpen: 4, complete: false, sharePercent: 100 });
    expect(await preview(testRule('A'), { most: 10 })).toMatchObject({ matched: 10, complete: true });
  });

  it('is what applying then does, whatever is there already', async () => {
    const row = fc.record({ nps: fc.integer({ min: 0, max: 10 }), customer: fc.option(fc.integer({ min: 0, max: 2 })), contact: fc.boolean(), minutes: fc.integer({ min: 1, max: 100_000 }) });
    const plan = fc.record({ before: fc.array(row, { maxLength: 8 }), rows: fc.array(row, { maxLength: 12 }), blocking: fc.boolean(), repeated: fc.option(fc.integer({ min: 1, max: 40 })) });
    await fc.assert(
      fc.asyncProperty(plan, async ({ before, rows, blocking, repeated }) => {
        await loops.close();
        for (const table of ['feedback', 'loops', 'loop_events', 'loop_feedback']) await store.command(`TRUNCATE TABLE ${table}`);
        const rule = testRule('A', { repeatedWithinDays: repeated });
        settings = openingSettings([rule, testRule('B', { order: 0, last: blocking, when: { contactRequested: true }, department: 'Sales' }), testRule('C', { order: 2, when: { nps: { max: 3 } } })]);
        loops = createLoops({ store, settings: () => settings, now: () => NOW, letters: { write: () => Promise.resolve() } });
        const customers = Array.from({ length: 3 }, () => randomUUID());
        const told = (one: (typeof rows)[number]) => ({ nps: one.nps, contactRequested: one.contact, customerId: one.customer === null ? null : (customers[one.customer] ?? null), occurredAt: NOW - one.minutes * 60_000 });
        if (before.length > 0) await given(...before.map(told));
        await applyRule(context(), { name: 'C', days: 60 });
        await applyRule(context(), { name: 'a', days: 20 });
        if (rows.length > 0) await given(...rows.map(told));
        const there = (await readLoops(store)).length;

        const expected = await preview(rule, { days: 60 });
        const done = await applyRule(context(), { name: 'A', days: 60 });
        expect(done).toEqual({ opened: expected.wouldOpen, joined: expected.wouldJoin });
        expect(await readLoops(store)).toHaveLength(there + done.opened);
        expect(await applyRule(context(), { name: 'A', days: 60 })).toEqual({ opened: 0, joined: 0 });
        expect(await preview(rule, { days: 60 })).toMatchObject({ matched: expected.matched, wouldOpen: 0, wouldJoin: 0 });
      }),
      { numRuns: 40, seed: 20_261_122 },
    );
  }, 300_000);

  it('knows the near names of a rule that there is not', async () => {
    settings = openingSettings([testRule('Detractors')]);
    await expect(applyRule(context(), { name: 'Detractor', days: 30 })).rejects.toMatchObject({ code: 'NOT_FOUND', details: { near: ['Detractors'] } });
  });
});

describe('a loop by hand', () => {
  const customersTable = defineTable({ name: 'customers', columns: ['customer_id', 'version', 'deleted', 'external_id', 'name', 'email', 'phone'] });
  const byHand = { department: 'support', priority: 'high', owner: 'Anna', note: 'She called again', actor: { id: 'token-1', by: 'bo' } } as const;

  it('is about a feedback, with what that said', async () => {
    const customerId = randomUUID();
    const [feedback] = await given({ nps: 9, channel: 'Web', customerId });
    const id = await openByHand(context(), { ...byHand, feedbackId: feedback?.id });
    const history = await loops.history(id);
    expect(history?.state).toMatchObject({ openedBy: 'person', rule: '', department: 'Support', priority: 'high', owner: 'anna', feedbackIds: [feedback?.id], customerId, origin: { channel: 'Web', band: 'promoter' } });
    expect(history?.events.map(({ type, actor, by }) => [type, actor, by])).toEqual(['opened', 'assigned', 'noted'].map((type) => [type, 'token-1', 'bo']));
    await expect(openByHand(context(), { ...byHand, feedbackId: feedback?.id })).rejects.toMatchObject({ code: 'CONFLICT', details: { loop: id } });
    await openByHand(context(), { ...byHand, department: 'Sales', feedbackId: feedback?.id });
    expect(await readLoops(store)).toHaveLength(2);
  });

  it('of one feedback is opened once by two who do so at the same moment', async () => {
    const [feedback] = await given({ nps: 0 });
    const both = await Promise.allSettled([1, 2].map(() => openByHand(context(), { ...byHand, feedbackId: feedback?.id })));
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await readLoops(store)).toHaveLength(1);
  });

  it('is about a customer where there is no feedback', async () => {
    const customerId = randomUUID();
    await store.insert(customersTable, rowsToBody([[customerId, 1, 0, 'c-1', 'Ada', '', '']]));
    const id = await openByHand(context(), { ...byHand, customerId, owner: null, note: ' ' });
    expect((await loops.history(id))?.state).toMatchObject({ feedbackIds: [], customerId, owner: null, origin: { band: '', channel: '' } });
  });

  it('is refused for who and what there is not, and for what employees said', async () => {
    const [feedback, employee] = await given({ nps: 0 }, { enps: 0 });
    const refused = async (change: object, expected: object): Promise<void> => {
      await expect(openByHand(context(), { ...byHand, ...change })).rejects.toMatchObject(expected);
    };
    await refused({ feedbackId: randomUUID() }, { code: 'NOT_FOUND' });
    await refused({ feedbackId: 'x' }, { code: 'NOT_FOUND' });
    await refused({ feedbackId: employee?.id }, { code: 'NOT_FOUND' });
    await refused({ customerId: randomUUID() }, { code: 'NOT_FOUND' });
    await refused({}, { code: 'BAD_USER_INPUT' });
    await refused({ feedbackId: feedback?.id, customerId: randomUUID() }, { code: 'BAD_USER_INPUT' });
    await refused({ feedbackId: feedback?.id, department: 'Suport' }, { code: 'BAD_USER_INPUT', details: { near: ['Support'] } });
    await refused({ feedbackId: feedback?.id, owner: 'ana' }, { code: 'BAD_USER_INPUT', details: { near: ['anna'] } });
    await refused({ feedbackId: feedback?.id, priority: 'most' }, { code: 'BAD_USER_INPUT' });
    await refused({ feedbackId: feedback?.id, note: 'x'.repeat(5_001) }, { code: 'BAD_USER_INPUT' });
    expect(await readLoops(store)).toEqual([]);
  });
});
