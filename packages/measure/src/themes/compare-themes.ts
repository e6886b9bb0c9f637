import { HeedError, type FeedbackFilter, type Sampled } from '@heed/domain';
import { checkFirst } from '@heed/filter';
import type { StoreReader } from '@heed/store';
import { MINIMUM_SAMPLE, type MetricDefinition } from '../metric/metric.ts';
import { METRICS } from '../metric/registry.ts';
import type { Group } from '../metric/tallied.ts';
import { benjaminiHochberg, FALSE_DISCOVERY_RATE } from '../statistics/benjamini-hochberg.ts';
import type { Difference } from '../statistics/compare.ts';
import { contrast } from '../statistics/contrast.ts';
import { tallyAndMeasure, type ThemeFigures, type ThemesQuestion, type ThemesResult } from './measure-themes.ts';
import { sampledShare, shareOf } from './share.ts';

/** What of a theme is compared. */
export const COMPARED_MEASURES = ['share', 'score', 'impact', 'sentiment'] as const;
export type ComparedMeasure = (typeof COMPARED_MEASURES)[number];

/** The other side less the one. */
export interface ThemeDifference extends Difference {
  /** Two-sided, adjusted for how many themes were compared by this measure; null for what was not, because a side has too few answers. */
  adjustedP: number | null;
}

/** A theme on two sides. */
export interface ComparedTheme extends Record<ComparedMeasure, ThemeDifference> {
  theme: string;
  /** Null on a side where nobody speaks of it. */
  one: ThemeFigures | null;
  other: ThemeFigures | null;
}

/** Two segments, or two periods, side by side. */
export interface ComparedThemes {
  one: ThemesResult;
  other: ThemesResult;
  /** The surest differences of what was asked for first. */
  themes: ComparedTheme[];
  /** How many themes are on either side. */
  count: number;
}

/** As many as one answer has. */
const ALL = 1_000;

interface CompareQuestion extends Omit<ThemesQuestion, 'filter' | 'compareWith' | 'orderBy'> {
  one: FeedbackFilter;
  other: FeedbackFilter;
  /** By which difference themes are ranked; by that of the share when missing. */
  orderBy?: ComparedMeasure | undefined;
}

/**
 * The themes of two filters beside each other: of two segments, or of two periods. Both sides count as samples of their own, so the filters
 * should not keep the same feedback; where one side is part of the other, differences are called clear too seldom rather than too often.
 *
 * Many themes are compared, and some of them differ by chance: p-values are adjusted for how many were (`benjaminiHochberg`, each
 * measure by itself), and `up` and `down` are said at a false discovery rate of 5 % and where both sides have the minimum sample: of
 * comments that were read for the share, of answers for the others. Intervals are of each difference alone.
 *
 * Throws as `measureThemes`, and BAD_USER_INPUT for two filters that are the same.
 */
export async function compareThemes(reader: StoreReader, { one, other, first, orderBy = 'share', ...question }: CompareQuestion): Promise<ComparedThemes> {
  checkFirst(first, { most: ALL });
  if (JSON.stringify(one) === JSON.stringify(other)) throw new HeedError('BAD_USER_INPUT', 'Both sides are the same; choose another filter for one of them.');
  const sides = await Promise.all([one, other].map((filter) => tallyAndMeasure(reader, { ...question, filter, orderBy: 'volume', first: ALL, compared: false })));
  const [left, right] = sides as [(typeof sides)[number], (typeof sides)[number]];
  const figures = sides.map(({ result }) => new Map(result.themes.map((theme) => [theme.theme, theme])));
  const ids = [...new Set(figures.flatMap((some) => [...some.keys()]))].sort();

  const { metric } = left.result;
  const found = (side: number, id: string): ThemeFigures | null => figures[side]?.get(id) ?? null;
  const groupOf = (side: number, id: string) => sides[side]?.now.themes.get(id);
  const judge = (span: number, sampleOf: (side: number, id: string) => Sample | null): ThemeDifference[] => judged(ids.map((id) => [sampleOf(0, id), sampleOf(1, id)]), { span });
  const differences = {
    share: judge(100, (side, id) => {
      const of = sides[side]?.result.unassigned.of ?? 0;
      return sampleOf(sampledShare(found(side, id)?.share ?? shareOf(0, of)), of >= MINIMUM_SAMPLE);
    }),
    score: judge(metric.max - metric.min, (side, id) => estimated(metric, groupOf(side, id)?.metric)),
    impact: judge(2 * (metric.max - metric.min), (side, id) => {
      const impact = found(side, id)?.impact ?? null;
      return sampleOf(impact, impact?.enough ?? false);
    }),
    sentiment: judge(METRICS.sentiment.max - METRICS.sentiment.min, (side, id) => estimated(METRICS.sentiment, groupOf(side, id)?.sentiment)),
  };
  const themes = ids.map((theme, index): ComparedTheme => {
    const of = (measure: ComparedMeasure): ThemeDifference => differences[measure][index] ?? UNKNOWN;
    return { theme, one: found(0, theme), other: found(1, theme), share: of('share'), score: of('score'), impact: of('impact'), sentiment: of('sentiment') };
  });
  return { one: left.result, other: right.result, themes: themes.sort(bySurest(orderBy)).slice(0, first), count: ids.length };
}

/** A value that was measured, and whether enough answered for it to be compared. */
type Sample = Sampled & { enough: boolean };

const sampleOf = (sampled: Sampled | null, enough: boolean): Sample | null => sampled && { ...sampled, enough };

function estimated(metric: MetricDefinition, group: Group | undefined): Sample | null {
  return group ? sampleOf(metric.estimate(group.counts), (group.counts['n'] ?? 0) >= metric.minimumSample) : null;
}

const UNKNOWN: ThemeDifference = { value: null, low: null, high: null, verdict: 'too_few_answers', adjustedP: null };

/** Differences of one measure, judged together. */
function judged(pairs: readonly [one: Sample | null, other: Sample | null][], { span }: { span: number }): ThemeDifference[] {
  const contrasts = pairs.map(([one, other]) => one && other && { ...contrast({ one: other, other: one }, { span }), enough: one.enough && other.enough });
  const tested = contrasts.flatMap((found, index) => (found?.enough ? [{ index, p: found.p }] : []));
  const adjusted = new Map(benjaminiHochberg(tested.map(({ p }) => p)).map((p, place) => [tested[place]?.index, p]));
  return contrasts.map((found, index) => {
    if (!found) return UNKNOWN;
    const { value, low, high } = found;
    const adjustedP = adjusted.get(index) ?? null;
    if (adjustedP === null) return { value, low, high, verdict: 'too_few_answers', adjustedP };
    return { value, low, high, verdict: adjustedP > FALSE_DISCOVERY_RATE ? 'no_clear_change' : value > 0 ? 'up' : 'down', adjustedP };
  });
}

/** What is clear first, by the end of its interval that is nearer to nothing; what has too few answers last. */
function bySurest(measure: ComparedMeasure): (left: ComparedTheme, right: ComparedTheme) => number {
  const rank = ({ [measure]: { verdict, low, high, value } }: ComparedTheme): [kind: number, size: number, more: number] => [
    verdict === 'too_few_answers' ? 0 : verdict === 'no_clear_change' ? 1 : 2,
    Math.max(0, low ?? 0, -(high ?? 0)),
    Math.abs(value ?? 0),
  ];
  return (left, right) => {
    const [a, b] = [rank(left), rank(right)];
    return b[0] - a[0] || b[1] - a[1] || b[2] - a[2] || (left.theme < right.theme ? -1 : 1);
  };
}
