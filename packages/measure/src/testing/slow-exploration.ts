import { isByTheme, NO_THEME, NO_THEMES, previousPeriod, resolvePeriod, type Calendar, type Grouping, type Period } from '@heed/domain';
import { DateTime } from 'luxon';
import type { ExplorationQuestion } from '../explore/question.ts';
import { inPeriod, matches, slowScore, slowStart, themesOf, type SlowFeedback } from './slow-measure.ts';

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

/** The groups that a row is in: one, but of themes as many as it mentions. */
function valuesOf(row: SlowFeedback, { dimension, attribute }: Grouping): readonly string[] {
  if (dimension === undefined) return [row.attributes[attribute] ?? ''];
  if (dimension !== 'theme') return [row[dimension]];
  const themes = themesOf(row);
  return themes.length > 0 ? themes : [row.comment === '' ? NO_THEME.silent : row.read ? NO_THEME.none : NO_THEME.unread];
}
const distinct = (rows: readonly SlowFeedback[], grouping: Grouping | undefined): string[] => (grouping ? [...new Set(rows.flatMap((row) => valuesOf(row, grouping)))] : []);
/** Why feedback is in no theme is a group, and no value that anything has. */
const isNone = (value: string, grouping: Grouping): boolean => isByTheme(grouping) && NO_THEMES.includes(value);
const countable = (values: readonly string[], grouping: Grouping): number => values.filter((value) => !isNone(value, grouping)).length;
const isIn = (row: SlowFeedback, { grouping, values }: { grouping: Grouping; values: readonly string[] }): boolean => valuesOf(row, grouping).some((value) => values.includes(value));

/** The values of a grouping, most answers of the metric first, then most rows, then the value. */
function ranked(rows: readonly SlowFeedback[], { grouping, metric }: { grouping: Grouping; metric: ExplorationQuestion['metrics'][number] }): string[] {
  const weighed = distinct(rows, grouping).map((value) => {
    const own = rows.filter((row) => isIn(row, { grouping, values: [value] }));
    return { value, n: slowScore(own, metric).n, matched: own.length };
  });
  const last = ({ value }: { value: string }): number => (isByTheme(grouping) ? NO_THEMES.indexOf(value) : -1);
  weighed.sort((left, right) => last(left) - last(right) || right.n - left.n || right.matched - left.matched || Buffer.compare(Buffer.from(left.value), Buffer.from(right.value)));
  return weighed.map(({ value }) => value);
}

/** The first values are told apart, and those of feedback in no theme; the rest is pooled. */
function told(values: readonly string[], { grouping, first }: { grouping: Grouping; first: number }): { shown: string[]; rest: string[] } {
  const named = values.filter((value) => !isNone(value, grouping));
  return { shown: [...named.slice(0, first), ...values.filter((value) => isNone(value, grouping))], rest: named.slice(first) };
}

/** Of themes all that mention any which is not shown, also one that is mentioned before the period alone. */
const isPooled = (row: SlowFeedback, { grouping, shown, rest }: { grouping: Grouping; shown: string[]; rest: string[] }): boolean =>
  isByTheme(grouping) ? themesOf(row).some((theme) => !shown.includes(theme)) : isIn(row, { grouping, values: rest });

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
  const total = slow(() => true, { keys: by.map(() => ''), pooled: by.map((grouping) => countable(distinct(rows, grouping), grouping)) });
  const buckets = starts.length - firstBucket;
  if (!one) return { rows: [total], total, buckets };

  const answer: SlowRow[] = [];
  const values = told(ranked(rows, { grouping: one, metric }), { grouping: one, first });
  for (const value of values.shown) {
    const isIt = (row: SlowFeedback): boolean => isIn(row, { grouping: one, values: [value] });
    if (!two) {
      answer.push(slow(isIt, { keys: [value], pooled: [0] }));
      continue;
    }
    const within = told(ranked(rows.filter(isIt), { grouping: two, metric }), { grouping: two, first: firstWithin });
    for (const inner of within.shown) answer.push(slow((row) => isIt(row) && isIn(row, { grouping: two, values: [inner] }), { keys: [value, inner], pooled: [0, 0] }));
    if (within.rest.length > 0) answer.push(slow((row) => isIt(row) && isPooled(row, { grouping: two, ...within }), { keys: [value, ''], pooled: [0, within.rest.length] }));
  }
  if (values.rest.length > 0) {
    const isOther = (row: SlowFeedback): boolean => isPooled(row, { grouping: one, ...values });
    const pooled = [values.rest.length, ...(two ? [countable(distinct(rows.filter(isOther), two), two)] : [])];
    answer.push(slow(isOther, { keys: by.map(() => ''), pooled }));
  }
  return { rows: answer, total, buckets };
}
