import { DIMENSIONS } from '@heed/domain';
import type { FeedbackFilterInput } from '../modules/filter/filter.input.ts';
import { flag, jsonFilter, one, period, PERIOD, wrong } from './search-parameters.ts';

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
const NAMES: readonly string[] = [...PERIOD, ...DIMENSIONS, 'theme', ...SCORES, 'csatScale', 'text', ...FLAGS, 'filter', 'customers', 'bom', 'token'];
const ATTRIBUTE = 'attribute:';

function range(search: URLSearchParams, name: string): { min: number; max?: number } | undefined {
  const value = one(search, name);
  if (value === undefined) return undefined;
  const [, min, dash, max] = /^(\d{1,2})(-(\d{1,2})?)?$/.exec(value) ?? [];
  if (min === undefined) throw wrong(`${name} must be an answer such as 9, a range such as 0-6, or a least answer such as 9-.`);
  if (dash === undefined) return { min: Number(min), max: Number(min) };
  return { min: Number(min), ...(max === undefined ? {} : { max: Number(max) }) };
}

/** The conditions that are written as parameters of their own. */
function conditions(search: URLSearchParams): FeedbackFilterInput {
  const found: FeedbackFilterInput = {};
  for (const name of DIMENSIONS) {
    if (search.has(name)) found[name] = { in: search.getAll(name) };
  }
  if (search.has('theme')) found.theme = { in: search.getAll('theme') };
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

/**
 * What the parameters of an address ask for: conditions that people can read (`last=28d&department=Support`), a filter as JSON
 * in the program's spelling, or both, and then both must hold. Throws BAD_USER_INPUT that names the parameter and what to
 * change, and never a value.
 */
export function readFeedbackParameters(search: URLSearchParams): FeedbackParameters {
  for (const name of search.keys()) {
    if (!NAMES.includes(name) && !name.startsWith(ATTRIBUTE)) throw wrong(`An export has no such parameter; it has ${NAMES.join(', ')} and ${ATTRIBUTE}KEY.`);
  }
  const { period: jsonPeriod, ...json }: FeedbackFilterInput = jsonFilter(search);
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
