import { defineQuery, sql, type StoreReader } from '@heed/store';
import * as z from 'zod';
import { idSet, MAX_IDS } from '../log/log.query.ts';
import { inPieces } from './in-pieces.ts';
import type { Match } from './match.ts';
import type { OpenLoop, Standing } from './plan-openings.ts';

const ids = z.strictObject({ ids: z.array(z.string()).max(MAX_IDS) });
const EXAMPLE = { ids: ['829bd530-bebf-8b48-ba13-c7bcd3da4cc6'] };

// Both are looked for without FINAL, as the customer of a loop and the feedback of a row never change, and what is true is then read by
// the key of the few that were found: 5,000 customers among a million loops take 30 ms in place of 180.

/** The loops that feedback is part of. */
const taken = defineQuery({
  name: 'loops.taken',
  params: ids,
  row: z.object({ feedbackId: z.string(), rule: z.string(), loopId: z.string() }),
  sql: ({ ids: feedback }) => sql`
    SELECT toString(feedback_id) AS feedbackId, rule, toString(loop_id) AS loopId
    FROM loop_feedback FINAL
    WHERE feedback_id IN (SELECT feedback_id FROM loop_feedback WHERE feedback_id IN (${idSet(feedback)}))
    ORDER BY feedback_id, rule, loop_id`,
  examples: [EXAMPLE],
});

const openLoop = z.object({ id: z.string(), customerId: z.string().nullable(), department: z.string(), firstDepartment: z.string() });
const OPEN_COLUMNS = sql`toString(loop_id) AS id, toString(customer_id) AS customerId, department, first_department AS firstDepartment`;
const IS_OPEN = sql`state NOT IN ('closed', 'merged')`;

// The oldest first; of one append the order does not matter, as they are of different customers or departments.
const openOfCustomers = defineQuery({
  name: 'loops.openOfCustomers',
  params: ids,
  row: openLoop,
  sql: ({ ids: customers }) => sql`
    SELECT ${OPEN_COLUMNS}
    FROM loops FINAL
    WHERE loop_id IN (SELECT loop_id FROM loops WHERE customer_id IN (${idSet(customers)})) AND ${IS_OPEN}
    ORDER BY opened_at, position, loop_id`,
  examples: [EXAMPLE],
});

const openAmong = defineQuery({
  name: 'loops.openAmong',
  params: ids,
  row: openLoop,
  sql: ({ ids: loops }) => sql`
    SELECT ${OPEN_COLUMNS}
    FROM loops FINAL
    WHERE ${IS_OPEN} AND loop_id IN (${idSet(loops)})
    ORDER BY opened_at, position, loop_id`,
  examples: [EXAMPLE],
});

/** What is already there for some feedback: which loops it is part of, and which open loops it could join. */
export async function readStanding(reader: StoreReader, matches: readonly Pick<Match, 'id' | 'customerId'>[]): Promise<Pick<Standing, 'taken' | 'open'>> {
  const customers = [...new Set(matches.flatMap(({ customerId }) => (customerId === null ? [] : [customerId])))];
  const [parts, ofCustomers] = await Promise.all([
    inPieces(matches.map(({ id }) => id), (some) => reader.read(taken, { ids: some })),
    inPieces(customers, (some) => reader.read(openOfCustomers, { ids: some })),
  ]);
  const known = new Set(ofCustomers.map(({ id }) => id));
  const others = [...new Set(parts.map(({ loopId }) => loopId))].filter((id) => !known.has(id));
  const own: OpenLoop[] = await inPieces(others, (some) => reader.read(openAmong, { ids: some }));
  return { taken: parts, open: [...own, ...ofCustomers] };
}
