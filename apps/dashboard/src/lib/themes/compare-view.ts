import type { ThemeMeasure, ThemesComparedVariables } from '#lib/api/compare-documents.ts';
import type { Metric } from '#lib/api/documents.ts';
import { compareWithOf } from '#lib/explore/question.ts';
import { groupingText, readGrouping } from '#lib/explore/view-grouping.ts';
import { filterInput } from '#lib/filter/filter-input.ts';
import { withAttribute, withChoice, type FilterDimension, type ViewFilter } from '#lib/filter/view-filter.ts';
import { readDates } from '#lib/filter/view-period.ts';
import { themesParameters, type ThemesView } from './themes-view.ts';

/** A part of the customers: those with one of some values in a dimension or attribute. */
export interface Segment {
  by: { dimension: FilterDimension } | { attribute: string };
  values: string[];
}

/** What themes are compared with: the period before, the same days a year before, days of one's own, or a part of the customers. */
export type ComparedWith = 'before' | 'year' | { from: string; to: string } | Segment;

export const isSegment = (compared: ComparedWith): compared is Segment => typeof compared === 'object' && 'by' in compared;

export const MEASURES = ['SHARE', 'SCORE', 'IMPACT', 'SENTIMENT'] as const satisfies readonly ThemeMeasure[];

/** What the address of a comparison says beside the filter. */
export interface CompareView {
  /** Of the page of themes that it came from. */
  themes: ThemesView;
  compared: ComparedWith;
  measure: ThemeMeasure;
}

function readCompared(texts: readonly string[]): ComparedWith {
  const [first = ''] = texts;
  if (first === 'year') return first;
  const [from = '', to = ''] = first.split('..');
  const dates = readDates(from, to);
  if (dates) return dates;
  const parts = texts.map((text) => ({ by: readGrouping(text.slice(0, Math.max(0, text.indexOf(':')))), value: text.slice(text.indexOf(':') + 1) }));
  const by = parts[0]?.by ?? null;
  if (by === null || ('dimension' in by && by.dimension === 'theme')) return 'before';
  const values = parts.flatMap((part) => (part.by && groupingText(part.by) === groupingText(by) ? [part.value] : []));
  return { by: by as Segment['by'], values: [...new Set(values)] };
}

function writeCompared(compared: ComparedWith): string[] {
  if (typeof compared === 'string') return [compared];
  return isSegment(compared) ? compared.values.map((value) => `${groupingText(compared.by)}:${value}`) : [`${compared.from}..${compared.to}`];
}

/** What a comparison's address asks for beside the filter and the view of themes; whatever makes no sense is left out. */
export function readCompare(parameters: Pick<URLSearchParams, 'get' | 'getAll'>): Omit<CompareView, 'themes'> {
  return { compared: readCompared(parameters.getAll('with')), measure: MEASURES.find((measure) => measure.toLowerCase() === parameters.get('of')) ?? 'SHARE' };
}

/** The address of a comparison; `readCompare` reads it back unchanged. */
export function compareHref(filter: ViewFilter, { themes, compared, measure }: CompareView): string {
  const parameters = themesParameters(filter, themes);
  for (const text of writeCompared(compared)) parameters.append('with', text);
  if (measure !== 'SHARE') parameters.set('of', measure.toLowerCase());
  return `/themes/compare?${parameters}`;
}

/** The values of a segment's dimension or attribute that the filter asks for already; none when it asks for none. */
export function ownValues({ choices, attributes }: ViewFilter, by: Segment['by']): readonly string[] {
  return 'dimension' in by ? (choices[by.dimension] ?? []) : (attributes.find(({ key }) => key === by.attribute)?.values ?? []);
}

/** The filter with other values where a segment is taken from. */
const narrowed = (filter: ViewFilter, { by, values }: Segment): ViewFilter =>
  'dimension' in by ? withChoice(filter, { dimension: by.dimension, values }) : withAttribute(filter, { key: by.attribute, values });

/** Why a part is compared with what: with other parts where the filter names some, else with all others. */
export const besidesOthers = (filter: ViewFilter, segment: Segment): boolean => ownValues(filter, segment.by).length === 0;

/** The filter without a segment that is compared with everybody else, so that nobody counts on both sides. */
function withoutSegment(filter: ViewFilter, segment: Segment): ViewFilter {
  if (!besidesOthers(filter, segment)) return filter;
  const { by, values } = segment;
  const others = 'dimension' in by ? { [by.dimension]: { notIn: values } } : { attributes: [{ key: by.attribute, notIn: values }] };
  return { ...filter, where: filter.where === null ? others : { and: [filter.where, others] } };
}

/** What the API is asked. A part that is compared with everybody is taken out of them. */
export function comparedVariables(filter: ViewFilter, { compared, measure, metric, today, grouped }: { compared: ComparedWith; measure: ThemeMeasure; metric: Metric; today: string; grouped: boolean }): ThemesComparedVariables {
  const input = filterInput(filter);
  const asked = { metric, by: measure, grouped };
  if (!isSegment(compared)) return { ...asked, filter: input, compareWith: compareWithOf(compared, { period: filter.period, today }), with: null };
  return { ...asked, filter: filterInput(withoutSegment(filter, compared)), with: filterInput(narrowed(filter, compared)), compareWith: null };
}

/** Either side's own filter, for the pages behind its numbers; null for a side that the filter bar has no words for. */
export function sideFilters(filter: ViewFilter, compared: ComparedWith): { side: ViewFilter; with: ViewFilter | null } {
  if (!isSegment(compared)) return { side: filter, with: typeof compared === 'string' ? null : { ...filter, period: compared } };
  return { side: withoutSegment(filter, compared), with: narrowed(filter, compared) };
}

