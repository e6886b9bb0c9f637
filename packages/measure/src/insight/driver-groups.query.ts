import { columnGrouping, feedbackFilter, type ColumnGrouping, type FeedbackFilter, type Period } from '@heed/domain';
import { exampleFilter, examplePeriod, groupValue, periodMoments } from '@heed/filter';
import { bind, count, defineQuery, identifier, join, sql, type StoreReader } from '@heed/store';
import * as z from 'zod';
import { BANDS, inBand } from '../metric/answers.ts';
import { metricId } from '../metric/metric-id.ts';
import { needReadings, type MetricId } from '../metric/metric.ts';
import { METRICS } from '../metric/registry.ts';
import { tallied } from '../metric/tallied.ts';
import { keptRows } from '../rows/kept-rows.ts';
import { customersAnswers } from './customers-answers.ts';
import { MAX_VALUES } from './driver-keys.query.ts';

/** What one value of a grouping counts, or all beyond the first MAX_VALUES together. */
export interface DriverRow {
  /** Which of the groupings asked for, from 1. */
  place: number;
  /** From 1, the value with the most answers first; MAX_VALUES + 1 for all further values. */
  rank: number;
  key: string;
  /** How many values of this grouping answered here: 1, or as many as are pooled. */
  groups: number;
  /** As of `tallied`. */
  numbers: number[];
  /** Answers in each of BANDS. */
  bands: number[];
}

/** At most so many groupings at once. */
export const MAX_GROUPINGS = 40;

/**
 * Every grouping from one scan. A row of a grouping set has a value in its own column and the empty text in all others, and
 * what carries no value is left out, so the column with a text in it says which grouping a row is of. Sets of a million rows
 * by 12 groupings took 0.11 s, an array of the values joined to the rows 0.19 s.
 */
const driverGroups = defineQuery<{ metric: MetricId; groupings: ColumnGrouping[]; filter: FeedbackFilter; period: Period | null }, DriverRow>({
  name: 'measure.drivers',
  params: z.strictObject({ metric: metricId, groupings: z.array(columnGrouping).min(1).max(MAX_GROUPINGS), filter: feedbackFilter, period: periodMoments.nullable() }),
  row: z.object({ place: count, rank: count, key: z.string(), groups: count, numbers: z.array(count), bands: z.array(count) }),
  sql: ({ metric: id, groupings, filter, period }) => {
    const metric = METRICS[id];
    const answers = customersAnswers(metric);
    const by = sql`, `;
    const names = groupings.map((_, index) => identifier(`grouping_${index}`));
    const values = groupings.map((one, index) => sql`${groupValue(one)} AS ${names[index] ?? sql``}`);
    const bands = BANDS.map((band) => sql`countIf((${metric.answered}) AND (${inBand(band, { ...metric, answers })}))`);
    const limit = bind('UInt32', MAX_VALUES + 1);
    return sql`
      SELECT place, least(position, ${limit}) AS rank, if(rank < ${limit}, any(value), '') AS key, countIf(counted[2] > 0) AS groups,
             sumForEach(counted) AS numbers, sumForEach(banded) AS bands
      FROM
      (
          SELECT arrayFirstIndex(name -> name != '', [${join(names, { by })}]) AS place, [${join(names, { by })}][place] AS value, counted, banded,
                 row_number() OVER (PARTITION BY place ORDER BY counted[2] DESC, value) AS position
          FROM
          (
              SELECT ${join(values, { by })},
                     ${tallied([metric], { within: null })} AS counted,
                     [${join(bands, { by })}] AS banded
              ${keptRows({ filter, period, population: metric.population, readings: needReadings([metric]) })}
              GROUP BY GROUPING SETS (${join(names.map((name) => sql`(${name})`), { by })})
          )
          WHERE place > 0
      )
      GROUP BY place, rank
      ORDER BY place, rank`;
  },
  examples: [
    { metric: 'nps', groupings: [{ dimension: 'department' }], filter: {}, period: null },
    { metric: 'cesEasy', groupings: [{ dimension: 'department' }, { attribute: 'plan' }, { attribute: "o'clock" }], filter: exampleFilter, period: examplePeriod },
  ],
});

/** What each value of each grouping counts, among the feedback that carries one. */
export async function driverRows(reader: StoreReader, question: { metric: MetricId; groupings: ColumnGrouping[]; filter: FeedbackFilter; period: Period | null }): Promise<DriverRow[]> {
  return reader.read(driverGroups, question);
}
