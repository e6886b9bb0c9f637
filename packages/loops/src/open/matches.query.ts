import { feedbackFilter, type FilterCondition } from '@heed/domain';
import { compileFilter, dependsOn, exampleFilter, examplePeriod, HAS_COMMENT, inDays, periodMoments, readAs, within } from '@heed/filter';
import { bind, count, defineQuery, join, moment, sql, type Sql, type StoreReader } from '@heed/store';
import * as z from 'zod';
import { bandOf } from './band.ts';
import { inOrder, PREFERRED_TIME, type Match } from './match.ts';

const unsigned = z.string().regex(/^\d{1,20}$/);

/**
 * Which feedback is looked at: what was written under these versions (both included), what occurred in a period, or one; or what was
 * read between two moments (epoch milliseconds, half-open), where it was written from a version on.
 */
const scope = z.union([
  z.strictObject({ versions: z.strictObject({ from: unsigned, to: unsigned }) }),
  z.strictObject({ period: periodMoments }),
  z.strictObject({ id: z.guid() }),
  z.strictObject({ readings: z.strictObject({ from: z.number().int(), to: z.number().int(), version: unsigned }) }),
]);
export type Scope = z.infer<typeof scope>;

/** The last row of the page before. */
const position = z.strictObject({ at: unsigned, id: z.guid() });
export type Position = z.infer<typeof position>;

const matchRow = z.object({
  id: z.string(),
  customer: z.string().nullable(),
  occurred: count,
  received: count,
  version: z.string(),
  source: z.string(),
  channel: z.string(),
  product: z.string(),
  region: z.string(),
  segment: z.string(),
  language: z.string(),
  nps: z.number().nullable(),
  csat: z.number().nullable(),
  csat_scale: z.number(),
  ces: z.number().nullable(),
  ces_scale: z.number(),
  ces_direction: z.string(),
  contact_requested: z.boolean(),
  anonymous: z.boolean(),
  named: z.array(z.string()),
  hits: z.array(z.number()),
});

/**
 * One page of the feedback that any of the rules holds for, with an element of `hits` for each rule. The rows of a window of
 * versions are found by the index of versions, which knows nothing of corrections; their truth is then read with FINAL by
 * their keys, so that a feedback is judged by what it says now.
 */
const matches = defineQuery({
  name: 'loops.matches',
  params: z.strictObject({ rules: z.array(feedbackFilter).min(1), attributes: z.array(z.string()), scope, after: position.nullable(), limit: z.number().int().min(1) }),
  row: matchRow,
  sql: ({ rules, attributes, scope: looked, after, limit }) => {
    const place = 'versions' in looked || 'readings' in looked ? sql`version` : sql`toUInt64(toUnixTimestamp64Milli(occurred_at))`;
    const beyond = after ? sql` AND (${place}, feedback_id) > (${bind('UInt64', after.at)}, ${bind('UUID', after.id)})` : sql``;
    return sql`
    SELECT
      toString(feedback_id) AS id, toString(customer_id) AS customer, toUnixTimestamp64Milli(occurred_at) AS occurred, toUnixTimestamp64Milli(received_at) AS received,
      version, source, channel, product, region, segment, language, nps, csat, csat_scale, ces, ces_scale, ces_direction, contact_requested, anonymous,
      [${join(attributes.map((key) => sql`attributes[${bind('String', key)}]`), { by: sql`, ` })}]::Array(String) AS named,
      [${join(rules.map((rule) => holds(rule, looked)), { by: sql`, ` })}] AS hits
    FROM feedback FINAL
    WHERE ${inScope(looked, after)}${beyond} AND has(hits, 1)
    ORDER BY ${place}, feedback_id
    LIMIT ${bind('UInt32', limit)}`;
  },
  examples: [
    { rules: [exampleFilter, { nps: { max: 6 } }], attributes: [PREFERRED_TIME, 'owner'], scope: { versions: { from: '0', to: '18446744073709551615' } }, after: null, limit: 10 },
    { rules: [{}], attributes: [], scope: { period: examplePeriod }, after: { at: '1', id: '829bd530-bebf-8b48-ba13-c7bcd3da4cc6' }, limit: 10 },
    { rules: [{ theme: { notIn: ['a'] } }, { sentiment: { max: 0 } }], attributes: [], scope: { readings: { from: 0, to: 1, version: '1' } }, after: null, limit: 10 },
    { rules: [{}], attributes: [], scope: { id: '829bd530-bebf-8b48-ba13-c7bcd3da4cc6' }, after: null, limit: 1 },
  ],
});

