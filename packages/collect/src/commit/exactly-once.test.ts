import type { Receipt } from '@heed/domain';
import fc from 'fast-check';
import { openTestStore } from '@heed/store/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { storedFeedback } from '../testing/stored-feedback.ts';
import { createCollector } from './collector.ts';
import type { CommitStatus } from './pending.ts';

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
    fc.asyncProperty(rounds, fc.boolean(), fc.boolean(), async (plan, singly, together) => {
      const source = `case-${number++}`;
      const writers = [createCollector({ store, clock: () => NOON }), createCollector({ store, clock: () => NOON - 3_600_000 })] as const;
      const send = async (writer: 0 | 1, sendings: Sending[]): Promise<Receipt[]> => {
        const inputs = sendings.map(({ id, nps, day }) => ({ source, externalId: String(id), nps, ...(day === null ? {} : { occurredAt: NOON + day * DAY }) }));
        return singly ? Promise.all(inputs.map((input) => writers[writer].submit(input))) : writers[writer].submitBatch(inputs);
      };
      const model = new Model();
      for (const [left, right] of plan) {
        if (together) {
          const receipts = (await Promise.all([send(0, left), send(1, right)])).flat();
          expect(receipts.filter(({ status }) => status !== 'refused')).toHaveLength(left.length + right.length);
          model.together(left, right);
        } else {
          for (const [writer, sendings] of [[0, left], [1, right]] as const) {
            const receipts = await send(writer, sendings);
            expect(receipts.map(({ status }) => status)).toEqual(sendings.map((one) => model.send(one)));
          }
        }
      }
      const rows = await storedFeedback(store, source);
      expect(rows.map(({ external_id }) => Number(external_id))).toEqual([...model.truth.keys()].sort((a, b) => a - b));
      for (const { external_id, nps, occurred_at } of rows) {
        const possible = model.truth.get(Number(external_id)) as Sending[];
        expect(possible.some((one) => one.nps === nps && (one.day === null || NOON + one.day * DAY === occurred_at))).toBe(true);
      }
    }),
    { numRuns: 40, seed: 20_261_122 },
  );
}, 120_000);

/** What should be stored: for each feedback what was sent last, or, of two that sent at the same moment, either. */
class Model {
  readonly truth = new Map<number, Sending[]>();

  send(one: Sending): CommitStatus {
    const [before] = this.truth.get(one.id) ?? [];
    this.truth.set(one.id, [one]);
    if (!before) return 'accepted';
    return before.nps === one.nps && before.day === one.day ? 'duplicate' : 'corrected';
  }

  together(left: Sending[], right: Sending[]): void {
    const lasts = [left, right].flatMap((sendings) => [...new Map(sendings.map((one) => [one.id, one])).values()]);
    for (const [id, ones] of Map.groupBy(lasts, (one) => one.id)) this.truth.set(id, ones);
  }
}

it('counts once what many writers send at the same moment with different days', async () => {
  const writers = Array.from({ length: 6 }, () => createCollector({ store }));
  const inputs = (writer: number): object[] => Array.from({ length: 50 }, (_, id) => ({ source: 'storm', externalId: String(id), nps: writer, occurredAt: NOON + writer * DAY }));
  const receipts = (await Promise.all(writers.map((collector, writer) => collector.submitBatch(inputs(writer))))).flat();
  expect(receipts).toHaveLength(300);
  const rows = await storedFeedback(store, 'storm');
  expect(rows).toHaveLength(50);
  for (const { nps, occurred_at } of rows) expect(occurred_at).toBe(NOON + (nps as number) * DAY);
});
