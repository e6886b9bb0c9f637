import { LOOP_BANDS, LOOP_CHOICES, LOOP_QUEUES, LOOP_STATES, PRIORITIES, type LoopChoice, type LoopFilter } from '@heed/loops';
import { readPeriod } from '../modules/filter/read-filter.ts';
import { flag, jsonFilter, one, period, PERIOD, wrong } from './search-parameters.ts';

/** What the address of an export of loops asks for. */
export interface LoopParameters {
  /** In the program's spelling, and not yet checked. */
  filter: LoopFilter;
  /** With a byte order mark at the start of a CSV file, for Excel. */
  bom: boolean;
}

const CHOICES = Object.keys(LOOP_CHOICES) as LoopChoice[];
const LISTS = { priority: PRIORITIES, state: LOOP_STATES, band: LOOP_BANDS } as const;
const NAMES: readonly string[] = [...PERIOD, 'queue', ...CHOICES, 'heldBy', ...Object.keys(LISTS), 'text', 'filter', 'bom', 'token'];

/** Values of a list of words, each of which must be known. */
function words<Word extends string>(search: URLSearchParams, name: string, known: readonly Word[]): Word[] {
  return search.getAll(name).map((value) => {
    const word = known.find((one) => one === value);
    if (!word) throw wrong(`${name} must be one of ${known.join(', ')}.`);
    return word;
  });
}

/** The conditions that are written as parameters of their own; the period is that of the opening. */
function conditions(search: URLSearchParams): LoopFilter {
  const found: LoopFilter = {};
  const opened = period(search);
  if (opened) found.opened = readPeriod(opened, 'filter.opened');
  const queue = one(search, 'queue');
  if (queue !== undefined) found.queue = words(search, 'queue', LOOP_QUEUES)[0];
  for (const name of CHOICES) if (search.has(name)) found[name] = { in: search.getAll(name) };
  if (search.has('heldBy')) found.heldBy = { in: search.getAll('heldBy') };
  if (search.has('priority')) found.priority = words(search, 'priority', LISTS.priority);
  if (search.has('state')) found.state = words(search, 'state', LISTS.state);
  if (search.has('band')) found.band = words(search, 'band', LISTS.band);
  const text = one(search, 'text');
  if (text !== undefined) found.text = text;
  return found;
}

/**
 * What the parameters of an address ask for: conditions that people can read (`last=28d&department=Support`, the period in which loops
 * opened), a filter of loops as JSON in the program's spelling, or both, where each names other conditions. Throws BAD_USER_INPUT that names
 * the parameter and what to change, and never a value.
 */
export function readLoopParameters(search: URLSearchParams): LoopParameters {
  for (const name of search.keys()) if (!NAMES.includes(name)) throw wrong(`An export of loops has no such parameter; it has ${NAMES.join(', ')}.`);
  const json = jsonFilter(search) as LoopFilter;
  // Whose loops a caller may see is not for the caller to say.
  if ('scope' in json) throw wrong('filter has no field scope; leave it out.');
  const readable = conditions(search);
  const twice = Object.keys(readable).find((name) => name in json);
  if (twice !== undefined) throw wrong(`${twice === 'opened' ? 'The period' : twice} stands twice; give it in filter or as a parameter.`);
  return { filter: { ...json, ...readable }, bom: flag(search, 'bom') ?? false };
}
