import type { Calendar, FeedbackFilter, Period, PeriodInput } from '@heed/domain';
import { checkFirst, periodsOf } from '@heed/filter';
import type { StoreReader } from '@heed/store';
import { customersAnswers } from '../insight/customers-answers.ts';
import { changeOf, estimateOf, type Change, type Estimate } from '../metric/estimate.ts';
import type { MetricDefinition, MetricId } from '../metric/metric.ts';
import { METRICS } from '../metric/registry.ts';
import type { Difference } from '../statistics/compare.ts';
import { ADDITIVE_FORMULA, additiveParts } from './additive.ts';
import { impactOf, IMPACT_FORMULA, type Impact } from './impact.ts';
import { compareShares, shareOf, type Share } from './share.ts';
import { readComments, tallyThemes, type ThemeTally } from './tally.ts';
import { themeCounts, type ThemeView } from './theme-counts.query.ts';

/** What themes are ranked by. */
export const THEME_ORDERS = ['impact', 'growth', 'volume'] as const;
export type ThemeOrder = (typeof THEME_ORDERS)[number];

/** One theme in numbers. A comment on two themes counts in both: the themes are no parts of the whole. */
export interface ThemeFigures {
  theme: string;
  /** Of the comments that were read. */
  share: Share;
  /** In percentage points, against the period before; null when nothing is compared. */
  shareChange: (Difference & { previous: Share }) | null;
  /** By how much the share grew, in percent of what it was; null when it was 0 or nothing is compared. */
  growth: number | null;
  /** Of those who mention it. */
  score: Estimate;
  scoreChange: Change | null;
  /** See `impactOf`; null when nobody who mentions it, or nobody else, answered. */
  impact: Impact | null;
  /** See `additiveParts`; null when everybody who answered mentions a theme. */
  additive: number | null;
  /** Net sentiment; `excluded` are those that could not be judged. */
  sentiment: Estimate;
}

/** Every theme of some feedback. */
export interface ThemesResult {
  metric: MetricDefinition;
  period: Period | null;
  /** What changes are against; null when nothing is compared. */
  previousPeriod: Period | null;
  /** How `impact` and `additive` are computed, in one line each. */
  formulas: { impact: string; additive: string };
  matched: number;
  /** With a comment, read or not. */
  comments: number;
  /** Of all that matched. */
  score: Estimate;
  scoreChange: Change | null;
  /** Of those in no theme: what the additive parts are measured from. */
  baseScore: Estimate;
  /** What all additive parts add up to: score − baseScore; null as they are. */
  additiveTotal: number | null;
  sentiment: Estimate;
  /** Of the comments that were read: those in no theme, and those in which there was nothing to read. */
  unassigned: Share;
  unreadable: Share;
  /** Of all comments: those that have not been read yet, and are in no other number here. */
  unread: Share;
  /** In the order asked for; those with too few answers to be ranked come last. */
  themes: ThemeFigures[];
  /** How many themes there are. */
  count: number;
}

/** At most so many themes in one answer. */
const MAX_THEMES = 1_000;

export interface ThemesQuestion {
  metric: MetricId;
  filter: FeedbackFilter;
  /** What the filter's period is compared with; the period before when missing. */
  compareWith?: PeriodInput | undefined;
  orderBy?: ThemeOrder | undefined;
  first: number;
  /** As the comments were first read, in place of as they are known now. */
  asThen?: boolean | undefined;
  /** Groups of themes: a theme's id to its group's, which is then measured in its place. */
  groups?: ReadonlyMap<string, string> | undefined;
  /** Fewer answers than this are too few to rank a theme by, in place of the metric's own minimum sample. */
  minimumSample?: number | undefined;
  calendar: Calendar;
}

/**
 * Every theme of the feedback that a filter keeps, from one scan: how many comments speak of it, the score of those who do, and what
 * it does to the score of everyone. Throws BAD_USER_INPUT for a metric without answers of customers, and for a filter, period or
 * `first` (1 to 1000) that is not valid.
 */
export async function measureThemes(reader: StoreReader, question: ThemesQuestion): Promise<ThemesResult> {
  return (await tallyAndMeasure(reader, question)).result;
}

