import { DateTime } from 'luxon';
import type { Band } from '../metric/answers.ts';
import type { MetricId } from '../metric/metric.ts';
import { sentimentOf, type SlowFeedback } from './slow-measure.ts';

/** What insight should say, worked out row by row in the plainest way: the other side of its property tests. */

/** How a row answers a metric, or null when it does not. */
export function slowAnswer(row: SlowFeedback, metric: MetricId): number | null {
  if (metric === 'nps') return row.nps;
  if (metric === 'sentiment') return sentimentOf(row);
  if (metric === 'ces1') return row.cesVersion === '1.0' ? row.ces : null;
  if (metric.startsWith('ces')) return row.cesVersion === '2.0' && row.cesScale === (metric.startsWith('ces5') ? 5 : 7) ? row.ces : null;
  return row.csatScale === Number(metric.slice('csat'.length)) ? row.csat : null;
}

const BANDS: Partial<Record<MetricId, string>> = { nps: 'bbbbbbbnngg', csat3: 'bng', csat4: 'bbgg', csat5: 'bbngg', csat6: 'bbnngg', csat7: 'bbnnngg', csat10: 'bbbnnnnggg', ces: 'bbbnggg', cesEasy: 'bbbnggg', ces5: 'bbngg', ces5Easy: 'bbngg', ces1: 'ggnbb' };

/** The band of an answer, by a list of all answers. */
export function slowBand(answer: number, metric: MetricId): Band {
  if (metric === 'sentiment') return answer >= 0.25 ? 'good' : answer < -0.25 ? 'bad' : 'neutral';
  const letter = BANDS[metric]?.[metric === 'nps' ? answer : answer - 1];
  return letter === 'g' ? 'good' : letter === 'n' ? 'neutral' : 'bad';
}

/** The calendar day `yyyy-MM-dd` that an attribute's text says in a zone, or null. */
export function slowDay(text: string, timeZone: string): string | null {
  if (!/^\d{4}-\d\d(-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d(:?\d\d)?)?)?)?$/.test(text)) return null;
  const day = DateTime.fromISO(text.replace(' ', 'T'), { zone: timeZone });
  return day.isValid && day.year >= 1970 && day.year <= 2100 ? day.toISODate() : null;
}

/** Whole units from one calendar day to a later one: how often the day has come round again. */
export function slowAge(from: string, { to, unit }: { to: string; unit: 'week' | 'month' | 'quarter' }): number {
  const [start, end] = [DateTime.fromISO(from, { zone: 'utc' }), DateTime.fromISO(to, { zone: 'utc' })];
  const anniversary = (times: number): DateTime => {
    if (unit === 'week') return start.plus({ weeks: times });
    const month = start.startOf('month').plus({ months: unit === 'month' ? times : 3 * times });
    // The 31st of a month that has none is the first of the next.
    return month.plus({ days: Math.min(start.day - 1, month.daysInMonth ?? 0) });
  };
  let age = 0;
  while (anniversary(age + 1) <= end) age++;
  return age;
}
