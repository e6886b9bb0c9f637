import { bind, defineQuery, sql, type Sql, type StoreReader } from '@heed/store';
import * as z from 'zod';
import { heldByAny, isUuid } from '../filter/compile-loop-filter.ts';
import { LOOP_STATES, type LoopStateName } from '../loop/state.ts';
import { loopColumns, loopRow, type LoopRow } from './loop-row.ts';

/** Departments of a caller who may see no others: loops of which one of them held any leg. Null for everything. */
export type LoopScope = readonly string[] | null;

/** A loop that something belongs to, in short. */
export interface LoopRef {
  id: string;
  state: LoopStateName;
  department: string;
}

const ids = z.array(z.guid());
const scope = z.array(z.string()).nullable();
const inScope = (departments: LoopScope): Sql => (departments ? sql` AND ${heldByAny(departments)}` : sql``);
const exampleId = '00000000-0000-4000-8000-000000000000';

const byId = defineQuery({
  name: 'loops.byId',
  params: z.strictObject({ ids, scope }),
  row: loopRow,
  sql: ({ ids: wanted, scope: departments }) => sql`SELECT ${loopColumns} FROM loops FINAL WHERE loop_id IN ${bind('Array(UUID)', wanted)}${inScope(departments)}`,
  examples: [{ ids: [exampleId], scope: ['Support'] }],
});

/** By way of loop_feedback, whose key begins with the feedback; what the loops say themselves holds. */
const ofFeedback = defineQuery({
  name: 'loops.ofFeedback',
  params: z.strictObject({ ids, scope }),
  row: z.object({ feedbackIds: z.array(z.string()), id: z.string(), state: z.enum(LOOP_STATES), department: z.string() }),
  sql: ({ ids: feedback, scope: departments }) => sql`
    SELECT arrayMap(one -> toString(one), arrayIntersect(feedback_ids, ${bind('Array(UUID)', feedback)})) AS feedbackIds, toString(loop_id) AS id, state, department
    FROM loops FINAL
    WHERE loop_id IN (SELECT loop_id FROM loop_feedback FINAL WHERE feedback_id IN ${bind('Array(UUID)', feedback)}) AND state != 'merged'${inScope(departments)}
    ORDER BY opened_at, loop_id`,
  examples: [{ ids: [exampleId], scope: ['Support'] }],
});

const ofCustomer = defineQuery({
  name: 'loops.ofCustomer',
  params: z.strictObject({ customer: z.guid(), scope, limit: z.number().int().min(1) }),
  row: loopRow,
  sql: ({ customer, scope: departments, limit }) => sql`
    SELECT ${loopColumns}
    FROM loops FINAL
    WHERE customer_id = ${bind('UUID', customer)} AND state != 'merged'${inScope(departments)}
    ORDER BY opened_at DESC, loop_id DESC
    LIMIT ${bind('UInt32', limit)}`,
  examples: [{ customer: exampleId, scope: ['Support'], limit: 50 }],
});

/** The loops of these ids, merged ones too, in the order of the ids; unknown ones, and those outside of the scope, are left out. */
export async function loopsById(reader: StoreReader, { ids: wanted, scope: departments = null }: { ids: readonly string[]; scope?: LoopScope }): Promise<LoopRow[]> {
  const known = [...new Set(wanted.filter(isUuid).map((id) => id.toLowerCase()))];
  if (known.length === 0) return [];
  const rows = new Map((await reader.read(byId, { ids: known, scope: departments && [...departments] })).map((row) => [row.id, row]));
  return known.flatMap((id) => rows.get(id) ?? []);
}

/** The loops that each feedback is part of, oldest first; feedback without any is not in the map. Merged loops live on in another, which is here. */
export async function loopsOfFeedback(reader: StoreReader, { ids: feedback, scope: departments = null }: { ids: readonly string[]; scope?: LoopScope }): Promise<Map<string, LoopRef[]>> {
  const known = [...new Set(feedback.filter(isUuid).map((id) => id.toLowerCase()))];
  const found = new Map<string, LoopRef[]>();
  if (known.length === 0) return found;
  for (const { feedbackIds, ...ref } of await reader.read(ofFeedback, { ids: known, scope: departments && [...departments] })) {
    for (const id of feedbackIds) found.set(id, [...(found.get(id) ?? []), ref]);
  }
  return found;
}

/** The loops of a customer, last opened first and at most `first`; those that were merged live on in another, which is here. */
export async function loopsOfCustomer(reader: StoreReader, { customer, first, scope: departments = null }: { customer: string; first: number; scope?: LoopScope }): Promise<LoopRow[]> {
  if (!isUuid(customer)) return [];
  return reader.read(ofCustomer, { customer, scope: departments && [...departments], limit: first });
}
