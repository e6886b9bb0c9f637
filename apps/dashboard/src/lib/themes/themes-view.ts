import type { Metric } from '#lib/api/documents.ts';
import { metricSpelling, readMetric } from '#lib/explore/metric-spelling.ts';
import { readFilter, writeFilter, type ViewFilter } from '#lib/filter/view-filter.ts';
import { lastDays } from '#lib/filter/view-period.ts';

export const ORDERS = ['impact', 'growth', 'volume'] as const;
/** By what themes are ranked. */
export type ThemeOrder = (typeof ORDERS)[number];
export const SHAPES = ['list', 'map'] as const;
export type ThemeShape = (typeof SHAPES)[number];

/** What the address of Themes says beside the filter. */
export interface ThemesView {
  /** Whose impact is shown; null is the first of NPS, CSAT and CES that has answers. */
  metric: Metric | null;
  order: ThemeOrder;
  shape: ThemeShape;
  /** Also those that people put away. */
  hidden: boolean;
  /** Groups with their themes below them, in place of a plain list. */
  grouped: boolean;
  /** As comments were first read, and not as they are known now. */
  then: boolean;
}

/** A month has too few answers for what is mentioned seldom. */
const USUAL_PERIOD = lastDays(90);

/** The filter that an address of these pages asks for. */
export function readThemesFilter(parameters: URLSearchParams): ViewFilter {
  const filter = readFilter(parameters);
  return parameters.has('period') || parameters.has('from') ? filter : { ...filter, period: USUAL_PERIOD };
}

/** Its parameters; `readThemesFilter` reads them back unchanged. */
function writeThemesFilter(filter: ViewFilter): URLSearchParams {
  const parameters = writeFilter(filter);
  // The usual period of other pages has no name of its own; here it needs one.
  if (JSON.stringify(filter.period) === JSON.stringify(USUAL_PERIOD)) parameters.delete('period');
  else if (!parameters.has('period') && !parameters.has('from')) parameters.set('period', '28d');
  return parameters;
}

const one = <Name extends string>(names: readonly Name[], value: string | null, usual: Name): Name => names.find((name) => name === value) ?? usual;

/** The view that an address asks for; whatever makes no sense is left out. */
export function readThemes(parameters: Pick<URLSearchParams, 'get'>): ThemesView {
  return {
    metric: readMetric(parameters.get('metric') ?? '') ?? null,
    order: one(ORDERS, parameters.get('rank'), 'impact'),
    shape: one(SHAPES, parameters.get('as'), 'list'),
    hidden: parameters.get('hidden') === 'shown',
    grouped: parameters.get('groups') === 'on',
    then: parameters.get('history') === 'then',
  };
}

/** The parameters of the page of themes; `readThemesFilter` and `readThemes` read them back unchanged. */
export function themesParameters(filter: ViewFilter, { metric, order, shape, hidden, grouped, then }: ThemesView): URLSearchParams {
  const parameters = writeThemesFilter(filter);
  if (metric !== null) parameters.set('metric', metricSpelling(metric));
  if (order !== 'impact') parameters.set('rank', order);
  if (shape !== 'list') parameters.set('as', shape);
  if (hidden) parameters.set('hidden', 'shown');
  if (grouped) parameters.set('groups', 'on');
  if (then) parameters.set('history', 'then');
  return parameters;
}

const href = (path: string, parameters: URLSearchParams): string => (parameters.size === 0 ? path : `${path}?${parameters}`);

/** The address of Themes; `readThemes` reads it back unchanged. */
export const themesHref = (filter: ViewFilter, view: ThemesView): string => href('/themes', themesParameters(filter, view));

export const COMMENT_ORDERS = ['TYPICAL', 'NEGATIVE', 'RECENT'] as const;
export const TREND_SUBJECTS = ['volume', 'score'] as const;

/** What the address of one theme says beside the filter. */
export interface ThemeView {
  metric: Metric | null;
  comments: (typeof COMMENT_ORDERS)[number];
  trend: (typeof TREND_SUBJECTS)[number];
  /** The trend as comments were first read, and not as they are known now. */
  then: boolean;
}

/** The view of one theme that an address asks for. */
export function readTheme(parameters: Pick<URLSearchParams, 'get'>): ThemeView {
  return {
    metric: readThemes(parameters).metric,
    comments: COMMENT_ORDERS.find((order) => order.toLowerCase() === parameters.get('comments')) ?? 'TYPICAL',
    trend: one(TREND_SUBJECTS, parameters.get('trend'), 'volume'),
    then: parameters.get('history') === 'then',
  };
}

/** The address of one theme; `readTheme` reads it back unchanged. */
export function themeHref(id: string, filter: ViewFilter, { metric, comments, trend, then }: Partial<ThemeView> = {}): string {
  const parameters = writeThemesFilter(filter);
  // The filter bar's own word for "only with a comment" says nothing here: themes are made of comments.
  parameters.delete('comments');
  if (metric) parameters.set('metric', metricSpelling(metric));
  if (comments && comments !== 'TYPICAL') parameters.set('comments', comments.toLowerCase());
  if (trend && trend !== 'volume') parameters.set('trend', trend);
  if (then) parameters.set('history', 'then');
  return href(`/themes/${encodeURIComponent(id)}`, parameters);
}
