import type { Grain, Metric } from '#lib/api/documents.ts';
import { readFilter, writeFilter, type ViewFilter } from '#lib/filter/view-filter.ts';
import { DEFAULT_PERIOD, lastDays, readDates, samePeriod, type ViewPeriod } from '#lib/filter/view-period.ts';
import { metricSpelling, readMetric } from './metric-spelling.ts';
import { groupingText, readGrouping, type ViewGrouping } from './view-grouping.ts';

export const TABS = ['compare', 'why', 'drivers', 'cohorts', 'distribution'] as const;
/** The five questions that Explore answers. */
export type Tab = (typeof TABS)[number];

export const GRAINS = ['HOUR', 'DAY', 'WEEK', 'MONTH', 'QUARTER'] as const satisfies readonly Grain[];
/** Widths of a cohort, and units of the time since its beginning. */
export const COHORT_GRAINS = ['WEEK', 'MONTH', 'QUARTER'] as const satisfies readonly Grain[];
/** How many groups are asked for; the rest is pooled. */
export const FIRSTS = [12, 25, 50, 200] as const;
/** At most so many metrics side by side, as the API takes them. */
export const MOST_METRICS = 6;

/** What the period is compared with: nothing, the period before, the same days a year before, or days of one's own. */
export type Against = 'none' | 'before' | 'year' | { from: string; to: string };

/** A column of the table, and whether its largest value stands first. */
export interface Sort {
  column: string;
  descending: boolean;
}

/** What the address of Explore says beside the filter. */
export interface ExploreView {
  tab: Tab;
  /** Empty for the first score that anybody answered. The insight tabs are about the first of them. */
  metrics: Metric[];
  /** At most two. */
  by: ViewGrouping[];
  /** null for one number over the whole period. */
  grain: Grain | null;
  /** Each point over this many buckets that end with its own. */
  rolling: number | null;
  against: Against;
  display: 'chart' | 'table';
  sort: Sort | null;
  first: number;
  /** Which of several metrics a chart of one metric draws; null for the first. */
  show: Metric | null;
  /** Of cohorts: the attribute that holds the date; null for the most frequent one. */
  date: string | null;
  cohort: Grain;
  since: Grain;
}

export const USUAL: ExploreView = {
  tab: 'compare',
  metrics: [],
  by: [{ dimension: 'department' }],
  grain: null,
  rolling: null,
  against: 'before',
  display: 'chart',
  sort: null,
  first: FIRSTS[0],
  show: null,
  date: null,
  cohort: 'QUARTER',
  since: 'QUARTER',
};

/** The period of a tab whose address names none: cohorts need time to grow. */
const usualPeriod = (tab: Tab): ViewPeriod => (tab === 'cohorts' ? lastDays(365) : DEFAULT_PERIOD);

type Parameters = Pick<URLSearchParams, 'get' | 'getAll' | 'has' | 'keys'>;

const found = <T>(value: T | null | undefined): value is T => value !== null && value !== undefined;
const unique = <T>(values: readonly T[], { most, text }: { most: number; text: (value: T) => string }): T[] =>
  [...new Map(values.map((value) => [text(value), value])).values()].slice(0, most);

function readAgainst(text: string | null): Against {
  if (text === 'none' || text === 'year') return text;
  const [from = '', to = ''] = (text ?? '').split('..');
  return readDates(from, to) ?? 'before';
}

function readSort(text: string | null): Sort | null {
  const match = /^(-?)([\w.]{1,40})$/.exec(text ?? '');
  return match?.[2] === undefined ? null : { column: match[2], descending: match[1] === '-' };
}

const grainOf = (text: string | null): Grain | null => GRAINS.find((grain) => grain.toLowerCase() === text) ?? null;

const cohortGrain = (text: string | null): Grain | null => COHORT_GRAINS.find((grain) => grain.toLowerCase() === text) ?? null;

