import { DIMENSIONS, feedbackFilter, grouping, Z_95, type Calendar, type FeedbackFilter, type Grouping, type Period } from '@heed/domain';
import { compileFilter, exampleFilter, examplePeriod, groupValue, periodMoments, periodOf } from '@heed/filter';
import { bind, count, defineQuery, join, sql, type StoreReader } from '@heed/store';
import jstat from 'jstat';
import * as z from 'zod';
import { keysThatGroup } from '../insight/driver-keys.query.ts';
import { MINIMUM_SAMPLE, type MetricId } from '../metric/metric.ts';
import { besideReadings } from '../rows/kept-rows.ts';
import { benjaminiHochberg, FALSE_DISCOVERY_RATE } from '../statistics/benjamini-hochberg.ts';

/** A group whose comments speak of a theme clearly more often than those of all other groups. */
export interface Concentration {
  grouping: Grouping;
  key: string;
  /** Its comments that were read, and those of them that speak of the theme. */
  comments: number;
  mentions: number;
  /** As a share in percent, and the share among all other comments with a value of the grouping. */
  share: number;
  elsewhere: number;
  /** Two-sided, adjusted for the number of groups that were looked at. */
  adjustedP: number;
}

/** Fewer mentions than this are too few to speak of a concentration. */
const LEAST_MENTIONS = 5;
/** So many values of a grouping are looked at, those with the most comments. */
const MAX_VALUES = 100;

const groups = defineQuery<{ theme: string; groupings: Grouping[]; filter: FeedbackFilter; period: Period | null }, { place: number; key: string; comments: number; mentions: number }>({
  name: 'measure.themeGroups',
  params: z.strictObject({ theme: z.string(), groupings: z.array(grouping).min(1), filter: feedbackFilter, period: periodMoments.nullable() }),
  row: z.object({ place: count, key: z.string(), comments: count, mentions: count }),
  sql: ({ theme, groupings, filter, period }) => sql`
    SELECT place, key, count() AS comments, countIf(has(themes, ${bind('String', theme)})) AS mentions
    FROM
    (
        SELECT themes, arrayJoin(arrayEnumerate([${join(groupings.map((one) => sql`toString(${groupValue(one)})`), { by: sql`, ` })}] AS values)) AS place, values[place] AS key
        FROM ${besideReadings(compileFilter(filter, { period }), { period })}
        WHERE is_read = 1
    )
    WHERE key != ''
    GROUP BY place, key
    ORDER BY place, comments DESC, key
    LIMIT ${bind('UInt32', MAX_VALUES)} BY place`,
  examples: [
    { theme: 'a', groupings: [{ dimension: 'department' }], filter: {}, period: null },
    { theme: 'a', groupings: [{ dimension: 'region' }, { attribute: 'plan' }], filter: exampleFilter, period: examplePeriod },
  ],
});

/** Two-sided p-value of two shares being the same, by the pooled z test. */
function sameShare(one: { hits: number; n: number }, other: { hits: number; n: number }): number {
  const pooled = (one.hits + other.hits) / (one.n + other.n);
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / one.n + 1 / other.n));
  if (error === 0) return 1;
  return jstat.erfc(Math.abs(one.hits / one.n - other.hits / other.n) / (error * Math.SQRT2));
}

/**
 * The groups in which a theme is clearly more frequent than among all others of the same dimension or attribute, the strongest difference
 * first. A group is looked at when it and the others have the usual minimum sample and it mentions the theme at least five times; p-values are those
 * of the pooled z test of two shares, adjusted over all that were looked at (see `benjaminiHochberg`), at a false discovery rate of 5 %.
 * Throws BAD_USER_INPUT for a filter that is not valid.
 */
export async function measureConcentration(reader: StoreReader, { theme, metric, filter, calendar }: { theme: string; metric: MetricId; filter: FeedbackFilter; calendar: Calendar }): Promise<Concentration[]> {
  const period = periodOf(filter, calendar);
  const attributes = await keysThatGroup(reader, { metric, filter, period, timeZone: calendar.timeZone });
  const groupings: Grouping[] = [...DIMENSIONS.map((dimension) => ({ dimension })), ...attributes.map((attribute) => ({ attribute }))];
  const rows = await reader.read(groups, { theme, groupings, filter, period });
  const whole = new Map([...Map.groupBy(rows, ({ place }) => place)].map(([place, all]) => [place, { n: sum(all, 'comments'), hits: sum(all, 'mentions') }]));
  const tested = rows.flatMap(({ place, key, comments, mentions }) => {
    const [by, all] = [groupings[place - 1], whole.get(place)];
    if (!by || !all) return [];
    const [own, others] = [{ n: comments, hits: mentions }, { n: all.n - comments, hits: all.hits - mentions }];
    if (own.n < MINIMUM_SAMPLE || others.n < MINIMUM_SAMPLE || own.hits < LEAST_MENTIONS) return [];
    return [{ grouping: by, key, comments, mentions, share: (100 * own.hits) / own.n, elsewhere: (100 * others.hits) / others.n, p: sameShare(own, others) }];
  });
  const adjusted = benjaminiHochberg(tested.map(({ p }) => p));
  return tested
    .map(({ p: _, ...group }, index) => ({ ...group, adjustedP: adjusted[index] ?? 1 }))
    .filter(({ share, elsewhere, adjustedP }) => share > elsewhere && adjustedP <= FALSE_DISCOVERY_RATE)
    .sort((left, right) => surely(right) - surely(left));
}

const sum = (rows: readonly { comments: number; mentions: number }[], name: 'comments' | 'mentions'): number => rows.reduce((total, row) => total + row[name], 0);

/** By how much a share surely exceeds the others': the lower end of the interval of the difference, so that a few lucky comments never lead. */
function surely({ share, elsewhere, comments }: Concentration): number {
  const p = share / 100;
  return share - elsewhere - 100 * Z_95 * Math.sqrt((p * (1 - p)) / comments);
}