/** The same, with the counts that it is made of; with `compared: false` nothing of the period before is read. */
export async function tallyAndMeasure(
  reader: StoreReader,
  { metric: id, filter, compareWith, orderBy = 'impact', first, asThen = false, groups, minimumSample, compared = true, calendar }: ThemesQuestion & { compared?: boolean },
): Promise<{ result: ThemesResult; now: ThemeTally }> {
  checkFirst(first, { most: MAX_THEMES });
  customersAnswers(METRICS[id]);
  const metric = minimumSample === undefined ? METRICS[id] : { ...METRICS[id], minimumSample };
  const { period, previous: past } = periodsOf(filter, calendar, compareWith);
  const previous = compared ? past : null;
  const rows = await reader.read(themeCounts, { metric: id, filter, period, previous, view: viewOf({ asThen, groups }) });
  const now = tallyThemes(rows, { metric: id, side: 'current' });
  const before = previous && tallyThemes(rows, { metric: id, side: 'previous' });
  const figures = figuresOf(metric, { now, before });
  const comments = now.whole.metric.matched - now.standing.silent;
  const read = readComments(now);
  const [score, base] = [estimateOf(metric, now.whole.metric), estimateOf(metric, now.base.metric)];
  const result: ThemesResult = {
    metric,
    period,
    previousPeriod: previous,
    formulas: { impact: IMPACT_FORMULA, additive: ADDITIVE_FORMULA },
    matched: now.whole.metric.matched,
    comments,
    score,
    scoreChange: before && changeOf(metric, { current: now.whole.metric, previous: before.whole.metric }),
    baseScore: base,
    additiveTotal: score.value === null || base.value === null ? null : score.value - base.value,
    sentiment: estimateOf(METRICS.sentiment, now.whole.sentiment),
    unassigned: shareOf(now.standing.none, read),
    unreadable: shareOf(now.standing.unreadable, read),
    unread: shareOf(now.standing.unread, comments),
    themes: figures.sort(inOrder(orderBy)).slice(0, first),
    count: figures.length,
  };
  return { result, now };
}

/** A view of themes in lists that can be bound. */
export function viewOf({ asThen, groups }: { asThen: boolean; groups?: ReadonlyMap<string, string> | undefined }): ThemeView {
  return { asThen, groups: groups && groups.size > 0 ? { from: [...groups.keys()], to: [...groups.values()] } : null };
}

/** Those with a comment in the period; what was there only before it is no theme of it. */
function figuresOf(metric: MetricDefinition, { now, before }: { now: ThemeTally; before: ThemeTally | null }): ThemeFigures[] {
  const mentions = now.mentions.map(({ theme, parts, group }) => ({ theme, parts, ...estimateOf(metric, group) }));
  const whole = estimateOf(metric, now.whole.metric);
  const parts = additiveParts(mentions, { n: whole.n, base: estimateOf(metric, now.base.metric).value });
  const empty = { matched: 0, counts: {} };
  return [...now.themes].flatMap(([theme, tallied]) => {
    if (tallied.metric.matched === 0) return [];
    const past = before && (before.themes.get(theme) ?? { metric: empty, sentiment: empty });
    const share = shareOf(tallied.metric.matched, readComments(now));
    const pastShare = before && past && shareOf(past.metric.matched, readComments(before));
    return [
      {
        theme,
        share,
        shareChange: pastShare && { ...compareShares({ current: share, previous: pastShare }), previous: pastShare },
        growth: share.value !== null && pastShare?.value ? 100 * (share.value / pastShare.value - 1) : null,
        score: estimateOf(metric, tallied.metric),
        scoreChange: past && changeOf(metric, { current: tallied.metric, previous: past.metric }),
        impact: impactOf(metric, { theme: tallied.metric, whole: now.whole.metric }),
        additive: parts?.get(theme) ?? null,
        sentiment: estimateOf(METRICS.sentiment, tallied.sentiment),
      },
    ];
  });
}

const nearerEnd = ({ low, high }: { low: number; high: number }): number => Math.max(0, low, -high);

/**
 * By impact: the surest first, by the end of the interval that is nearer to nothing, so that a few lucky answers never lead. By growth
 * of the share: by the lower end of its change, likewise. By volume: the most comments first. Ties are told apart by comments, then by id.
 */
function inOrder(order: ThemeOrder): (left: ThemeFigures, right: ThemeFigures) => number {
  const rank = ({ impact, shareChange, share }: ThemeFigures): [enough: number, size: number, more: number] => {
    if (order === 'impact') return [impact?.enough ? 1 : 0, impact ? nearerEnd(impact) : 0, Math.abs(impact?.value ?? 0)];
    if (order === 'growth') return [shareChange && shareChange.verdict !== 'too_few_answers' ? 1 : 0, shareChange?.low ?? -Infinity, shareChange?.value ?? 0];
    return [1, share.comments, 0];
  };
  return (left, right) => {
    const [a, b] = [rank(left), rank(right)];
    return b[0] - a[0] || difference(b[1], a[1]) || b[2] - a[2] || right.share.comments - left.share.comments || (left.theme < right.theme ? -1 : 1);
  };
}

/** Of two that are infinite alike there is none. */
const difference = (left: number, right: number): number => (left === right ? 0 : left - right);
