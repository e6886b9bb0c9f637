import { NO_THEME, type FeedbackFilter, type Period } from '@heed/domain';
import { compileFilter, inDays, type Population } from '@heed/filter';
import { bind, sql, type Sql } from '@heed/store';

interface Kept {
  filter: FeedbackFilter;
  /** As of `compileFilter`. */
  period: Period | readonly Period[] | null;
  population?: Population | undefined;
  /** Whether what was read out of the comments stands beside the rows. */
  readings: boolean;
}

/**
 * `FROM … WHERE …` of the rows of feedback that a filter keeps; further conditions may follow by AND. With `readings`, `sentiment` is the sender's or else the one that was
 * read, and beside the columns of feedback stand `has_comment`, `is_read`, `themes`, `themes_then`, `read_language`, `margin` and
 * `fold`; what was read of an earlier version is left out, as if it had not been read. Without, nothing is joined: whoever
 * does not ask for readings does not pay for them.
 *
 * The engine reads of both tables only the columns that are asked for. Readings stand on the side that the join holds: about 50
 * bytes each. At 2.8 million rows with a million readings net sentiment took four times the processor time of NPS (0.6 against
 * 0.15 s, two cores), and merging the two in the order of their common key (full_sorting_merge) ten times.
 */
export function keptRows({ filter, period, population = 'customers', readings }: Kept): Sql {
  const conditions = compileFilter(filter, { period, population });
  return readings ? sql`FROM ${besideReadings(conditions, { period })} WHERE true` : sql`FROM feedback FINAL WHERE ${conditions}`;
}

/** The rows for which the conditions (over columns of feedback) hold, as a table in brackets, with what was read beside them. */
export function besideReadings(conditions: Sql, { period }: { period: Period | readonly Period[] | null }): Sql {
  const days = period === null ? sql`` : sql`WHERE ${inDays('from' in period ? [period] : period)}`;
  return sql`(
      SELECT * REPLACE (ifNull(sentiment, read_sentiment) AS sentiment)
      FROM (SELECT *, day, comment.size > 0 AS has_comment FROM feedback FINAL WHERE ${conditions}) AS kept
      LEFT ANY JOIN (
        SELECT day, feedback_id, version, 1 AS is_read, themes, themes_then, language AS read_language, sentiment AS read_sentiment, margin, fold
        FROM comment_readings FINAL ${days}
      ) AS reading USING (day, feedback_id, version)
    )`;
}

/**
 * `FROM … WHERE …` as of `keptRows` with readings, in which a feedback stands once for each theme that it mentions, as `theme_key`, or once
 * for why it is in none (NO_THEME). `theme_place` is 1 in one row of each feedback, so that feedback can be told from mentions;
 * `theme_keys` are all of its themes.
 */
export function keptMentions({ filter, period, population = 'customers' }: Omit<Kept, 'readings'>): Sql {
  const { none, unread, silent } = NO_THEME;
  const keys = sql`multiIf(notEmpty(themes), arrayMap(id -> toString(id), themes), NOT has_comment, [${bind('String', silent)}], is_read = 0, [${bind('String', unread)}], [${bind('String', none)}])`;
  return sql`FROM (
      SELECT *, arrayJoin(arrayEnumerate(theme_keys)) AS theme_place, theme_keys[theme_place] AS theme_key
      FROM (SELECT *, ${keys} AS theme_keys FROM ${besideReadings(compileFilter(filter, { period, population }), { period })})
    ) WHERE true`;
}
