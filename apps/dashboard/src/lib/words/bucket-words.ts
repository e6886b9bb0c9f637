import type { Grain } from '#lib/api/documents.ts';
import type { Formats } from '#lib/i18n/format.ts';

/** One bucket of time in full: for tooltips and tables. */
export function bucketWords({ from, to }: { from: string; to: string }, { grain, format }: { grain: Grain; format: Formats }): string {
  if (grain === 'HOUR') return format.dateTime(from);
  if (grain === 'DAY') return format.day(from, { weekday: true });
  return format.days(from, Date.parse(to) - 1);
}

/** More hours than this are told by their day. */
const TWO_DAYS = 48;

/** One bucket under an axis of `count` of them, as short as it can be told. */
export function bucketLabel({ from }: { from: string }, { grain, count, format }: { grain: Grain; count: number; format: Formats }): string {
  if (grain === 'HOUR' && count <= TWO_DAYS) return format.time(from);
  return grain === 'MONTH' || grain === 'QUARTER' ? format.month(from) : format.day(from, { year: false });
}
