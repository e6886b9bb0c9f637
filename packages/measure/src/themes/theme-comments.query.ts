import { feedbackFilter, HeedError, type Calendar, type FeedbackFilter, type Period } from '@heed/domain';
import { checkFirst, compileFilter, exampleFilter, examplePeriod, periodMoments, periodOf } from '@heed/filter';
import { bind, count, defineQuery, sql, type Sql, type StoreReader } from '@heed/store';
import * as z from 'zod';
import { isUuid } from '../feedback/cursor.ts';
import { feedbackByIds } from '../feedback/feedback-of.query.ts';
import type { FeedbackRow } from '../feedback/feedback-row.ts';
import { besideReadings } from '../rows/kept-rows.ts';

/** Which comments of a theme come first: the surest, the most negative, or the newest. */
export const COMMENT_ORDERS = ['typical', 'negative', 'recent'] as const;
export type CommentOrder = (typeof COMMENT_ORDERS)[number];

/** A comment that speaks of a theme. */
export interface ThemeComment extends FeedbackRow {
  /** Calibrated probability of its first theme, 0 to 1. */
  probability: number;
  /** How many further comments say nearly the same; of them this one comes first. */
  copies: number;
  cursor: string;
}

/** At most so many in one page. */
const MAX_PAGE = 200;

/** Where a comment stands in its order: what it is sorted by, and among equals its id. */
interface Position {
  key: number;
  id: string;
}

/** What comments are sorted by, the smallest first. Nobody judged the words: behind all that were. */
const KEYS: Record<CommentOrder, Sql> = {
  typical: sql`-toFloat64(margin)`,
  negative: sql`toFloat64(ifNull(sentiment, 2))`,
  recent: sql`-toFloat64(toUnixTimestamp64Milli(occurred_at))`,
};

const query = defineQuery<{ theme: string; filter: FeedbackFilter; period: Period | null; order: CommentOrder; after: Position | null; limit: number }, { id: string; key: number; margin: number; alike: number }>({
  name: 'measure.themeComments',
  params: z.strictObject({
    theme: z.string(),
    filter: feedbackFilter,
    period: periodMoments.nullable(),
    order: z.enum(COMMENT_ORDERS),
    after: z.strictObject({ key: z.number(), id: z.guid() }).nullable(),
    limit: z.number().int().min(1),
  }),
  row: z.object({ id: z.string(), key: z.number(), margin: z.number(), alike: count }),
  sql: ({ theme, filter, period, order, after, limit }) => sql`
    SELECT toString(feedback_id) AS id, key, margin, alike
    FROM
    (
        SELECT feedback_id, margin, ${KEYS[order]} AS key, if(fold = 0, toString(feedback_id), toString(fold)) AS same,
               row_number() OVER (PARTITION BY same ORDER BY key, feedback_id) AS place, count() OVER (PARTITION BY same) AS alike
        FROM ${besideReadings(compileFilter(filter, { period }), { period })}
        WHERE has(themes, ${bind('String', theme)})
    )
    WHERE place = 1${after ? sql` AND (key, feedback_id) > (${bind('Float64', after.key)}, ${bind('UUID', after.id)})` : sql``}
    ORDER BY key, feedback_id
    LIMIT ${bind('UInt32', limit)}`,
  examples: [
    { theme: 'a', filter: {}, period: null, order: 'typical', after: null, limit: 21 },
    { theme: 'a', filter: exampleFilter, period: examplePeriod, order: 'negative', after: { key: -0.5, id: '00000000-0000-4000-8000-000000000000' }, limit: 21 },
    { theme: 'a', filter: {}, period: examplePeriod, order: 'recent', after: null, limit: 21 },
  ],
});

const writeCursor = ({ key, id }: Position): string => Buffer.from(`${key} ${id}`).toString('base64url');

function readCursor(cursor: string): Position {
  const [key = '', id = ''] = Buffer.from(cursor, 'base64url').toString().split(' ');
  const position = { key: Number(key), id };
  if (key !== '' && Number.isFinite(position.key) && isUuid(id) && writeCursor(position) === cursor) return position;
  throw new HeedError('BAD_USER_INPUT', 'The cursor is damaged; use endCursor of an earlier page of the same order, or leave it out to start anew.', { path: 'after' });
}

/**
 * A page of the comments that a filter keeps and that speak of a theme. Near duplicates are one, shown by the one that comes first in the order, with
 * how many there are beside it. Throws BAD_USER_INPUT for a damaged cursor, and for a filter or `first` (1 to 200) that is not valid.
 */
export async function listThemeComments(
  reader: StoreReader,
  { theme, filter, order, first, after, calendar }: { theme: string; filter: FeedbackFilter; order: CommentOrder; first: number; after?: string | undefined; calendar: Calendar },
): Promise<{ rows: ThemeComment[]; hasNextPage: boolean }> {
  checkFirst(first, { most: MAX_PAGE });
  const period = periodOf(filter, calendar);
  const found = await reader.read(query, { theme, filter, period, order, after: after === undefined ? null : readCursor(after), limit: first + 1 });
  const page = found.slice(0, first);
  const rows = new Map((await feedbackByIds(reader, { ids: page.map(({ id }) => id), near: period ?? undefined })).map((row) => [row.id, row]));
  return {
    // What was erased between the two questions is gone.
    rows: page.flatMap(({ id, key, margin, alike }) => {
      const row = rows.get(id);
      return row ? [{ ...row, probability: margin, copies: alike - 1, cursor: writeCursor({ key, id }) }] : [];
    }),
    hasNextPage: found.length > first,
  };
}
