import { bind, count, defineQuery, join, sql, type Sql } from '@heed/store';
import * as z from 'zod';

/** One claim: feedback id, the moment claimed (epoch milliseconds), version and content as decimal text. */
const claim = z.tuple([z.string(), count, z.string(), z.string()]);
export type Claim = z.infer<typeof claim>;

const EXAMPLE_ID = '829bd530-bebf-8b48-ba13-c7bcd3da4cc6';

/** Ids in one bound value: the engine takes up to 128 KiB in a value. */
const IDS_A_VALUE = 3_500;
/** Ids in one question: the engine takes up to 1 MiB in all. */
export const MAX_IDS = 24_500;
const ID_LENGTH = 36;

/** Sets of ids, each bound as one text of all its ids: written and read three times as fast as an array. */
function idSets(ids: readonly string[]): Sql[] {
  const sets: Sql[] = [];
  for (let start = 0; start < ids.length; start += IDS_A_VALUE) {
    const some = ids.slice(start, start + IDS_A_VALUE);
    sets.push(sql`
      SELECT toUUID(substring(${bind('String', some.join(''))}, number * ${bind('UInt8', ID_LENGTH)} + 1, ${bind('UInt8', ID_LENGTH)}))
      FROM numbers(${bind('UInt32', some.length)})`);
  }
  return sets;
}

/** Every claim of some feedbacks, before claiming them. */
export const claimsOf = defineQuery({
  name: 'collect.claimsOf',
  params: z.object({ ids: z.array(z.string()).max(MAX_IDS) }),
  row: z.object({ claims: z.array(claim) }),
  sql: ({ ids }) => sql`
    SELECT groupArray((feedback_id, toUnixTimestamp64Milli(occurred_at), version, content)) AS claims
    FROM feedback_claims
    WHERE feedback_id IN (${join(idSets(ids), { by: sql` UNION ALL ` })})`,
  examples: [{ ids: [EXAMPLE_ID] }],
});

/**
 * After claiming with a version: of how many feedbacks those claims still stand, and every other claim of the same
 * feedbacks. The ids are found through the version (its index leads to the few newest parts), so that they need not be sent again.
 */
export const claimsBeside = defineQuery({
  name: 'collect.claimsBeside',
  params: z.object({ version: z.string() }),
  row: z.object({ own: count, claims: z.array(claim) }),
  sql: ({ version }) => sql`
    SELECT
      uniqExactIf(feedback_id, version = ${bind('UInt64', version)}) AS own,
      groupArrayIf((feedback_id, toUnixTimestamp64Milli(occurred_at), version, content), version != ${bind('UInt64', version)}) AS claims
    FROM feedback_claims
    WHERE feedback_id IN (SELECT feedback_id FROM feedback_claims WHERE version = ${bind('UInt64', version)})`,
  examples: [{ version: '1' }],
});

/** The highest version that any writer ever claimed. */
export const highestClaim = defineQuery({
  name: 'collect.highestClaim',
  params: z.object({}),
  row: z.object({ version: z.string() }),
  sql: () => sql`SELECT max(version) AS version FROM feedback_claims`,
  examples: [{}],
});