/** Reads what an address asks for. Whatever makes no sense in it is left out, so that an old link never breaks. */
export function readExplore(parameters: Parameters): ExploreView {
  const metrics = parameters.getAll('metric').map(readMetric).filter(found);
  const by = parameters.getAll('by').map(readGrouping).filter(found);
  const rolling = Number(parameters.get('rolling'));
  const first = Number(parameters.get('top'));
  const grain = grainOf(parameters.get('over'));
  return {
    tab: TABS.find((tab) => tab === parameters.get('tab')) ?? USUAL.tab,
    metrics: unique(metrics, { most: MOST_METRICS, text: String }),
    by: parameters.get('by') === 'none' ? [] : by.length > 0 ? unique(by, { most: 2, text: groupingText }) : USUAL.by,
    grain,
    rolling: grain !== null && Number.isInteger(rolling) && rolling >= 2 && rolling <= 400 ? rolling : null,
    against: readAgainst(parameters.get('against')),
    display: parameters.get('as') === 'table' ? 'table' : 'chart',
    sort: readSort(parameters.get('sort')),
    first: Number.isInteger(first) && first >= 1 && first <= 200 ? first : USUAL.first,
    show: readMetric(parameters.get('show') ?? '') ?? null,
    date: parameters.get('date'),
    cohort: cohortGrain(parameters.get('cohort')) ?? USUAL.cohort,
    since: cohortGrain(parameters.get('since')) ?? USUAL.since,
  };
}

/** The filter of an address of Explore. */
export function readExploreFilter(parameters: Parameters): ViewFilter {
  const filter = readFilter(parameters);
  const named = parameters.has('period') || parameters.has('from');
  return named ? filter : { ...filter, period: usualPeriod(readExplore(parameters).tab) };
}

function writeView(view: ExploreView): [string, string][] {
  const { against } = view;
  const same = view.by.length === 1 && view.by[0] !== undefined && groupingText(view.by[0]) === 'department';
  const parts: [string, string | null][] = [
    ['tab', view.tab === USUAL.tab ? null : view.tab],
    ...view.metrics.map((metric): [string, string] => ['metric', metricSpelling(metric)]),
    ...(same ? [] : view.by.length === 0 ? [['by', 'none'] as [string, string]] : view.by.map((one): [string, string] => ['by', groupingText(one)])),
    ['over', view.grain?.toLowerCase() ?? null],
    ['rolling', view.rolling === null ? null : String(view.rolling)],
    ['against', against === 'before' ? null : typeof against === 'string' ? against : `${against.from}..${against.to}`],
    ['as', view.display === 'table' ? 'table' : null],
    ['sort', view.sort === null ? null : (view.sort.descending ? '-' : '') + view.sort.column],
    ['top', view.first === USUAL.first ? null : String(view.first)],
    ['show', view.show === null ? null : metricSpelling(view.show)],
    ['date', view.date],
    ['cohort', view.cohort === USUAL.cohort ? null : view.cohort.toLowerCase()],
    ['since', view.since === USUAL.since ? null : view.since.toLowerCase()],
  ];
  return parts.flatMap(([name, value]) => (value === null ? [] : [[name, value] as [string, string]]));
}

/** The address of Explore. `readExplore` and `readExploreFilter` read it back unchanged. */
export function exploreHref(filter: ViewFilter, view: ExploreView): string {
  const parameters = writeFilter(filter);
  const usual = usualPeriod(view.tab);
  if (samePeriod(filter.period, usual)) parameters.delete('period');
  else if (samePeriod(filter.period, DEFAULT_PERIOD)) parameters.set('period', '28d');
  for (const [name, value] of writeView(view)) parameters.append(name, value);
  const query = parameters.toString();
  return query === '' ? '/explore' : `/explore?${query}`;
}

/** The address of another tab with the same question; a period that nobody chose is the other tab's own. */
export function tabHref(filter: ViewFilter, { view, tab }: { view: ExploreView; tab: Tab }): string {
  const unchosen = samePeriod(filter.period, usualPeriod(view.tab));
  return exploreHref(unchosen ? { ...filter, period: usualPeriod(tab) } : filter, { ...view, tab });
}