/** Which readings can be those of the feedback that is looked at: a reading has the version of its feedback, which is never below that of a row of it. */
function amongReadings(looked: Scope): Sql {
  if ('period' in looked) return inDays([looked.period]);
  if ('id' in looked) return sql`feedback_id = ${bind('UUID', looked.id)}`;
  return sql`version >= ${bind('UInt64', 'versions' in looked ? looked.versions.from : looked.readings.version)}`;
}

/**
 * Whether a rule holds. One that asks what a comment is about is not asked before the comment was read: until then nobody knows that it
 * speaks of no theme, or is not negative. Feedback without words has nothing to wait for, nor a rule about sentiment where the
 * sender judged the words.
 */
function holds(when: FilterCondition, looked: Scope): Sql {
  const readings = amongReadings(looked);
  const condition = compileFilter(when, { period: null, readings });
  const { readings: waits, themes } = dependsOn(when);
  if (!waits) return sql`toUInt8(${condition})`;
  return sql`toUInt8(${condition} AND (NOT (${HAS_COMMENT}) OR ${themes ? sql`` : sql`sentiment IS NOT NULL OR `} ${readAs(sql`true`, { period: null, narrowed: readings })}))`;
}

function inScope(looked: Scope, after: Position | null): Sql {
  // Days that are done need not be read again for each page.
  if ('period' in looked) return within({ ...looked.period, from: Math.max(looked.period.from, Number(after?.at ?? 0)) });
  if ('id' in looked) return sql`feedback_id = ${bind('UUID', looked.id)}`;
  if ('readings' in looked) {
    const { from, to, version } = looked.readings;
    return sql`(day, feedback_id, version) IN (SELECT day, feedback_id, version FROM comment_readings FINAL WHERE read_at >= ${moment(from)} AND read_at < ${moment(to)} AND version >= ${bind('UInt64', version)})`;
  }
  const { from, to } = looked.versions;
  return sql`(day, feedback_id) IN (SELECT day, feedback_id FROM feedback WHERE version >= ${bind('UInt64', from)} AND version <= ${bind('UInt64', to)})`;
}

/** How feedback is asked by rules: their conditions, and the attributes that they name. */
export interface Asked {
  conditions: readonly FilterCondition[];
  attributes: readonly string[];
}

/**
 * The next so many feedback that any condition holds for, in the order in which it occurred, and where to go on; `next` is
 * null after the last. Pages follow the versions of a window of versions, else the moments.
 */
export async function readMatches(
  reader: StoreReader,
  { asked, scope: looked, after = null, limit }: { asked: Asked; scope: Scope; after?: Position | null; limit: number },
): Promise<{ matches: Match[]; next: Position | null }> {
  const attributes = [...new Set([PREFERRED_TIME, ...asked.attributes])];
  const rows = await reader.read(matches, { rules: [...asked.conditions], attributes, scope: looked, after, limit });
  const last = rows.length < limit ? undefined : rows.at(-1);
  const next = last ? { at: 'versions' in looked || 'readings' in looked ? last.version : String(last.occurred), id: last.id } : null;
  return { matches: rows.map((row) => matchOf(row, attributes)).sort(inOrder), next };
}

function matchOf(row: z.infer<typeof matchRow>, keys: readonly string[]): Match {
  const { source, channel, product, region, segment, language, nps, csat, ces } = row;
  const attributes = new Map<string, string>();
  keys.forEach((key, index) => {
    const value = row.named[index];
    if (value) attributes.set(key, value);
  });
  const scores = bandOf({ nps, csat, csatScale: row.csat_scale, ces, cesScale: row.ces_scale, cesDirection: row.ces_direction });
  return {
    id: row.id,
    customerId: row.customer,
    occurredAt: row.occurred,
    receivedAt: row.received,
    version: row.version,
    origin: {
      source, channel, product, region, segment, language, ...scores,
      contactRequested: row.contact_requested,
      anonymous: row.anonymous,
      preferredTime: attributes.get(PREFERRED_TIME) ?? '',
    },
    attributes,
    rules: row.hits.flatMap((hit, index) => (hit === 1 ? [index] : [])),
  };
}
