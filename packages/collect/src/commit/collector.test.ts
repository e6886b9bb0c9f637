import { HeedError, type Receipt } from '@heed/domain';
import type { Table } from '@heed/store';
import { openTestStore } from '@heed/store/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readNdjson } from '../read/ndjson.ts';
import { storedConsents, storedCustomers, storedFeedback } from '../testing/stored-feedback.ts';
import { createCollector } from './collector.ts';
import type { Commit } from './commit.ts';

const DAY = 86_400_000;
const T0 = Date.UTC(2025, 11, 31, 12);

let store: Awaited<ReturnType<typeof openTestStore>>;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.drop());

function status(receipt: Receipt): string {
  return receipt.status;
}

describe('submit', () => {
  it('says what became of a feedback, and a correction replaces it', async () => {
    const collector = createCollector({ store });
    const input = { source: 'submit', externalId: '1', nps: 3, occurredAt: T0, comment: 'slow' };
    const first = await collector.submit(input);
    expect(first).toMatchObject({ status: 'accepted', warnings: [] });
    expect(status(await collector.submit(input))).toBe('duplicate');
    expect(status(await collector.submit({ ...input, nps: 9 }))).toBe('corrected');
    expect(status(await collector.submit({ ...input, nps: 9 }))).toBe('duplicate');
    expect(await collector.submit({ ...input, nps: 99 })).toMatchObject({ status: 'refused', refusals: [{ column: 'nps' }] });
    expect(await storedFeedback(store, 'submit')).toMatchObject([{ nps: 9, comment: 'slow', external_id: '1', occurred_at: T0 }]);
  });

  it('keeps a sentiment as it was sent, and null apart from 0', async () => {
    const collector = createCollector({ store });
    for (const [externalId, sentiment] of [['1', -0.3], ['2', 0], ['3', undefined], ['4', 1]] as const) await collector.submit({ source: 'judged', externalId, sentiment, comment: 'slow' });
    expect(status(await collector.submit({ source: 'judged', externalId: '1', sentiment: -0.3, comment: 'slow' }))).toBe('duplicate');
    expect(status(await collector.submit({ source: 'judged', externalId: '3', sentiment: 0, comment: 'slow' }))).toBe('corrected');
    expect((await storedFeedback(store, 'judged')).map(({ sentiment }) => sentiment)).toEqual([-0.3, 0, 0, 1]);
    await collector.submit({ source: 'judged', externalId: '3', comment: 'slow' });
    expect((await storedFeedback(store, 'judged'))[2]).toMatchObject({ sentiment: null });
  });

  it('moves a feedback to another day and year, and tells both days', async () => {
    const commits: Commit[] = [];
    const collector = createCollector({ store, onCommit: (commit) => commits.push(commit) });
    const input = { source: 'moved', externalId: '1', nps: 3 };
    await collector.submit({ ...input, occurredAt: T0 });
    await collector.submit({ ...input, occurredAt: T0 - DAY });
    await collector.submit({ ...input, occurredAt: T0 + DAY });
    await new Promise((resolve) => setImmediate(resolve));
    expect(await storedFeedback(store, 'moved')).toMatchObject([{ occurred_at: T0 + DAY }]);
    await collector.submit({ ...input, occurredAt: T0 });
    expect(await storedFeedback(store, 'moved')).toMatchObject([{ occurred_at: T0 }]);
    expect(commits[2]).toEqual({ rows: 1, minOccurredAt: T0 - DAY, maxOccurredAt: T0 + DAY });
  });

  it('keeps the moment of the first receipt when none is sent', async () => {
    let now = T0;
    const collector = createCollector({ store, clock: () => now });
    const input = { source: 'defaulted', externalId: '1', nps: 3 };
    await collector.submit(input);
    now += 3 * DAY;
    expect(status(await collector.submit(input))).toBe('duplicate');
    expect(status(await collector.submit({ ...input, nps: 4 }))).toBe('corrected');
    const later = createCollector({ store, clock: () => now + DAY });
    expect(status(await later.submit({ ...input, nps: 5 }))).toBe('corrected');
    expect(await storedFeedback(store, 'defaulted')).toMatchObject([{ occurred_at: T0, nps: 5 }]);
  });

  it('keeps who gave a feedback apart from it, and no one when it is anonymous', async () => {
    const collector = createCollector({ store });
    const input = { source: 'people', externalId: '1', nps: 3, occurredAt: T0, customer: { id: 'c-1', name: 'Ann', email: 'Ann@example.com' } };
    await collector.submit(input);
    await collector.submit({ ...input, externalId: '2', customer: { id: 'c-1' } });
    expect(await storedCustomers(store)).toMatchObject([{ external_id: 'c-1', name: 'Ann', email: 'Ann@example.com' }]);
    await collector.submit({ ...input, anonymous: true });
    await collector.submit({ source: 'people', externalId: '3', nps: 1, anonymous: true, customer: { id: 'c-2', name: 'Bob' } });
    expect(await storedCustomers(store)).toHaveLength(1);
    const people = await storedFeedback(store, 'people');
    expect(people.map(({ external_id, anonymous, customer_id }) => [external_id, anonymous, customer_id !== null])).toEqual([['', true, false], ['', true, false], ['2', false, true]]);
  });

  it("keeps the customer's latest word on being written to, in whatever order the words arrive", async () => {
    const collector = createCollector({ store });
    const say = (id: string, day: number, consent?: boolean): Promise<Receipt> => collector.submit({ source: 'consent', nps: 9, occurredAt: T0 + day * DAY, customer: { id, email: `${id}@example.com`, ...(consent === undefined ? {} : { consent }) } });
    await say('k-1', -1, true);
    await say('k-1', 0);
    await say('k-2', 0, false);
    await say('k-2', -1, true);
    await say('k-3', 0);
    await say('k-4', -2, false);
    await say('k-4', -1, true);
    expect((await storedConsents(store)).filter(({ external_id: id }) => id.startsWith('k-'))).toEqual([{ external_id: 'k-1', consent: 1 }, { external_id: 'k-2', consent: 2 }, { external_id: 'k-4', consent: 1 }]);
  });

  it('counts a clock that was set back as well', async () => {
    const input = { source: 'set-back', externalId: '1', occurredAt: T0 };
    await createCollector({ store, clock: () => T0 + 10 * DAY }).submit({ ...input, nps: 1 });
    expect(status(await createCollector({ store, clock: () => T0 }).submit({ ...input, nps: 2, occurredAt: T0 + DAY }))).toBe('corrected');
    expect(await storedFeedback(store, 'set-back')).toMatchObject([{ nps: 2, occurred_at: T0 + DAY }]);
  });
});

