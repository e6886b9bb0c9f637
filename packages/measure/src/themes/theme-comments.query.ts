import { feedbackFilter, HeedError, type Calendar, type FeedbackFilter, type Period } from '@heed/domain';
import { checkFirst, exampleFilter, examplePeriod, periodMoments, periodOf } from '@heed/filter';
import { bind, count, defineQuery, sql, whole, type Sql, type StoreReader } from '@heed/store';
import * as z from 'zod';
import { isUuid } from '../feedback/cursor.ts';
import { feedbackByIds } from '../feedback/feedback-of.query.ts';
import type { FeedbackRow } from '../feedback/feedback-row.ts';
import { keptRows } from '../rows/kept-rows.ts';
import { viewOf } from './measure-themes.ts';
import { themesOfRow, themeView, type ThemeView } from './theme-counts.query.ts';

/** Which comments come first: those that the theme is surest of, those whose words are most negative, or the latest. */
export const COMMENT_ORDERS = ['typical', 'negative', 'recent'] as const;
export type CommentOrder = (typeof COMMENT_ORDERS)[number];

/** Ascending, whatever the order: a comment that comes first has the smallest number. */
const PLACES: Readonly<Record<CommentOrder, Sql>> = {
  typical: sql`-toFloat64(margin)`,
  negative: sql`toFloat64(assumeNotNull(sentiment))`,
  recent: sql`-toFloat64(toUnixTimestamp64Milli(occurred_at))`,
};

/** Where a comment stands in its list. */
interface Place {
  place: number;
  id: string;
}

interface Params {
  theme: string;
  view: ThemeView;
  order: CommentOrder;
  filter: FeedbackFilter;
  period: Period | null;
  after: Place | null;
  limit: number;
}

/** Near duplicates are one comment, that of them which comes first; what could not be read is alike to nothing. */
const themeComments = defineQuery<Params, Place & { at: number; copies: number }>({
  name: 'measure.themeComments',
  params: z.strictObject({
    theme: z.string(),
    view: themeView,
    order: z.enum(COMMENT_ORDERS),
    filter: feedbackFilter,
    period: periodMoments.nullable(),
    after: z.strictObject({ place: z.number(), id: z.guid() }).nullable(),
    limit: z.number().int().min(1),
  }),
  row: z.object({ place: z.number(), id: z.string(), at: whole, copies: count }),
  sql: ({ theme, view, order, filter, period, after, limit }) => sql`
    SELECT first.1 AS place, toString(first.2) AS id, toUnixTimestamp64Milli(first.3) AS at, copies
    FROM
    (
        SELECT min((${PLACES[order]}, feedback_id, occurred_at)) AS first, count() AS copies
        ${keptRows({ filter, period, readings: true })} AND has(${themesOfRow(view)}, ${bind('String', theme)})${order === 'negative' ? sql` AND sentiment IS NOT NULL` : sql``}
        GROUP BY fold, if(fold = 0, feedback_id, toUUID('00000000-0000-0000-0000-000000000000'))
    )
    ${after ? sql`WHERE (first.1, first.2) > (${bind('Float64', after.place)}, ${bind('UUID', after.id)})` : sql``}
    ORDER BY first.1, first.2
    LIMIT ${bind('UInt32', limit)}`,
  examples: [
    { theme: 'a', view: { asThen: false, groups: null }, order: 'typical', filter: {}, period: null, after: null, limit: 21 },
    { theme: 'a', view: { asThen: false, groups: null }, order: 'negative', filter: exampleFilter, period: examplePeriod, after: { place: 0, id: '00000000-0000-4000-8000-000000000000' }, limit: 21 },
    { theme: 'a', view: { asThen: false, groups: { from: ['a'], to: ['b'] } }, order: 'recent', filter: {}, period: examplePeriod, after: null, limit: 21 },
  ],
});

export interface ThemeComment extends FeedbackRow {
  /** How many comments say the same, this one included. */
  copies: number;
  cursor: string;
}

/** At most so many comments in one page. */
const MAX_PAGE = 200;

/**
 * A page of the comments that speak of a theme, near duplicates folded into one. `after` is the cursor of the last comment of the page
 * before, in the same order. Throws BAD_USER_INPUT for a damaged cursor, and for a filter or `first` (1 to 200) that is not valid.
 */
export async function listThemeComments(
  reader: StoreReader,
  {
    theme,
    filter,
    order,
    first,
    after,
    groups,
    calendar,
  }: { theme: string; filter: FeedbackFilter; order: CommentOrder; first: number; after?: string | undefined; groups?: ReadonlyMap<string, string> | undefined; calendar: Calendar },
): Promise<{ comments: ThemeComment[]; hasNextPage: boolean }> {
  checkFirst(first, { most: MAX_PAGE });
  const position = after === undefined ? null : readCursor(after, order);
  const found = await reader.read(themeComments, { theme, view: viewOf({ asThen: false, groups }), order, filter, period: periodOf(filter, calendar), after: position, limit: first + 1 });
  const shown = found.slice(0, first);
  const moments = shown.map(({ at }) => at);
  const near = shown.length === 0 ? undefined : { from: Math.min(...moments), to: Math.max(...moments) + 1 };
  const rows = new Map((await feedbackByIds(reader, { ids: shown.map(({ id }) => id), near })).map((row) => [row.id, row]));
  const comments = shown.flatMap(({ place, id, copies }) => {
    const row = rows.get(id);
    return row ? [{ ...row, copies, cursor: writeCursor({ place, id }, order) }] : [];
  });
  return { comments, hasNextPage: found.length > first };
}

/** A place as opaque text. The order is in it, because a place in one order says nothing in another. */
function writeCursor({ place, id }: Place, order: CommentOrder): string {
  return Buffer.from(JSON.stringify([order, place, id])).toString('base64url');
}

function readCursor(cursor: string, order: CommentOrder): Place {
  try {
    const [of, place, id] = z.tuple([z.enum(COMMENT_ORDERS), z.number(), z.string()]).parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
    if (of === order && isUuid(id)) return { place, id };
  } catch {
    // Said below.
  }
  throw new HeedError('BAD_USER_INPUT', 'The cursor is damaged or of another order; use that of an earlier page in the same order, or leave it out to start at the first comment.');
}
