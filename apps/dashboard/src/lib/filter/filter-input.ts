import type { FeedbackFilterInput } from '#lib/api/documents.ts';
import type { ViewFilter, ViewPeriod } from './view-filter.ts';

/** The day after a `yyyy-MM-dd`, on the calendar and so free of any clock change. */
function nextDay(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + 1);
  return date.toISOString().slice(0, 10);
}

function periodInput(period: ViewPeriod): NonNullable<FeedbackFilterInput['period']> {
  if ('days' in period) return { last: { count: period.days, unit: 'DAY' } };
  // People name the last day they mean; the API's periods end before `to`.
  return { from: period.from, to: period.to.includes('T') ? period.to : nextDay(period.to) };
}

/** The API's filter for what a page shows. */
export function filterInput({ period, choices, text, band, commentedOnly }: ViewFilter): FeedbackFilterInput & { period: object } {
  return {
    period: periodInput(period),
    ...Object.fromEntries(Object.entries(choices).map(([dimension, values]) => [dimension, { in: values }])),
    ...(text !== '' && { text }),
    ...(band && { [band.kind]: { min: band.min, max: band.max } }),
    ...(commentedOnly && { hasComment: true }),
    ...(band?.scale !== undefined && { csatScale: band.scale }),
  };
}
