import { feedbackFilter, HeedError, type FeedbackFilter, type Period } from '@heed/domain';
import { checkFirst, compileFilter, exampleFilter, examplePeriod, periodMoments } from '@heed/filter';
import { bind, defineQuery, sql, type StoreReader } from '@heed/store';
import * as z from 'zod';
import { withReadings } from './beside-rows.query.ts';
import { isUuid } from './cursor.ts';
import { feedbackColumns, feedbackRow, type FeedbackRow } from './feedback-row.ts';

/** At most so much feedback of one customer at once. */
const MAX_OF_CUSTOMER = 200;

const byIds = defineQuery({
  name: 'measure.feedbackByIds',
  params: z.strictObject({ ids: z.array(z.guid()), within: periodMoments.nullable() }),
  row: feedbackRow,
  sql: ({ ids, within }) => sql`
    SELECT ${feedbackColumns}
    FROM feedback FINAL
    WHERE feedback_id IN ${bind('Array(UUID)', ids)} AND ${compileFilter({}, { period: within })}
    ORDER BY feedback.feedback_id`,
  examples: [
    { ids: ['00000000-0000-4000-8000-000000000000'], within: null },
    { ids: ['00000000-0000-4000-8000-000000000000'], within: examplePeriod },
  ],
});

const ofCustomer = defineQuery({
  name: 'measure.feedbackOfCustomer',
  params: z.strictObject({ customer: z.guid(), scope: feedbackFilter, limit: z.number().int().min(1) }),
  row: feedbackRow,
  sql: ({ customer, scope, limit }) => sql`
    SELECT ${feedbackColumns}
    FROM feedback FINAL
    WHERE feedback.customer_id = ${bind('UUID', customer)} AND ${compileFilter(scope, { period: null })}
    ORDER BY feedback.occurred_at DESC, feedback.feedback_id DESC
    LIMIT ${bind('UInt32', limit)}`,
  examples: [{ customer: '00000000-0000-4000-8000-000000000000', scope: exampleFilter, limit: 50 }],
});

/**
 * The feedback of these ids, in no particular order; unknown, erased and employees' are left out. The table is ordered by
 * day, so what occurred `near` a moment that the caller knows is found by reading a few days; only what is not there is
 * looked for in all years.
 */
export async function feedbackByIds(reader: StoreReader, { ids, near }: { ids: readonly string[]; near?: Period | undefined }): Promise<FeedbackRow[]> {
  const wanted = [...new Set(ids.filter(isUuid))];
  if (wanted.length === 0) return [];
  const close = near ? await reader.read(byIds, { ids: wanted, within: near }) : [];
  const found = new Set(close.map(({ id }) => id));
  const left = wanted.filter((id) => !found.has(id.toLowerCase()));
  return withReadings(reader, left.length === 0 ? close : [...close, ...(await reader.read(byIds, { ids: left, within: null }))]);
}

/** What a customer said within `scope` (a filter without a period), newest first. Throws BAD_USER_INPUT for `first` not from 1 to 200. */
export async function feedbackOfCustomer(reader: StoreReader, { customer, first, scope = {} }: { customer: string; first: number; scope?: FeedbackFilter | undefined }): Promise<FeedbackRow[]> {
  checkFirst(first, { most: MAX_OF_CUSTOMER });
  if (scope.period) throw new HeedError('BAD_USER_INPUT', 'A scope cannot name a period.');
  return isUuid(customer) ? withReadings(reader, await reader.read(ofCustomer, { customer, scope, limit: first })) : [];
}
