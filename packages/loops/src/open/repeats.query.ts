import { feedbackFilter, type FilterCondition, type Period } from '@heed/domain';
import { compileFilter, exampleFilter, examplePeriod, periodMoments } from '@heed/filter';
import { count, defineQuery, sql, type StoreReader } from '@heed/store';
import * as z from 'zod';
import { idSet, MAX_IDS } from '../log/log.query.ts';
import type { Rule } from '../settings/settings.ts';
import { inOrder, type Match } from './match.ts';
import { inPieces } from './in-pieces.ts';

const DAY_MS = 86_400_000;

const given = defineQuery<{ when: FilterCondition; customers: string[]; period: Period }, { customer: string; given: [string, number][] }>({
  name: 'loops.repeats',
  params: z.strictObject({ when: feedbackFilter, customers: z.array(z.string()).max(MAX_IDS), period: periodMoments }),
  row: z.object({ customer: z.string(), given: z.array(z.tuple([z.string(), count])) }),
  sql: ({ when, customers, period }) => sql`
    SELECT toString(customer_id) AS customer, groupArray((toString(feedback_id), toUnixTimestamp64Milli(occurred_at))) AS given
    FROM feedback FINAL
    WHERE ${compileFilter(when, { period })} AND customer_id IN (${idSet(customers)})
    GROUP BY customer_id`,
  examples: [{ when: exampleFilter, customers: ['829bd530-bebf-8b48-ba13-c7bcd3da4cc6'], period: examplePeriod }],
});

/**
 * Leaves the rules out that want a repeated feedback where it is the first: the customer must have given another one that the same
 * conditions hold for, at most so many days before. Of two of the same moment the one with the smaller id is the earlier.
 */
export async function keepRepeated(reader: StoreReader, matches: Match[], { rules }: { rules: readonly Rule[] }): Promise<Match[]> {
  let kept = matches;
  for (const [place, { when, repeatedWithinDays }] of rules.entries()) {
    if (repeatedWithinDays === null) continue;
    const repeated = await repeatedOf(reader, kept.filter((match) => match.rules.includes(place)), { when, withinMs: repeatedWithinDays * DAY_MS });
    kept = kept.map((match) => (repeated.has(match.id) ? match : { ...match, rules: match.rules.filter((other) => other !== place) })).filter((match) => match.rules.length > 0);
  }
  return kept;
}

/** The ids of those that are repeated. */
async function repeatedOf(reader: StoreReader, candidates: readonly Match[], { when, withinMs }: { when: FilterCondition; withinMs: number }): Promise<Set<string>> {
  const customers = [...new Set(candidates.flatMap(({ customerId }) => (customerId === null ? [] : [customerId])))];
  if (customers.length === 0) return new Set();
  let from = Infinity;
  let to = -Infinity;
  for (const { occurredAt } of candidates) {
    from = Math.min(from, occurredAt);
    to = Math.max(to, occurredAt);
  }
  const rows = await inPieces(customers, (some) => reader.read(given, { when, customers: some, period: { from: from - withinMs, to: to + 1 } }));
  const byCustomer = new Map(rows.map(({ customer, given: list }) => [customer, list.map(([id, occurredAt]) => ({ id, occurredAt }))]));
  const isRepeated = (match: Match): boolean =>
    (byCustomer.get(match.customerId ?? '') ?? []).some((other) => inOrder(other, match) < 0 && other.occurredAt >= match.occurredAt - withinMs);
  return new Set(candidates.filter(isRepeated).map(({ id }) => id));
}