describe('groups', () => {
  it('gathers while a group is being written, and answers only what is durable', async () => {
    const inserts: { table: string; finish: () => void }[] = [];
    const slow = {
      read: store.read,
      insert: async (table: Table, body: string, options?: { token?: string }) => {
        if (table.name === 'feedback') await new Promise<void>((finish) => inserts.push({ table: table.name, finish }));
        await store.insert(table, body, options);
      },
    };
    const collector = createCollector({ store: slow });
    const answered: number[] = [];
    const submit = (nps: number): Promise<unknown> => collector.submit({ source: 'groups', nps, occurredAt: T0 }).then(() => answered.push(nps));
    const all = [submit(0)];
    await until(() => inserts.length === 1);
    all.push(submit(1), submit(2), submit(3));
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(answered).toEqual([]);
    expect(inserts.map(({ table }) => table)).toEqual(['feedback']);
    expect(await storedFeedback(store, 'groups')).toEqual([]);
    inserts[0]?.finish();
    await until(() => inserts.length === 2);
    expect(answered).toEqual([0]);
    inserts[1]?.finish();
    await Promise.all(all);
    expect(answered).toEqual([0, 1, 2, 3]);
    expect(inserts).toHaveLength(2);
    expect(await storedFeedback(store, 'groups')).toHaveLength(4);
  });

  it('gives each of several equal ids in a batch its honest status, and writes the last', async () => {
    const collector = createCollector({ store });
    const one = (externalId: string, nps: number): object => ({ source: 'batch', externalId, nps, occurredAt: T0 });
    await collector.submit(one('a', 1));
    const receipts = await collector.submitBatch([one('a', 1), one('b', 1), one('b', 1), { nps: 1 }, one('b', 2), one('a', 3), one('a', 3)]);
    expect(receipts.map(status)).toEqual(['duplicate', 'accepted', 'duplicate', 'refused', 'corrected', 'corrected', 'duplicate']);
    expect((await storedFeedback(store, 'batch')).map(({ external_id, nps }) => [external_id, nps])).toEqual([['a', 3], ['b', 2]]);
  });

  it('turns away what would wait too long, and what comes while it closes', async () => {
    const collector = createCollector({ store, limits: { waiting: 2 } });
    const submissions = Array.from({ length: 4 }, () => collector.submit({ source: 'crowd', nps: 1 }));
    const closing = collector.close();
    const outcomes = await Promise.allSettled([...submissions, collector.submit({ source: 'crowd', nps: 1 })]);
    expect(outcomes.map((outcome) => (outcome.status === 'fulfilled' ? outcome.value.status : (outcome.reason as HeedError).code))).toEqual(['accepted', 'accepted', 'RATE_LIMITED', 'RATE_LIMITED', 'UNAVAILABLE']);
    await closing;
    expect(await storedFeedback(store, 'crowd')).toHaveLength(2);
  });
});

