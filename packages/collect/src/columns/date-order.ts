import { daysOf, EARLIEST } from '../normalise/moment-value.ts';

/** How the dates of a column are written: ISO 8601, epoch, or three numbers in some order. */
export type DateOrder = 'iso' | 'epoch-seconds' | 'epoch-milliseconds' | 'year-month-day' | 'day-month-year' | 'month-day-year';

/** In the order of preference where the values fit several: nearest to ISO first. */
const ORDERS: readonly DateOrder[] = ['iso', 'epoch-milliseconds', 'epoch-seconds', 'year-month-day', 'month-day-year', 'day-month-year'];

const ISO = /^\d{4}-\d{2}-\d{2}(?:[Tt ]\d{2}:\d{2}.*)?$/;
const MORNING = 'am|a\\.m\\.|오전|上午|sa|öö';
const EVENING = 'pm|p\\.m\\.|오후|下午|ch|ös';
const HALF = `(${MORNING}|${EVENING})`;
/** `14.09.10`, `3/1/2026 4:05 PM`, `2026. 3. 1. 오후 4:05:06`, `2026/3/1 下午 4:05`. */
const NUMBERS = new RegExp(`^(\\d{1,4})\\s*[./-]\\s*(\\d{1,2})\\s*[./-]\\s*(\\d{1,4})\\.?(?:[\\sT,]+(?:${HALF}\\s*)?(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:[.,]\\d+)?)?(?:\\s*${HALF})?)?$`, 'iu');
const IS_EVENING = new RegExp(`^(?:${EVENING})$`, 'iu');

const DAY = 86_400_000;

/** The order that fits most of `values`, and whether another fits as well; undefined when fewer than 9 in 10 are dates. */
export function dateOrderOf(values: readonly string[], now: number): { order: DateOrder; rivals: DateOrder[] } | undefined {
  if (values.length === 0) return undefined;
  // Turkey, Poland and others write the day first with dots; nobody writes the month first with them.
  const dotted = values.some((value) => /^\d{1,2}\.\d{1,2}\.\d{2,4}\b/.test(value));
  const fits = ORDERS.map((order) => ({ order, share: values.filter((value) => isPlausible(value, order, now)).length / values.length })).filter(
    ({ order }) => !(dotted && order === 'month-day-year'),
  );
  const best = fits.reduce((left, right) => (right.share > left.share ? right : left));
  if (best.share < 0.9) return undefined;
  // ISO 8601 is itself year, month, day: that it can be read so as well is no doubt.
  const isRival = (order: DateOrder): boolean => order !== best.order && !(best.order === 'iso' && order === 'year-month-day');
  return { order: best.order, rivals: fits.filter(({ order, share }) => share === best.share && isRival(order)).map(({ order }) => order) };
}

function isPlausible(value: string, order: DateOrder, now: number): boolean {
  const iso = isoOf(value, order, now);
  if (iso === undefined) return false;
  const moment = typeof iso === 'number' ? iso : Date.parse(iso.length === 10 || /[Zz]|[+-]\d{2}:?\d{2}$/.test(iso) ? iso : `${iso.replace(' ', 'T')}Z`);
  return moment >= EARLIEST && moment <= now + DAY;
}

/**
 * The text as ISO 8601 (without an offset where it has none) or as epoch milliseconds, read in `order`; undefined when it
 * is not written so. Two-digit years are the last hundred years up to the next.
 */
export function isoOf(value: string, order: DateOrder, now: number): string | number | undefined {
  const text = value.trim();
  if (order === 'iso') return ISO.test(text) ? text : undefined;
  if (order === 'epoch-seconds') return /^\d{9,10}(?:\.\d+)?$/.test(text) ? Math.floor(Number(text) * 1_000) : undefined;
  if (order === 'epoch-milliseconds') return /^\d{12,13}$/.test(text) ? Number(text) : undefined;
  const match = NUMBERS.exec(text);
  if (!match) return undefined;
  const first = match[1] as string;
  const second = Number(match[2]);
  const third = match[3] as string;
  const [yearText, month, day] = order === 'year-month-day' ? [first, second, Number(third)] : order === 'day-month-year' ? [third, second, Number(first)] : [third, Number(first), second];
  const year = yearOf(yearText, now);
  if (year === undefined || month < 1 || month > 12 || day < 1 || day > daysOf(year, month)) return undefined;
  const half = match[4] ?? match[8];
  let hour = Number(match[5] ?? 0);
  if (half !== undefined) hour = (hour % 12) + (IS_EVENING.test(half) ? 12 : 0);
  const time = match[5] === undefined ? '' : `T${two(hour)}:${match[6] as string}:${match[7] ?? '00'}`;
  return `${year}-${two(month)}-${two(day)}${time}`;
}

function yearOf(text: string, now: number): number | undefined {
  if (text.length === 4) return Number(text);
  if (text.length !== 2) return undefined;
  const next = new Date(now).getUTCFullYear() + 1;
  const year = next - (next % 100) + Number(text);
  return year > next ? year - 100 : year;
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}
