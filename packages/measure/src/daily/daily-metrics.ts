import { HAS_COMMENT } from '@heed/filter';
import { sql, type Sql } from '@heed/store';
import { needReadings, type MetricDefinition } from '../metric/metric.ts';
import { CUSTOMER_METRIC_IDS, METRICS } from '../metric/registry.ts';
import { tallied } from '../metric/tallied.ts';

/**
 * What is summed up for each day: every metric of customers but those that are made of readings. Comments are read when their
 * day may rest already, and again whenever people or a new model know better; such a number is always read from the rows.
 */
const DAILY_METRICS: readonly MetricDefinition[] = CUSTOMER_METRIC_IDS.map((id) => METRICS[id]).filter((metric) => !needReadings([metric]));

/** Names what `DAILY_NUMBERS` counts: sums under another name are not read, and made anew. */
export const DAILY_DEFINITION = DAILY_METRICS.map(({ version }) => version).join(' ');

/** Rows, rows with a comment, then `n` and the tallies of each metric. */
export const DAILY_NUMBERS: Sql = sql`arrayConcat([count(), countIf(${HAS_COMMENT})], arraySlice(${tallied(DAILY_METRICS, { within: null })}, 2))`;

/** Where in the numbers of a day (from 1, as the engine counts) the counts of each metric begin. */
const POSITIONS = new Map<string, number>();
let position = 3;
for (const { id, tallies } of DAILY_METRICS) {
  POSITIONS.set(id, position);
  position += 1 + Object.keys(tallies).length;
}

export const MATCHED = 1;
export const COMMENTS = 2;

/** Where the numbers that `tallied` would count for these metrics stand in the numbers of a day. */
export function positionsOf(metrics: readonly MetricDefinition[]): number[] {
  const positions = metrics.flatMap(({ id, tallies }) => {
    const start = POSITIONS.get(id);
    if (start === undefined) throw new Error(`no sums of days for ${id}`);
    return [start, ...Object.keys(tallies).map((_name, index) => start + 1 + index)];
  });
  return [MATCHED, ...positions];
}
