import fc from 'fast-check';
import { openTestStore } from '@heed/store/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { storedFeedback } from '../testing/stored-feedback.ts';
import { createCollector } from './collector.ts';

const DAY = 86_400_000;
const NOON = Date.UTC(2025, 11, 31, 12);

let store: Awaited<ReturnType<typeof openTestStore>>;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.drop());

/** One sending: which feedback, what it says, and on which of five days around new year, or without a day. */
const sending = fc.record({ id: fc.integer({ min: 0, max: 4 }), nps: fc.integer({ min: 0, max: 10 }), day: fc.option(fc.integer({ min: -2, max: 2 }), { freq: 4 }) });
type Sending = typeof sending extends fc.Arbitrary<infer T> ? T : never;
/** Rounds follow one another; within a round two collectors write at the same time. */
const rounds = fc.array(fc.tuple(fc.array(sending, { maxLength: 8 }), fc.array(sending, { maxLength: 8 })), { minLength: 1, maxLength: 4 });

it('counts each feedback once, whatever is sent in whatever order by two writers, and the last content wins', async () => {
  let number = 0;
  await fc.assert(
    fc.asyncProperty(rounds, fc.boolean(), async (plan, singly) => {
      const source = `case-${number++}`;
      const writers = [createCollector({ store, clock: () => NOON }), createCollector({ store, clock: () => NOON - 3_600_000 })];
      const last = new Map<number, Sending[]>();
      const counts = { accepted: 0, corrected: 0, duplicate: 0, refused: 0 };
      for (const round of plan) {
        const receipts = await Promise.all(
          round.map((sendings, writer) => {
            const inputs = sendings.map(({ id, nps, day }) => ({ source, externalId: String(id), nps, ...(day === null ? {} : { occurredAt: NOON + day * DAY }) }));
            const collector = writers[writer] as (typeof writers)[number];
            return singly ? Promise.all(inputs.map((input) => collector.submit(input))) : collector.submitBatch(inputs);
          }),
        );
        for (const { status } of receipts.flat()) counts[status]++;
        const winners = new Map<number, Sending[]>();
        for (const sendings of round) for (const winner of new Map(sendings.map((one) => [one.id, one])).values()) winners.set(winner.id, [...(winners.get(winner.id) ?? []), winner]);
        for (const [id, candidates] of winners) last.set(id, candidates);
      }
      const sent = plan.flat(2).length;
      expect(counts.accepted + counts.corrected + counts.duplicate).toBe(sent);
      expect(counts.accepted).toBeLessThanOrEqual(last.size);
      const rows = await storedFeedback(store, source);
      expect(rows.map(({ external_id }) => Number(external_id))).toEqual([...last.keys()].sort((a, b) => a - b));
      for (const { external_id, nps, occurred_at } of rows) {
        const candidates = last.get(Number(external_id)) as Sending[];
        expect(candidates.some((one) => one.nps === nps && (one.day === null || NOON + one.day * DAY === occurred_at))).toBe(true);
      }
    }),
    { numRuns: 60, seed: 20_261_122 },
  );
}, 120_000);

it('counts once what many writers send at the same moment with different days', async () => {
  const writers = Array.from({ length: 6 }, () => createCollector({ store }));
  const inputs = (writer: number): object[] => Array.from({ length: 50 }, (_, id) => ({ source: 'storm', externalId: String(id), nps: writer, occurredAt: NOON + writer * DAY }));
  const receipts = (await Promise.all(writers.map((collector, writer) => collector.submitBatch(inputs(writer))))).flat();
  expect(receipts).toHaveLength(300);
  const rows = await storedFeedback(store, 'storm');
  expect(rows).toHaveLength(50);
  for (const { nps, occurred_at } of rows) expect(occurred_at).toBe(NOON + (nps as number) * DAY);
});
