import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { insertFeedback, testFeedback } from '@heed/filter/testing';
import { openTestStore } from '@heed/store/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createLoops } from '../log/create-loops.ts';
import type { Rule } from '../settings/settings.ts';
import { applyRule } from './apply-rule.ts';
import { versionAt } from './progress.ts';
import { createSweep } from './sweep.ts';
import { failingStore, readLoops, readParts } from './testing/opened-loops.ts';
import { openingSettings, testRule } from './testing/opening-rules.ts';

const START = Date.UTC(2026, 4, 15, 12);
/** Versions of feedback are bound as JSON numbers in tests; they are exact in steps of this size. */
const STEP = 1_024;

const RULES = [
  testRule('Contact', { order: 0, when: { contactRequested: true }, department: 'Sales' }),
  testRule('Detractors', { owner: { by: 'round_robin' } }),
  testRule('Angry', { when: { nps: { max: 0 } } }),
];
const settings = openingSettings(RULES);
const holds: Record<string, (one: Said) => boolean> = { Contact: ({ contact }) => contact, Detractors: ({ nps }) => nps <= 6, Angry: ({ nps }) => nps === 0 };

/** What one of six feedback says, the first time or as a correction. Those of 0 and 1, and of 2 and 3, are of one customer each. */
const said = fc.record({ feedback: fc.integer({ min: 0, max: 5 }), nps: fc.constantFrom(0, 4, 10), contact: fc.boolean(), day: fc.integer({ min: 0, max: 1 }), late: fc.boolean() });
type Said = typeof said extends fc.Arbitrary<infer T> ? T : never;

/** Who looks, how large its transactions are, and after how many statements it dies. */
const looking = fc.record({ who: fc.constantFrom('first', 'second', 'both', 'apply'), batch: fc.integer({ min: 1, max: 4 }), dies: fc.option(fc.record({ after: fc.integer({ min: 0, max: 40 }), carriedOut: fc.boolean() })) });
const rounds = fc.array(fc.record({ writes: fc.array(said, { maxLength: 6 }), looks: fc.array(looking, { maxLength: 3 }) }), { minLength: 1, maxLength: 4 });

let store: Awaited<ReturnType<typeof openTestStore>>;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.drop());

it('makes each feedback part of one loop by each rule that holds for it, in any order, in any batches, by two at once and after any crash', async () => {
  await fc.assert(
    fc.asyncProperty(rounds, async (plan) => {
      for (const table of ['feedback', 'loops', 'loop_events', 'loop_feedback']) await store.command(`TRUNCATE TABLE ${table}`);
      let now = START;
      let written = 0;
      const ids = Array.from({ length: 6 }, () => randomUUID());
      const customers = [randomUUID(), randomUUID()];
      const ever = new Map<string, Said[]>();
      const days = new Map<string, Set<number>>();

      const process = (failing: { after: number; carriedOut: boolean } | null, batch: number) => {
        const through = failing ? failingStore(store, failing) : store;
        const loops = createLoops({ store: through, settings: () => settings, now: () => now, letters: { write: () => Promise.resolve() }, tailMs: 3_600_000, deadlineMs: 1 });
        const context = { loops, store: through, settings: () => settings };
        const sweep = createSweep({ ...context, now: () => now, onError: () => undefined, from: 0n, batch });
        return { context, look: () => sweep.look({ isStopping: () => false }), close: () => loops.close() };
      };

      for (const { writes, looks } of plan) {
        now += 1_000;
        // Of a group each feedback is written once, as the collector does.
        const group = [...new Map(writes.map((one) => [ids[one.feedback] as string, one])).entries()];
        const rows = group.flatMap(([id, one]) => {
          ever.set(id, [...(ever.get(id) ?? []), one]);
          const seen = days.get(id) ?? new Set();
          days.set(id, seen.add(one.day));
          // A slow writer took its version before others did, though never before its own last one.
          const version = Number(versionAt(one.late && ever.get(id)?.length === 1 ? now - 60_000 : now)) + STEP * ++written;
          const row = { id, version, nps: one.nps, contactRequested: one.contact, customerId: customers[Math.floor(one.feedback / 2)] ?? null, occurredAt: START + one.day * 86_400_000 };
          return [testFeedback(row), ...[...seen].filter((day) => day !== one.day).map((day) => testFeedback({ ...row, occurredAt: START + day * 86_400_000, deleted: true }))];
        });
        if (rows.length > 0) await insertFeedback(store, rows);
        // Processes that live through the round, and those that die in it.
        for (const { who, batch, dies } of looks) {
          const runners = (who === 'both' ? [dies, null] : [dies]).map((failing) => process(failing, batch));
          await Promise.allSettled(runners.map(({ look, context }) => (who === 'apply' ? applyRule({ ...context, calendar: { now: now + 86_400_000, timeZone: 'UTC' } }, { name: 'Detractors', days: 30 }) : look())));
          for (const { close } of runners) await close();
        }
      }
      now += 1_000;
      const last = process(null, 3);
      await last.look();
      await last.close();

      const found = await readParts(store);
      const wrong = found.filter(({ loops, events }) => loops.length !== 1 || events !== 1);
      expect(wrong).toEqual([]);
      const parts = new Set(found.map(({ feedback, rule }) => `${feedback} ${rule}`));
      for (const [id, versions] of ever) {
        for (const { name } of RULES satisfies Rule[]) {
          const test = holds[name] as (one: Said) => boolean;
          if (test(versions.at(-1) as Said)) expect(parts).toContain(`${id} ${name}`);
          if (!versions.some(test)) expect(parts).not.toContain(`${id} ${name}`);
        }
      }
      // Nobody closes loops here, so a customer has one in each department.
      const open = await readLoops(store);
      const places = open.filter(({ customerId }) => customerId !== null).map(({ customerId, department }) => `${customerId} ${department}`);
      expect(places).toHaveLength(new Set(places).size);
      expect(new Set(open.map(({ id }) => id))).toEqual(new Set(found.flatMap(({ loops }) => loops)));
    }),
    { numRuns: 40, seed: 20_261_122 },
  );
}, 600_000);