describe('failures', () => {
  /** A store that does not answer `times` times, the writes having taken effect or not. */
  function flaky(times: number, takesEffect: boolean): Pick<typeof store, 'read' | 'insert'> {
    let left = times;
    return {
      read: store.read,
      insert: async (table, body, options) => {
        if (left-- > 0) {
          if (takesEffect) await store.insert(table, body, options);
          throw new HeedError('UNAVAILABLE', 'no answer');
        }
        await store.insert(table, body, options);
      },
    };
  }

  it.each([true, false])('sends a write again when nothing answers (had it taken effect: %s)', async (takesEffect) => {
    const source = `flaky-${takesEffect}`;
    const collector = createCollector({ store: flaky(3, takesEffect) });
    expect(status(await collector.submit({ source, externalId: '1', nps: 1, occurredAt: T0 }))).toBe('accepted');
    expect(await storedFeedback(store, source)).toHaveLength(1);
  });

  it('gives up after the deadline, and the same can be sent again', async () => {
    const input = { source: 'down', externalId: '1', nps: 1, occurredAt: T0 };
    const collector = createCollector({ store: flaky(1_000, false), limits: { deadline: 100 } });
    await expect(collector.submit(input)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect(status(await createCollector({ store }).submit(input))).toBe('accepted');
  });
});

describe('submitStream', () => {
  it('accounts for every row', async () => {
    const lines = Array.from({ length: 2_500 }, (_, index) => {
      if (index % 100 === 7) return 'broken';
      return JSON.stringify({ source: 'stream', externalId: String(index % 2_000), occurredAt: T0, nps: index % 100 === 8 ? 11 : index < 2_000 ? 5 : index % 2 === 0 ? 5 : 6 });
    });
    const refused: number[] = [];
    let progress = 0;
    const collector = createCollector({ store, limits: { chunk: 300 } });
    const totals = await collector.submitStream(readNdjson([Buffer.from(lines.join('\n'))]), { onRefused: ({ row }) => refused.push(row), onProgress: () => progress++ });
    expect(totals).toMatchObject({ received: 2_500, accepted: 1_960, corrected: 245, duplicate: 245, refused: 50 });
    expect(refused).toHaveLength(50);
    expect(totals.refusedRows.map(({ row }) => row)).toEqual(refused);
    expect(refused.slice(0, 2)).toEqual([8, 9]);
    expect(progress).toBe(9);
    const stored = await storedFeedback(store, 'stream');
    expect(stored).toHaveLength(1_960);
    expect(stored.filter(({ nps }) => nps === 6)).toHaveLength(245);
  });

  it('stops between chunks when the collector closes', async () => {
    const lines = Array.from({ length: 30 }, () => '{"source":"closing","nps":1}').join('\n');
    const collector = createCollector({ store, limits: { chunk: 10 } });
    let closing: Promise<void> | undefined;
    const stream = collector.submitStream(readNdjson([Buffer.from(lines)]), { map: (value) => ((closing ??= collector.close()), value) });
    await expect(stream).rejects.toMatchObject({ code: 'UNAVAILABLE', details: { totals: { accepted: 0 } } });
    await closing;
    expect(await storedFeedback(store, 'closing')).toHaveLength(0);
  });

  it('says how far it came when the database goes away', async () => {
    let inserts = 0;
    const dying = {
      read: store.read,
      insert: (table: Table, body: string, options?: { token?: string }) => (table.name !== 'feedback' || inserts++ < 2 ? store.insert(table, body, options) : Promise.reject(new HeedError('UNAVAILABLE', 'gone'))),
    };
    const lines = Array.from({ length: 30 }, () => '{"source":"dying","nps":1}').join('\n');
    const collector = createCollector({ store: dying, limits: { chunk: 10, deadline: 50 } });
    await expect(collector.submitStream(readNdjson([Buffer.from(lines)]))).rejects.toMatchObject({ code: 'UNAVAILABLE', details: { totals: { accepted: 20 } } });
  });
});

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 2));
}
