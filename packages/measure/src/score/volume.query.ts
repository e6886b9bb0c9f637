import { feedbackFilter, type Calendar, type FeedbackFilter } from '@heed/domain';
import { exampleFilter, examplePeriod, HAS_COMMENT, periodMoments, periodOf } from '@heed/filter';
import { bind, count, defineQuery, join, sql, whole, type StoreReader } from '@heed/store';
import * as z from 'zod';
import { COMMENTS, MATCHED, positionsOf } from '../daily/daily-metrics.ts';
import { planRows } from '../daily/plan.ts';
import { exampleSource, fromRows, rowSource } from '../daily/row-source.ts';
import { needReadings, type MetricDefinition } from '../metric/metric.ts';
import { CUSTOMER_METRIC_IDS, METRICS } from '../metric/registry.ts';
import { keptRows } from '../rows/kept-rows.ts';

/** How much feedback there is, and which metrics it answers. */
export interface VolumeResult {
  matched: number;
  /** Rows with a comment. */
  comments: number;
  /** Every metric of customers, in the order of the registry. */
  metrics: { metric: MetricDefinition; n: number }[];
  /** When the earliest and the latest of them occurred, epoch milliseconds; null when there are none. */
  earliest: number | null;
  latest: number | null;
}

/** The answers of each of customers' metrics, after the rows and those with a comment; those that are read out of comments come apart. */
const CUSTOMER_METRICS = CUSTOMER_METRIC_IDS.map((id) => METRICS[id]);
const GIVEN = CUSTOMER_METRICS.filter((metric) => !needReadings([metric]));
const READ = CUSTOMER_METRICS.filter((metric) => needReadings([metric]));

const volume = defineQuery({
  name: 'measure.volume',
  params: z.strictObject({ filter: feedbackFilter, source: rowSource }),
  row: z.object({ numbers: z.array(count), earliest: whole, latest: whole }),
  sql: ({ filter, source }) => {
    const positions = [MATCHED, COMMENTS, ...GIVEN.map((metric) => positionsOf([metric])[1] as number)];
    const raw = [sql`count()`, sql`countIf(${HAS_COMMENT})`, ...GIVEN.map(({ answered }) => sql`countIf(${answered})`)];
    const daily = positions.map((position) => sql`sum(numbers[${bind('UInt16', position)}])`);
    // Of no rows, the smallest moment is the epoch: it must not win over that of the other part.
    const moments = { raw: sql`minOrNull(occurred_at)`, daily: sql`minOrNull(earliest)` };
    const columns = [
      { name: 'counts', raw: sql`[${join(raw, { by: sql`, ` })}]`, daily: sql`[${join(daily, { by: sql`, ` })}]` },
      { name: 'first', ...moments },
      { name: 'last', raw: sql`maxOrNull(occurred_at)`, daily: sql`maxOrNull(latest)` },
    ];
    return sql`
      SELECT sumForEach(counts) AS numbers, ifNull(toUnixTimestamp64Milli(min(first)), 0) AS earliest, ifNull(toUnixTimestamp64Milli(max(last)), 0) AS latest
      FROM (${fromRows({ filter, source, columns, population: 'customers' })})`;
  },
  examples: [
    { filter: {}, source: exampleSource },
    { filter: exampleFilter, source: { raw: [examplePeriod], daily: null } },
  ],
});

/** How many of the rows answer what is read out of comments. */
const judged = defineQuery({
  name: 'measure.judged',
  params: z.strictObject({ filter: feedbackFilter, period: periodMoments.nullable() }),
  row: z.object({ numbers: z.array(count) }),
  sql: ({ filter, period }) => sql`
    SELECT [${join(READ.map(({ answered }) => sql`countIf(${answered})`), { by: sql`, ` })}] AS numbers
    ${keptRows({ filter, period, readings: true })}`,
  examples: [
    { filter: {}, period: null },
    { filter: exampleFilter, period: examplePeriod },
  ],
});

/** How many rows match a filter, how many of them carry a comment, how many answer each metric, and when they occurred. */
export async function measureVolume(reader: StoreReader, { filter, calendar }: { filter: FeedbackFilter; calendar: Calendar }): Promise<VolumeResult> {
  const period = periodOf(filter, calendar);
  const source = await planRows(reader, { filter, by: null, periods: period && [period], calendar });
  const [[row], [read]] = await Promise.all([reader.read(volume, { filter, source }), reader.read(judged, { filter, period })]);
  const [matched = 0, comments = 0, ...answered] = row?.numbers ?? [];
  return {
    matched,
    comments,
    metrics: CUSTOMER_METRICS.map((metric) => ({ metric, n: (needReadings([metric]) ? read?.numbers[READ.indexOf(metric)] : answered[GIVEN.indexOf(metric)]) ?? 0 })),
    earliest: row && matched > 0 ? row.earliest : null,
    latest: row && matched > 0 ? row.latest : null,
  };
}
