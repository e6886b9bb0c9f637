import { feedbackFilter, type FeedbackFilter, type Period } from '@heed/domain';
import { compileFilter, exampleFilter } from '@heed/filter';
import { bind, count, defineQuery, moment, sql, type StoreReader } from '@heed/store';
import * as z from 'zod';
import { besideReadings } from '../rows/kept-rows.ts';

const DAY = 86_400_000;
const WEEK = 7 * DAY;

/** The comments of one day. */
export interface ThemeWindow {
  /** That could be read. */
  comments: number;
  /** Of each theme; one that is missing has none. */
  themes: Map<string, number>;
}

/** The 24 hours up to a moment, and the same 24 hours of so many weeks before. */
const windowsOf = (at: number, weeks: number): Period[] => Array.from({ length: weeks + 1 }, (_, week) => ({ from: at - week * WEEK - DAY, to: at - week * WEEK }));

const windows = defineQuery<{ filter: FeedbackFilter; at: number; weeks: number }, { week: number; theme: string; comments: number }>({
  name: 'measure.themeWindows',
  params: z.strictObject({ filter: feedbackFilter, at: z.number(), weeks: z.number().int().min(1).max(52) }),
  row: z.object({ week: count, theme: z.string(), comments: count }),
  // The empty theme counts the comments themselves.
  sql: ({ filter, at, weeks }) => {
    const periods = windowsOf(at, weeks);
    const week = sql`intDiv(toUnixTimestamp64Milli(${moment(at - 1)}) - toUnixTimestamp64Milli(occurred_at), ${bind('Int64', WEEK)})`;
    return sql`
      SELECT ${week} AS week, arrayJoin(arrayPushBack(arrayMap(id -> toString(id), themes), '')) AS theme, count() AS comments
      FROM ${besideReadings(compileFilter(filter, { period: periods }), { period: periods })}
      WHERE has_comment AND is_read = 1
      GROUP BY week, theme`;
  },
  examples: [{ filter: exampleFilter, at: 1_790_000_000_000, weeks: 8 }],
});

/** The comments of the 24 hours up to `at`, and of the same hours in each of so many weeks before, the latest first. Throws BAD_USER_INPUT for a filter that is not valid. */
export async function measureThemeWindows(reader: StoreReader, { filter, at, weeks }: { filter: FeedbackFilter; at: number; weeks: number }): Promise<{ now: ThemeWindow; earlier: ThemeWindow[] }> {
  const found = Array.from({ length: weeks + 1 }, (): ThemeWindow => ({ comments: 0, themes: new Map() }));
  for (const { week, theme, comments } of await reader.read(windows, { filter, at, weeks })) {
    const one = found[week];
    if (!one) continue;
    if (theme === '') one.comments = comments;
    else one.themes.set(theme, comments);
  }
  const [now, ...earlier] = found as [ThemeWindow, ...ThemeWindow[]];
  return { now, earlier };
}
