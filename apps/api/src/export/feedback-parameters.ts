import { DIMENSIONS, HeedError, PERIOD_UNITS, type PeriodUnit } from '@heed/domain';
import type { FeedbackFilterInput, PeriodInput } from '../modules/filter/filter.input.ts';

/** What the address of an export asks for. */
export interface FeedbackParameters {
  /** As an argument of the API has it, and like that not yet checked. */
  filter: FeedbackFilterInput;
  /** With names, e-mail addresses and telephone numbers. */
  customers: boolean;
  /** With a byte order mark at the start of a CSV file, for Excel. */
  bom: boolean;
}

const SCORES = ['nps', 'csat', 'ces'] as const;
const FLAGS = ['hasComment', 'anonymous', 'contactRequested'] as const;
const PERIOD = ['last', 'complete', 'toDate', 'from', 'to'] as const;
const NAMES: readonly string[] = [...PERIOD, ...DIMENSIONS, ...SCORES, 'csatScale', 'text', ...FLAGS, 'filter', 'customers', 'bom', 'token'];
const ATTRIBUTE = 'attribute:';
const UNITS: Readonly<Record<string, PeriodUnit>> = { h: 'hour', d: 'day', w: 'week', m: 'month', q: 'quarter', y: 'year' };

const wrong = (message: string): HeedError => new HeedError('BAD_USER_INPUT', message);

/** The value of a parameter that may stand once. */
function one(search: URLSearchParams, name: string): string | undefined {
  const values = search.getAll(name);
  if (values.length > 1) throw wrong(`${name} may stand once; only dimensions and attributes take several values.`);
  return values[0];
}

function flag(search: URLSearchParams, name: string): boolean | undefined {
  const value = one(search, name);
  if (value === undefined) return undefined;
  if (value !== 'true' && value !== 'false') throw wrong(`${name} must be true or false.`);
  return value === 'true';
}

function range(search: URLSearchParams, name: string): { min: number; max?: number } | undefined {
  const value = one(search, name);
  if (value === undefined) return undefined;
  const [, min, dash, max] = /^(\d{1,2})(-(\d{1,2})?)?$/.exec(value) ?? [];
  if (min === undefined) throw wrong(`${name} must be an answer such as 9, a range such as 0-6, or a least answer such as 9-.`);
  if (dash === undefined) return { min: Number(min), max: Number(min) };
  return { min: Number(min), ...(max === undefined ? {} : { max: Number(max) }) };
}

function period(search: URLSearchParams): PeriodInput | undefined {
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

/** The conditions that are written as parameters of their own. */
function conditions(search: URLSearchParams): FeedbackFilterInput {
  const found: FeedbackFilterInput = {};
  for (const name of DIMENSIONS) {
    if (search.has(name)) found[name] = { in: search.getAll(name) };
  }
  const keys = new Set([...search.keys()].filter((name) => name.startsWith(ATTRIBUTE)));
  if (keys.size > 0) found.attributes = [...keys].map((name) => ({ key: name.slice(ATTRIBUTE.length), in: search.getAll(name) }));
  for (const name of SCORES) {
    const wanted = range(search, name);
    if (wanted) found[name] = wanted;
  }
  const scale = range(search, 'csatScale');
  if (scale) {
    if (scale.min !== scale.max) throw wrong('csatScale must be one scale, such as 5.');
    found.csatScale = scale.min;
  }
  const text = one(search, 'text');
  if (text !== undefined) found.text = text;
  for (const name of FLAGS) {
    const wanted = flag(search, name);
    if (wanted !== undefined) found[name] = wanted;
  }
  return found;
}

function jsonFilter(search: URLSearchParams): FeedbackFilterInput {
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

/**
 * What the parameters of an address ask for: conditions that people can read (`last=28d&department=Support`), a filter as JSON
 * in the program's spelling, or both, and then both must hold. Throws BAD_USER_INPUT that names the parameter and what to
 * change, and never a value.
 */
export function readFeedbackParameters(search: URLSearchParams): FeedbackParameters {
  for (const name of search.keys()) {
    if (!NAMES.includes(name) && !name.startsWith(ATTRIBUTE)) throw wrong(`An export has no such parameter; it has ${NAMES.join(', ')} and ${ATTRIBUTE}KEY.`);
  }
  const { period: jsonPeriod, ...json } = jsonFilter(search);
  const readablePeriod = period(search);
  if (jsonPeriod !== undefined && readablePeriod !== undefined) throw wrong('The period stands twice; give it in filter or as a parameter.');
  const readable = conditions(search);
  const both = [json, readable].filter((condition) => Object.keys(condition).length > 0);
  const wanted = readablePeriod ?? jsonPeriod;
  return {
    filter: { ...(wanted === undefined ? {} : { period: wanted }), ...(both.length > 1 ? { and: both } : both[0]) },
    customers: flag(search, 'customers') ?? false,
    bom: flag(search, 'bom') ?? false,
  };
}
