import type { Grain, Metric } from '#lib/api/documents.ts';
import type { Formats } from '#lib/i18n/format.ts';
import { withAttribute, writeFilter, type AttributeChoice, type ScoreBand, type ViewFilter } from './view-filter.ts';
import { narrowBands } from './view-band.ts';
import { moveDay } from './view-period.ts';

/** What a number was about beyond its filter. */
export interface Narrower extends Partial<Pick<ViewFilter, 'period' | 'choices' | 'text' | 'commentedOnly'>> {
  attributes?: AttributeChoice[];
  band?: ScoreBand | null;
  /** A theme that the comment mentions, whatever other themes the filter asks for. */
  theme?: string;
}

/** The address of the feedback behind a number: the same filter, narrowed by whatever the number was about. */
export function feedbackHref(filter: ViewFilter, { attributes = [], band = null, choices, theme, ...rest }: Narrower = {}): string {
  const narrowed = { ...filter, ...rest, ...(theme !== undefined && withTheme(filter, theme)), choices: { ...filter.choices, ...choices }, bands: band === null ? filter.bands : narrowBands(filter.bands, band) };
  const query = writeFilter(attributes.reduce(withAttribute, narrowed)).toString();
  return query === '' ? '/feedback' : `/feedback?${query}`;
}

/** A filter by themes keeps what mentions any of them; what mentions one more stands beside it. */
function withTheme({ themes, where }: ViewFilter, theme: string): Pick<ViewFilter, 'themes' | 'where'> {
  if (themes.length === 0) return { themes: [theme], where };
  const also = { theme: { in: [theme] } };
  return { themes, where: where === null ? also : { and: [where, also] } };
}

/** The scale of a CSAT metric, or null for another metric. */
export function csatScale(metric: Metric): number | null {
  const match = /^CSAT_(\d+)$/.exec(metric);
  return match ? Number(match[1]) : null;
}

/** Every answer that a metric counts, as a band; null for what counts feedback without a score of its own. */
export function wholeBand(metric: Metric): ScoreBand | null {
  if (metric === 'NPS') return { kind: 'nps', min: 0, max: 10 };
  if (metric === 'SENTIMENT') return { kind: 'sentiment', min: -1, max: 1 };
  if (metric === 'VOLUME' || metric === 'ENPS') return null;
  const scale = csatScale(metric);
  return scale === null ? { kind: 'ces', min: 1, max: metric.startsWith('CES_5') || metric === 'CES_1' ? 5 : 7 } : { kind: 'csat', min: 1, max: scale, scale };
}

/** How many of the highest answers count as satisfied on each CSAT scale, as the metric defines it. */
const TOP_BOX: Record<number, number> = { 3: 1, 4: 2, 5: 2, 6: 2, 7: 2, 10: 3 };

export type BandName = 'promoters' | 'passives' | 'detractors' | 'satisfied' | 'unsatisfied' | 'easy' | 'hard';

/** The bands that people ask for by name, from good to bad. */
export function namedBands(metric: Metric): { name: BandName; tone: 'good' | 'middle' | 'bad'; band: ScoreBand }[] {
  if (metric === 'NPS') {
    return [
      { name: 'promoters', tone: 'good', band: { kind: 'nps', min: 9, max: 10 } },
      { name: 'passives', tone: 'middle', band: { kind: 'nps', min: 7, max: 8 } },
      { name: 'detractors', tone: 'bad', band: { kind: 'nps', min: 0, max: 6 } },
    ];
  }
  const scale = csatScale(metric);
  if (scale !== null) {
    const first = scale - (TOP_BOX[scale] ?? 1) + 1;
    return [
      { name: 'satisfied', tone: 'good', band: { kind: 'csat', min: first, max: scale, scale } },
      { name: 'unsatisfied', tone: 'bad', band: { kind: 'csat', min: 1, max: first - 1, scale } },
    ];
  }
  if (metric !== 'CES' && metric !== 'CES_EASY') return [];
  return [
    { name: 'easy', tone: 'good', band: { kind: 'ces', min: 5, max: 7 } },
    { name: 'hard', tone: 'bad', band: { kind: 'ces', min: 1, max: 4 } },
  ];
}

interface Bucketed {
  grain: Grain;
  /** Each point is over so many days that end with its own; null for the bucket alone. Other windows than of days have no address. */
  rolling?: number | null;
  format: Formats;
}

/** The period behind one point of a trend, as an address can hold it: days, or moments where a bucket is an hour. */
export function bucketPeriod(bucket: { from: string; to: string }, { grain, rolling = null, format }: Bucketed): { from: string; to: string } {
  if (grain === 'HOUR') return { from: bucket.from, to: bucket.to };
  if (rolling !== null) return { from: moveDay(format.isoDay(bucket.from), { days: 1 - rolling }), to: format.isoDay(Date.parse(bucket.to) - 1) };
  return { from: format.isoDay(bucket.from), to: format.isoDay(Date.parse(bucket.to) - 1) };
}
