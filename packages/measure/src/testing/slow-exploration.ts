import { previousPeriod, resolvePeriod, type Calendar, type Grouping, type Period } from '@heed/domain';
import { DateTime } from 'luxon';
import type { ExplorationQuestion } from '../explore/question.ts';
import { inPeriod, matches, slowScore, slowStart, type SlowFeedback } from './slow-measure.ts';

type Score = ReturnType<typeof slowScore>;

/** A row of an exploration as it should be, one entry a metric. */
export interface SlowRow {
  keys: string[];
  pooled: number[];
  now: Score[];
  before: Score[] | null;
  /** One entry a bucket. */
  points: Score[][];
}

const valueOf = (row: SlowFeedback, { dimension, attribute }: Grouping): string => (dimension ? row[dimension] : (row.attributes[attribute] ?? ''));
const distinct = (rows: readonly SlowFeedback[], grouping: Grouping | undefined): string[] => (grouping ? [...new Set(rows.map((row) => valueOf(row, grouping)))] : []);

/** The values of a grouping, most answers of the metric first, then most rows, then the value. */
function ranked(rows: readonly SlowFeedback[], { grouping, metric }: { grouping: Grouping; metric: ExplorationQuestion['metrics'][number] }): string[] {
  const weighed = distinct(rows, grouping).map((value) => {
    const own = rows.filter((row) => valueOf(row, grouping) === value);
    return { value, n: slowScore(own, metric).n, matched: own.length };
  });
  weighed.sort((left, right) => right.n - left.n || right.matched - left.matched || Buffer.compare(Buffer.from(left.value), Buffer.from(right.value)));
  return weighed.map(({ value }) => value);
}

/** Starts of all local buckets from `rolling` of them before a period to its end, found by looking at the clock often. */
function slowStarts(period: Period, { grain, rolling, timeZone }: { grain: NonNullable<ExplorationQuestion['grain']>; rolling: number; timeZone: string }): number[] {
  const first = DateTime.fromMillis(period.from, { zone: timeZone }).minus({ [grain]: rolling + 1 }).toMillis();
  const step = grain === 'hour' ? 900_000 : 6 * 3_600_000;
  const starts = new Set<number>();
  for (let moment = first; moment < period.to; moment += step) starts.add(slowStart(moment, { grain, timeZone }));
  starts.add(slowStart(period.to - 1, { grain, timeZone }));
  return [...starts].sort((left, right) => left - right);
}

/** What an exploration should say of all rows that are true, worked out row by row; `truth` is not filtered yet. */
export function slowExploration(truth: readonly SlowFeedback[], { question, calendar }: { question: ExplorationQuestion; calendar: Calendar }): { rows: SlowRow[]; total: SlowRow; buckets: number } {
  const { metrics, by = [], filter = {}, grain, rolling = 1, first = 12, firstWithin = 8, compareWith, compare = compareWith !== undefined } = question;
  const matched = truth.filter((row) => matches(row, filter));
  const period = filter.period ? resolvePeriod(filter.period, calendar) : null;
  const previous = !compare || !filter.period ? null : compareWith ? resolvePeriod(compareWith, calendar) : previousPeriod(filter.period, calendar);
  const rows = matched.filter((row) => inPeriod(row, period));
  const starts = grain && period ? slowStarts(period, { grain, rolling, timeZone: calendar.timeZone }) : [];
  const firstBucket = period && grain ? starts.indexOf(slowStart(period.from, { grain, timeZone: calendar.timeZone })) : 0;

  function slow(own: (row: SlowFeedback) => boolean, names: Pick<SlowRow, 'keys' | 'pooled'>): SlowRow {
    const scores = (some: readonly SlowFeedback[]): Score[] => metrics.map((metric) => slowScore(some.filter(own), metric));
    const points = starts.slice(firstBucket).map((_, index) => {
      const window = starts.slice(firstBucket + index - rolling + 1, firstBucket + index + 1);
      // Its own bucket is cut where the period begins, unless more than it is asked for.
      return scores(
        matched.filter(
          ({ occurredAt }) =>
            window.includes(slowStart(occurredAt, { grain: grain as NonNullable<typeof grain>, timeZone: calendar.timeZone })) && occurredAt < (period as Period).to && (rolling > 1 || occurredAt >= (period as Period).from),
        ),
      );
    });
    return { ...names, now: scores(rows), before: previous && scores(matched.filter((row) => inPeriod(row, previous))), points };
  }

  const [one, two] = by;
  const metric = metrics[0] as (typeof metrics)[number];
  const total = slow(() => true, { keys: by.map(() => ''), pooled: by.map((grouping) => distinct(rows, grouping).length) });
  const buckets = starts.length - firstBucket;
  if (!one) return { rows: [total], total, buckets };

  const answer: SlowRow[] = [];
  const values = ranked(rows, { grouping: one, metric });
  for (const value of values.slice(0, first)) {
    const isIt = (row: SlowFeedback): boolean => valueOf(row, one) === value;
    if (!two) {
      answer.push(slow(isIt, { keys: [value], pooled: [0] }));
      continue;
    }
    const within = ranked(rows.filter(isIt), { grouping: two, metric });
    for (const inner of within.slice(0, firstWithin)) answer.push(slow((row) => isIt(row) && valueOf(row, two) === inner, { keys: [value, inner], pooled: [0, 0] }));
    const rest = within.slice(firstWithin);
    if (rest.length > 0) answer.push(slow((row) => isIt(row) && rest.includes(valueOf(row, two)), { keys: [value, ''], pooled: [0, rest.length] }));
  }
  const others = values.slice(first);
  if (others.length > 0) {
    const isOther = (row: SlowFeedback): boolean => others.includes(valueOf(row, one));
    answer.push(slow(isOther, { keys: by.map(() => ''), pooled: two ? [others.length, distinct(rows.filter(isOther), two).length] : [others.length] }));
  }
  return { rows: answer, total, buckets };
}
