import { DEFAULT_PERIOD, readPeriod, writePeriod, type ViewPeriod } from './view-period.ts';
import { readBands, writeBands, type ScoreBand } from './view-band.ts';

export type { ScoreBand, ViewPeriod };

/** The dimensions that the filter bar offers, in the order of its sentence. */
export const FILTER_DIMENSIONS = ['department', 'channel', 'product', 'region', 'segment', 'language', 'source'] as const;
export type FilterDimension = (typeof FILTER_DIMENSIONS)[number];

/** Chosen values of an attribute; an empty text stands for "not given". */
export interface AttributeChoice {
  key: string;
  values: string[];
}

/** What a page shows, as people chose it. It is written in the page's address and nowhere else. */
export interface ViewFilter {
  period: ViewPeriod;
  /** Chosen values; an empty text stands for "not given". A dimension that is missing is not restricted. */
  choices: Partial<Record<FilterDimension, string[]>>;
  attributes: AttributeChoice[];
  /** Words that must occur in the comment. */
  text: string;
  /** At most one of a kind. */
  bands: ScoreBand[];
  /** Leaves out feedback that is a score alone. */
  commentedOnly: boolean;
  /** Ids of themes, of which the comment mentions one; an empty text stands for none of them. */
  themes: string[];
  /** Names of saved filters that must hold as well. */
  saved: string[];
  /** Conditions that the filter bar has no words for, as the API takes them: they come with a pinned view. */
  where: Record<string, unknown> | null;
}

export const NO_FILTER: ViewFilter = { period: DEFAULT_PERIOD, choices: {}, attributes: [], text: '', bands: [], commentedOnly: false, themes: [], saved: [], where: null };

const ATTRIBUTE = 'attribute.';
const MOST_VALUES = 200;

type Parameters = Pick<URLSearchParams, 'get' | 'getAll' | 'has' | 'keys'>;

const some = (values: readonly string[]): string[] => [...new Set(values)].slice(0, MOST_VALUES);

function readWhere(text: string | null): ViewFilter['where'] {
  if (text === null) return null;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

/** The filter that an address asks for. Whatever makes no sense in it is left out, so that an old link never breaks. */
export function readFilter(parameters: Parameters): ViewFilter {
  const choices: ViewFilter['choices'] = {};
  for (const dimension of FILTER_DIMENSIONS) {
    if (parameters.has(dimension)) choices[dimension] = some(parameters.getAll(dimension));
  }
  const keys = [...new Set(parameters.keys())].filter((name) => name.startsWith(ATTRIBUTE) && name.length > ATTRIBUTE.length);
  return {
    period: readPeriod(parameters),
    choices,
    attributes: keys.map((name) => ({ key: name.slice(ATTRIBUTE.length), values: some(parameters.getAll(name)) })),
    text: (parameters.get('q') ?? '').trim().slice(0, 500),
    bands: readBands(parameters),
    commentedOnly: parameters.get('comments') === 'only',
    themes: some(parameters.getAll('theme')),
    saved: some(parameters.getAll('saved')),
    where: readWhere(parameters.get('where')),
  };
}

/** The address's parameters for a filter; what is as usual is left out. `readFilter` reads them back unchanged. */
export function writeFilter({ period, choices, attributes, text, bands, commentedOnly, themes, saved, where }: ViewFilter): URLSearchParams {
  const parameters = new URLSearchParams(writePeriod(period));
  for (const dimension of FILTER_DIMENSIONS) {
    for (const value of choices[dimension] ?? []) parameters.append(dimension, value);
  }
  for (const { key, values } of attributes) for (const value of values) parameters.append(ATTRIBUTE + key, value);
  if (text !== '') parameters.set('q', text);
  for (const [name, value] of writeBands(bands)) parameters.set(name, value);
  if (commentedOnly) parameters.set('comments', 'only');
  for (const theme of themes) parameters.append('theme', theme);
  for (const name of saved) parameters.append('saved', name);
  if (where !== null) parameters.set('where', JSON.stringify(where));
  return parameters;
}

/** Whether anything but the period restricts what is shown. */
export function isRestricted({ choices, attributes, text, bands, commentedOnly, themes, saved, where }: ViewFilter): boolean {
  return commentedOnly || text !== '' || where !== null || bands.length + attributes.length + themes.length + saved.length + Object.keys(choices).length > 0;
}

/** The filter with other values of one attribute; none lifts the restriction. */
export function withAttribute(filter: ViewFilter, { key, values }: AttributeChoice): ViewFilter {
  const known = filter.attributes.some((one) => one.key === key);
  const attributes = known ? filter.attributes.map((one) => (one.key === key ? { key, values } : one)) : [...filter.attributes, { key, values }];
  return { ...filter, attributes: attributes.filter((one) => one.values.length > 0) };
}

/** The filter with other values of one dimension; none lifts the restriction. */
export function withChoice(filter: ViewFilter, { dimension, values }: { dimension: FilterDimension; values: string[] }): ViewFilter {
  const { [dimension]: _, ...rest } = filter.choices;
  return { ...filter, choices: values.length === 0 ? rest : { ...filter.choices, [dimension]: values } };
}
