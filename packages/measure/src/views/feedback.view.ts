import { sql, type View } from '@heed/store';
import { customerRows } from './customer-rows.ts';
import type { LocalDay } from './local-day.query.ts';

/**
 * What customers said, one row each: everything of the table but what could lead to a person or to an employee (the sender's
 * identifier, the customer's key, whole rows of employees), and what is of no use without knowing how versions work.
 */
export function feedbackView(day: LocalDay): View {
  return {
    name: 'heed_feedback',
    comment: `What customers said, one row each, as it is now: corrections and erasures are applied. No names, no addresses, nothing of employees. Conditions on day or utc_day make questions fast. For scores use heed_scores_daily.
Example, the latest words of detractors: SELECT occurred_at, department, nps, comment FROM heed_feedback WHERE day >= today() - 7 AND nps <= 6 AND comment != '' ORDER BY occurred_at DESC LIMIT 100`,
    columns: [
      { name: 'feedback_id', type: 'UUID', comment: 'Its id, the same as in the GraphQL API' },
      { name: 'occurred_at', type: "DateTime64(3, 'UTC')", comment: 'When the customer answered, in UTC' },
      { name: 'day', type: 'Date', comment: `The day of occurred_at in the organisation's time zone, ${day.zone}` },
      { name: 'utc_day', type: 'Date', comment: 'The day of occurred_at in UTC, for tools whose time ranges are moments: in Grafana $__dateTimeFilter(utc_day, occurred_at)' },
      { name: 'received_at', type: "DateTime64(3, 'UTC')", comment: 'When Heed accepted it, or its last correction, in UTC' },
      { name: 'source', type: 'LowCardinality(String)', comment: 'The stream that it came from, for example survey:post-purchase' },
      { name: 'department', type: 'LowCardinality(String)', comment: 'The department; empty when not given, as for all dimensions' },
      { name: 'channel', type: 'LowCardinality(String)', comment: 'How it reached the company' },
      { name: 'product', type: 'LowCardinality(String)', comment: 'What the customer uses' },
      { name: 'region', type: 'LowCardinality(String)', comment: 'Where the customer is' },
      { name: 'segment', type: 'LowCardinality(String)', comment: 'What kind of customer it is' },
      { name: 'language', type: 'LowCardinality(String)', comment: 'BCP 47 tag of the comment' },
      { name: 'nps', type: 'Nullable(UInt8)', comment: 'Likelihood to recommend, 0 to 10; null when not answered' },
      { name: 'csat', type: 'Nullable(UInt8)', comment: 'Satisfaction, 1 to csat_scale; answers on different scales must not be averaged together' },
      { name: 'csat_scale', type: 'Nullable(UInt8)', comment: '3, 4, 5, 6, 7 or 10' },
      { name: 'ces', type: 'Nullable(UInt8)', comment: 'Customer effort, 1 to ces_scale; see ces_direction' },
      { name: 'ces_scale', type: 'Nullable(UInt8)', comment: '5 or 7' },
      { name: 'ces_version', type: 'LowCardinality(String)', comment: '1.0 or 2.0; empty when there is no ces' },
      { name: 'ces_direction', type: 'LowCardinality(String)', comment: 'high_is_easy or high_is_hard; empty when there is no ces' },
      { name: 'sentiment', type: 'Nullable(Float32)', comment: 'Sentiment of the comment, -1 to 1: as its sender judged it, else as it was read; null when it could not be judged' },
      { name: 'themes', type: 'Array(LowCardinality(String))', comment: 'Ids of the themes that it speaks of, the clearer first, at most two; see heed_themes' },
      { name: 'comment', type: 'String', comment: "The customer's words, unchanged; empty when there are none" },
      { name: 'anonymous', type: 'Bool', comment: 'Nobody can join it to a person' },
      { name: 'contact_requested', type: 'Bool', comment: 'The customer asked to be contacted' },
      { name: 'attributes', type: 'Map(LowCardinality(String), String)', comment: "Everything else that came with it: attributes['plan']" },
      { name: 'flags', type: 'Array(LowCardinality(String))', comment: 'Oddities seen at the door, for example future' },
    ],
    select: sql`
      SELECT feedback_id, occurred_at, local_day AS day, utc_day, received_at, source, department, channel, product, region, segment, language,
             nps, csat, nullIf(csat_scale, 0) AS csat_scale, ces, nullIf(ces_scale, 0) AS ces_scale, ces_version, ces_direction, sentiment, themes,
             comment, anonymous, contact_requested, attributes, flags
      FROM (${customerRows(day, {
        columns: sql`day AS utc_day, feedback_id, occurred_at, received_at, source, department, channel, product, region, segment, language,
             nps, csat, csat_scale, ces, ces_scale, ces_version, ces_direction, sentiment, themes, comment, anonymous, contact_requested, attributes, flags`,
        readings: true,
      })})`,
  };
}
