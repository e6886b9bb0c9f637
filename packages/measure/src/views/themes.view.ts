import { DIMENSIONS } from '@heed/domain';
import { identifier, join, sql, type View } from '@heed/store';
import { customerRows } from './customer-rows.ts';
import type { LocalDay } from './local-day.query.ts';

/**
 * What comments speak of, one row a comment and theme, with the scores and dimensions of the feedback: whatever an analyst asks of themes
 * is a GROUP BY theme, by any column and any span of days. Rows by day would have fixed the dimensions, and sums of them say
 * nothing of how many comments there are, because a comment on two themes stands in two rows; `weight` is for that.
 */
export function themesView(day: LocalDay): View {
  const dimensions = join(DIMENSIONS.map(identifier), { by: sql`, ` });
  return {
    name: 'heed_themes',
    comment: `What customers' comments speak of, one row a comment and theme; a comment that was read and speaks of none has one row with an empty theme. A comment on two themes counts in both, so themes add up to more than the comments: count comments with sum(weight). Conditions on day or utc_day make questions fast.
Example, the themes of a quarter and the NPS of those who mention them: SELECT theme_name, count() AS comments, 100 * (countIf(nps >= 9) - countIf(nps <= 6)) / countIf(nps IS NOT NULL) AS nps FROM heed_themes WHERE theme != '' AND day >= '2026-01-01' AND day < '2026-04-01' GROUP BY theme_name ORDER BY comments DESC`,
    columns: [
      { name: 'feedback_id', type: 'UUID', comment: 'Id of the feedback, as in heed_feedback' },
      { name: 'occurred_at', type: "DateTime64(3, 'UTC')", comment: 'When the customer answered, in UTC' },
      { name: 'day', type: 'Date', comment: `The day of occurred_at in the organisation's time zone, ${day.zone}` },
      { name: 'utc_day', type: 'Date', comment: 'The day of occurred_at in UTC, for tools whose time ranges are moments' },
      { name: 'theme', type: 'String', comment: 'Id of the theme, which never changes; empty for none' },
      { name: 'theme_name', type: 'String', comment: 'As people see it now; empty for none' },
      { name: 'parent', type: 'String', comment: 'Id of the theme that it is part of; empty for none' },
      { name: 'theme_then', type: 'String', comment: 'Id of the first theme that the comment was first read as; empty for none' },
      { name: 'weight', type: 'Float64', comment: '1 divided by the number of themes of the comment: sum(weight) is a number of comments' },
      ...DIMENSIONS.map((name) => ({ name, type: 'LowCardinality(String)', comment: `${name === 'language' ? 'BCP 47 tag of the comment' : `The ${name}`}; empty when not given` })),
      { name: 'nps', type: 'Nullable(UInt8)', comment: 'Likelihood to recommend, 0 to 10; null when not answered' },
      { name: 'csat', type: 'Nullable(UInt8)', comment: 'Satisfaction, 1 to csat_scale; answers on different scales must not be averaged together' },
      { name: 'csat_scale', type: 'Nullable(UInt8)', comment: '3, 4, 5, 6, 7 or 10' },
      { name: 'ces', type: 'Nullable(UInt8)', comment: 'Customer effort, 1 to ces_scale; see ces_direction in heed_feedback' },
      { name: 'ces_scale', type: 'Nullable(UInt8)', comment: '5 or 7' },
      { name: 'sentiment', type: 'Nullable(Float32)', comment: 'Sentiment of the comment, -1 to 1: as its sender judged it, else as it was read; null when it could not be judged' },
      { name: 'comment', type: 'String', comment: "The customer's words, unchanged" },
    ],
    select: sql`
      SELECT feedback_id, occurred_at, local_day AS day, utc_day, mention AS theme, names.name AS theme_name, names.parent AS parent, theme_then, weight, ${dimensions},
             nps, csat, nullIf(csat_scale, 0) AS csat_scale, ces, nullIf(ces_scale, 0) AS ces_scale, sentiment, comment
      FROM (${customerRows(day, {
        readings: true,
        where: sql`is_read = 1`,
        columns: sql`day AS utc_day, feedback_id, occurred_at, ${dimensions}, nps, csat, csat_scale, ces, ces_scale, sentiment, comment,
             toString(themes_then[1]) AS theme_then, 1 / greatest(1, length(themes)) AS weight, toString(arrayJoin(if(empty(themes), [''], themes))) AS mention`,
      })}) AS mentions
      LEFT ANY JOIN (SELECT theme, name, parent FROM theme_names FINAL) AS names ON mentions.mention = names.theme`,
  };
}
