import { readSavedPeriod } from '#lib/filter/saved-period.ts';
import { BAND_ENDS, BAND_KINDS, type ScoreBand } from '#lib/filter/view-band.ts';
import { FILTER_DIMENSIONS, NO_FILTER, type ViewFilter } from '#lib/filter/view-filter.ts';
import type { ViewPeriod } from '#lib/filter/view-period.ts';
import { GRAINS, MOST_METRICS, USUAL, type ExploreView } from './explore-view.ts';
import { readMetric } from './metric-spelling.ts';
import { readGrouping, type ViewGrouping } from './view-grouping.ts';

type Json = Record<string, unknown>;

/** A question without a period is about everything; so is this, as long as Heed is younger. */
const EVERYTHING: ViewPeriod = { last: { count: 10, unit: 'YEAR', complete: false } };

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);
const isTextList = (value: unknown): value is string[] => Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'string');
/** The values of a choice that only lists what it keeps; null for any other. */
const keptBy = (value: unknown): string[] | null => (isObject(value) && isTextList(value['in']) && Object.keys(value).every((key) => key === 'in' || key === 'key') ? value['in'] : null);
const wholeNumber = (value: unknown): number | null => (typeof value === 'number' && Number.isInteger(value) ? value : null);

function readBand(kind: ScoreBand['kind'], { value, scale }: { value: unknown; scale: unknown }): ScoreBand | null {
  if (!isObject(value)) return null;
  const [lowest, highest] = BAND_ENDS[kind];
  const { min = lowest, max = highest } = value;
  if (typeof min !== 'number' || typeof max !== 'number' || min < lowest || max > highest || min > max) return null;
  return { kind, min, max, ...(kind === 'csat' && typeof scale === 'number' && { scale }) };
}

/** A saved filter as the filter bar shows it; what it has no words for stands in `where`. */
function readSavedFilter(value: unknown): ViewFilter {
  const { period, attributes, text, hasComment, saved, csatScale, ...rest } = isObject(value) ? value : {};
  const told = new Set<string>();
  const choices: ViewFilter['choices'] = {};
  for (const dimension of FILTER_DIMENSIONS) {
    const kept = keptBy(rest[dimension]);
    if (kept === null) continue;
    choices[dimension] = kept;
    told.add(dimension);
  }
  const bands: ScoreBand[] = [];
  for (const kind of BAND_KINDS) {
    const band = readBand(kind, { value: rest[kind], scale: csatScale });
    if (band === null) continue;
    bands.push(band);
    told.add(kind);
  }
  const left: Json = Object.fromEntries(Object.entries(rest).filter(([key]) => !told.has(key)));
  if (csatScale !== undefined && !bands.some(({ kind }) => kind === 'csat')) left['csatScale'] = csatScale;
  const all: Json[] = Array.isArray(attributes) ? attributes.filter(isObject) : [];
  const simple = all.flatMap((one) => (typeof one['key'] === 'string' && keptBy(one) !== null ? [{ key: one['key'], values: keptBy(one) ?? [] }] : []));
  const other = all.filter((one) => keptBy(one) === null);
  if (other.length > 0) left['attributes'] = other;
  if (hasComment === false) left['hasComment'] = false;
  // What this page once put aside comes back as it was.
  const { and, ...others } = left;
  const where = Array.isArray(and) && and.length === 1 && isObject(and[0]) && Object.keys(others).length === 0 ? and[0] : left;
  return {
    ...NO_FILTER,
    period: (period === undefined ? EVERYTHING : readSavedPeriod(period)) ?? NO_FILTER.period,
    choices,
    attributes: simple,
    text: typeof text === 'string' ? text : '',
    bands,
    commentedOnly: hasComment === true,
    saved: isTextList(saved) ? saved : [],
    where: Object.keys(where).length === 0 ? null : where,
  };
}

function readBy(value: unknown): ViewGrouping[] {
  if (!Array.isArray(value)) return [];
  const found = value.filter(isObject).map(({ dimension, attribute }) => (typeof attribute === 'string' ? { attribute } : readGrouping(String(dimension))));
  return found.filter((one) => one !== null).slice(0, 2);
}

/** What Explore shows for a question that was saved, by this page or by another program. */
export function readQuestion(question: unknown): { filter: ViewFilter; view: ExploreView } {
  const { metrics, by, grain, rolling, filter, compare, compareWith, first } = isObject(question) ? question : {};
  const width = GRAINS.find((one) => one.toLowerCase() === grain) ?? null;
  const against = readSavedPeriod(compareWith);
  const found = Array.isArray(metrics) ? metrics.map((one) => readMetric(String(one))).filter((one) => one !== undefined) : [];
  return {
    filter: readSavedFilter(filter),
    view: {
      ...USUAL,
      metrics: found.slice(0, MOST_METRICS),
      by: readBy(by),
      grain: width,
      rolling: width === null ? null : wholeNumber(rolling),
      // Over time nothing else is compared: there the usual comparison waits for when the time is taken away.
      against: against !== null && 'from' in against ? against : compare === true || width !== null ? 'before' : 'none',
      first: wholeNumber(first) ?? USUAL.first,
    },
  };
}
