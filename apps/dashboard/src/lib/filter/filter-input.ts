import type { FeedbackFilterInput, PeriodInput } from '#lib/api/documents.ts';
import type { ViewFilter, ViewPeriod } from './view-filter.ts';
import { moveDay } from './view-period.ts';

/** The API's period. People name the last day they mean; the API's periods end before `to`. */
export function periodInput(period: ViewPeriod): PeriodInput {
  if ('toDate' in period) return { toDate: period.toDate };
  if ('from' in period) return { from: period.from, to: period.to.includes('T') ? period.to : moveDay(period.to, { days: 1 }) };
  const { count, unit, complete } = period.last;
  return { last: { count, unit, ...(complete && { complete }) } };
}

/** The API's filter for what a page shows. */
export function filterInput({ period, choices, attributes, text, bands, commentedOnly, themes, saved, where }: ViewFilter): FeedbackFilterInput & { period: object } {
  const scale = bands.find((band) => band.scale !== undefined)?.scale;
  const own = {
    ...Object.fromEntries(Object.entries(choices).map(([dimension, values]) => [dimension, { in: values }])),
    ...(attributes.length > 0 && { attributes: attributes.map(({ key, values }) => ({ key, in: values })) }),
    ...(text !== '' && { text }),
    ...Object.fromEntries(bands.map(({ kind, min, max }) => [kind, { min, max }])),
    ...(commentedOnly && { hasComment: true }),
    ...(scale !== undefined && { csatScale: scale }),
    ...(themes.length > 0 && { theme: { in: themes } }),
    ...(saved.length > 0 && { saved }),
  };
  return { period: periodInput(period), ...own, ...(where !== null && { and: [where] }) };
}
