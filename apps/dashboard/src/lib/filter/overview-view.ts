import type { Grain, Metric } from '#lib/api/documents.ts';
import { writeFilter, type ViewFilter } from './view-filter.ts';

export const CARDS = ['nps', 'csat', 'ces'] as const;
/** The three cards of Overview; CSAT's scale is chosen by the data. */
export type Card = (typeof CARDS)[number];

export const GRAIN_CHOICES = ['DAY', 'WEEK', 'MONTH'] as const;

/** Widths of a rolling window, in days. */
export const ROLLS = [7, 28] as const;

/** What the address of Overview says beside the filter. */
export interface OverviewView {
  /** null is the first of the three that has answers. */
  card: Card | null;
  /** null lets the API choose by the period's length. */
  grain: Grain | null;
  /** Each day over so many days that end with it, in place of a grain. */
  rolling: (typeof ROLLS)[number] | null;
}

/** Reads which card's metric the charts show, and how wide their buckets or windows are. */
export function readOverview(parameters: Pick<URLSearchParams, 'get'>): OverviewView {
  const card = CARDS.find((one) => one === parameters.get('show')) ?? null;
  const grain = GRAIN_CHOICES.find((one) => one.toLowerCase() === parameters.get('by')) ?? null;
  const rolling = ROLLS.find((one) => String(one) === parameters.get('roll')) ?? null;
  return { card, grain: rolling === null ? grain : null, rolling };
}

/** What the trend is asked for: windows roll over days, buckets stand side by side. */
export const trendWidth = ({ grain, rolling }: Pick<OverviewView, 'grain' | 'rolling'>): { grain: Grain | null; rolling: number | null } =>
  rolling === null ? { grain, rolling } : { grain: 'DAY', rolling };

/** The address of Overview. */
export function overviewHref(filter: ViewFilter, view: OverviewView): string {
  const parameters = writeFilter(filter);
  if (view.card !== null) parameters.set('show', view.card);
  if (view.rolling !== null) parameters.set('roll', String(view.rolling));
  else if (view.grain !== null) parameters.set('by', view.grain.toLowerCase());
  const query = parameters.toString();
  return query === '' ? '/' : `/?${query}`;
}

type Counts = readonly { metric: { metric: Metric }; n: number }[];

/** The first card that anybody answered, or NPS. */
export function firstAnswered(metrics: Counts): Card {
  const answered = metrics.filter(({ n }) => n > 0).map(({ metric }) => metric.metric.toLowerCase());
  return CARDS.find((card) => answered.some((metric) => metric === card || (card === 'csat' && metric.startsWith('csat_')))) ?? 'nps';
}

/** The CSAT metric with the most answers; the 5-point scale when there are none. */
export function busiestCsat(metrics: Counts): Metric {
  const scales = metrics.filter(({ metric, n }) => metric.metric.startsWith('CSAT_') && n > 0);
  return scales.sort((a, b) => b.n - a.n)[0]?.metric.metric ?? 'CSAT_5';
}
