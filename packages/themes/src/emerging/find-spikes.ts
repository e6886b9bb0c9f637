import { upperTail } from './binomial.ts';

/** Feedback of one bucket (a day or an hour) of the organisation's time zone. */
export interface ThemeBucket {
  /** Of all comments. */
  comments: number;
  /** Of each theme; a theme that is missing has none. */
  themes: ReadonlyMap<string, number>;
}

export interface SpikeOptions {
  /**
   * What is asked about, and the same part of earlier weeks (the same weekday, or the same hour of the same weekday), the latest
   * first. A week without any comment is left out.
   */
  earlier: readonly ThemeBucket[];
  /** Fewest comments of a theme that are worth an alert. */
  fewest?: number;
  /** Share of the alerts that may be chance; see SPIKE_FALSE_DISCOVERY. */
  falseDiscovery?: number;
}

/** A theme of which there is more than there used to be. */
export interface Spike {
  theme: string;
  /** Comments of the theme now, and as many as there would be at the share of the earlier weeks. */
  count: number;
  expected: number;
  /** Shares of the theme, 0 to 1. */
  share: number;
  shareBefore: number;
  growth: number | null;
  /** One-sided, and adjusted for how many themes were looked at. */
  p: number;
  adjusted: number;
}

/** Of what is reported, at most so large a share is expected to be chance. */
export const SPIKE_FALSE_DISCOVERY = 0.05;
const FEWEST = 10;
/** Fewer earlier weeks do not tell what is usual. */
const FEWEST_WEEKS = 3;

/**
 * Themes whose share of the comments is higher than in the same part of earlier weeks. Two proportions are compared (pooled
 * z, one-sided), with the standard error widened by how much weeks vary beyond chance (of the theme itself or of all themes,
 * whichever is more: a few weeks of one theme alone cannot tell), and never more certain than the exact binomial test, which counts where numbers are small; then
 * Benjamini and Hochberg over all themes that were looked at. Themes that nobody mentioned in earlier weeks are bursts, or
 * new, and compared with half a comment. Empty with fewer than three earlier weeks.
 */
export function findSpikes(now: ThemeBucket, { earlier, fewest = FEWEST, falseDiscovery = SPIKE_FALSE_DISCOVERY }: SpikeOptions): Spike[] {
  const weeks = earlier.filter(({ comments }) => comments > 0);
  if (weeks.length < FEWEST_WEEKS || now.comments === 0) return [];
  const before = weeks.reduce((total, { comments }) => total + comments, 0);
  const variation = commonVariation({ weeks, before });
  const looked = [...now.themes].filter(([, count]) => count > 0).map(([theme, count]) => compare({ theme, count, comments: now.comments }, { weeks, before, variation }));
  const adjusted = adjust(looked.map(({ p }) => p));
  return looked
    .map((spike, index) => ({ ...spike, adjusted: adjusted[index] ?? 1 }))
    .filter(({ count, adjusted: q }) => count >= fewest && q <= falseDiscovery)
    .sort((a, b) => a.adjusted - b.adjusted || b.count - a.count);
}

interface History {
  weeks: readonly ThemeBucket[];
  /** Comments of all weeks. */
  before: number;
}

function compare({ theme, count, comments }: { theme: string; count: number; comments: number }, { weeks, before, variation }: History & { variation: number }): Omit<Spike, 'adjusted'> {
  const earlier = mentions(theme, weeks);
  const share = count / comments;
  const shareBefore = earlier / before;
  const pooled = (count + earlier) / (comments + before);
  const expected = shareBefore * comments;
  const dispersion = 1 + expected * Math.max(variation, ownVariation(theme, { weeks, before }));
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / comments + 1 / before) * dispersion);
  // With every comment of the theme, now and always, there is no error and no news.
  const byNormal = error === 0 ? 1 : upperNormal((share - shareBefore) / error);
  const exact = upperTail({ hits: count, n: comments, share: Math.min(1, Math.max(earlier, 0.5) / before) });
  return { theme, count, expected, share, shareBefore, growth: expected === 0 ? null : count / expected, p: Math.max(byNormal, exact) };
}

function mentions(theme: string, weeks: readonly ThemeBucket[]): number {
  return weeks.reduce((sum, { themes }) => sum + (themes.get(theme) ?? 0), 0);
}

/**
 * The squared coefficient of variation of a theme's share from week to week, beyond what chance makes of whole numbers: what is
 * left of Pearson's statistic, by the comments that are expected in a week. May be below 0.
 */
function ownVariation(theme: string, { weeks, before }: History): number {
  const { excess, expected } = excessOf(theme, { weeks, before });
  return expected === 0 ? 0 : excess / expected;
}

/** The same of all themes together. */
function commonVariation({ weeks, before }: History): number {
  const themes = new Set(weeks.flatMap((week) => [...week.themes.keys()]));
  const sums = { excess: 0, expected: 0 };
  for (const theme of themes) {
    const { excess, expected } = excessOf(theme, { weeks, before });
    sums.excess += excess;
    sums.expected += expected;
  }
  return sums.expected === 0 ? 0 : Math.max(0, sums.excess / sums.expected);
}

function excessOf(theme: string, { weeks, before }: History): { excess: number; expected: number } {
  const share = mentions(theme, weeks) / before;
  if (share === 0 || share === 1) return { excess: 0, expected: 0 };
  const squares = weeks.reduce((sum, { comments, themes }) => {
    const expected = share * comments;
    return sum + ((themes.get(theme) ?? 0) - expected) ** 2 / (expected * (1 - share));
  }, 0);
  return { excess: squares / (weeks.length - 1) - 1, expected: (share * before) / weeks.length };
}

/** Probability of at least `z` in the standard normal distribution: the series of the error function, and from 2 on the continued fraction of its tail. */
function upperNormal(z: number): number {
  if (z < 0) return 1 - upperNormal(-z);
  if (z < 2) {
    // The series of the error function converges fast here.
    let term = z;
    let sum = z;
    for (let k = 1; k < 60; k++) {
      term *= (-z * z) / (2 * k);
      sum += term / (2 * k + 1);
    }
    return 0.5 - sum / Math.sqrt(2 * Math.PI);
  }
  let fraction = 0;
  for (let k = 60; k > 0; k--) fraction = k / (z + fraction);
  return Math.exp((-z * z) / 2) / (Math.sqrt(2 * Math.PI) * (z + fraction));
}

/** p-values adjusted for how many there are (Benjamini and Hochberg 1995), in the same order. */
function adjust(pValues: readonly number[]): number[] {
  const adjusted = new Array<number>(pValues.length).fill(1);
  let smallest = 1;
  for (const [place, { p, index }] of pValues.map((value, at) => ({ p: value, index: at })).sort((a, b) => b.p - a.p).entries()) {
    smallest = Math.min(smallest, (p * pValues.length) / (pValues.length - place));
    adjusted[index] = smallest;
  }
  return adjusted;
}
