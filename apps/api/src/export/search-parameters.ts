import { HeedError, PERIOD_UNITS, type PeriodUnit } from '@heed/domain';
import type { PeriodInput } from '../modules/filter/filter.input.ts';

/** The parameters that name a period. */
export const PERIOD = ['last', 'complete', 'toDate', 'from', 'to'] as const;
const UNITS: Readonly<Record<string, PeriodUnit>> = { h: 'hour', d: 'day', w: 'week', m: 'month', q: 'quarter', y: 'year' };

/** What is wrong with an address. */
export const wrong = (message: string): HeedError => new HeedError('BAD_USER_INPUT', message);

/** The value of a parameter that may stand once. */
export function one(search: URLSearchParams, name: string): string | undefined {
  const values = search.getAll(name);
  if (values.length > 1) throw wrong(`${name} may stand once; only dimensions and attributes take several values.`);
  return values[0];
}

/** Whether a parameter says true or false; undefined without it. */
export function flag(search: URLSearchParams, name: string): boolean | undefined {
  const value = one(search, name);
  if (value === undefined) return undefined;
  if (value !== 'true' && value !== 'false') throw wrong(`${name} must be true or false.`);
  return value === 'true';
}

/** The period that the parameters name, or undefined. */
export function period(search: URLSearchParams): PeriodInput | undefined {
  const [last, toDate, from, to] = ['last', 'toDate', 'from', 'to'].map((name) => one(search, name));
  const complete = flag(search, 'complete');
  if ([last, toDate, from ?? to].filter((kind) => kind !== undefined).length > 1) throw wrong('A period is last, toDate, or from with to; give one of them.');
  if (complete !== undefined && last === undefined) throw wrong('complete belongs to last, as in last=4w&complete=true.');
  if (last !== undefined) {
    const [, count, unit = ''] = /^(\d{1,5})([hdwmqy])$/.exec(last) ?? [];
    if (count === undefined) throw wrong('last must be a number with h, d, w, m, q or y for hours, days, weeks, months, quarters or years, such as 28d.');
    return { last: { count: Number(count), unit: UNITS[unit] as PeriodUnit, ...(complete === undefined ? {} : { complete }) } };
  }
  if (toDate !== undefined) {
    const unit = PERIOD_UNITS.find((known) => known === toDate);
    if (!unit) throw wrong(`toDate must be one of ${PERIOD_UNITS.join(', ')}.`);
    return { toDate: unit };
  }
  if (from === undefined && to === undefined) return undefined;
  if (from === undefined || to === undefined) throw wrong('from and to stand together, each an ISO 8601 date or date and time.');
  return { from, to };
}

/** The parameter `filter`: an object in the program's spelling, not yet checked. */
export function jsonFilter(search: URLSearchParams): object {
  const text = one(search, 'filter');
  if (text === undefined) return {};
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // Told below, without the words of the parser, which repeat what was sent.
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrong('filter must be a JSON object, encoded for an address, such as {"department":{"in":["Support"]}}.');
  return value;
}
