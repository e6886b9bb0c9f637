import { GROUPING_NAMES, groupingName, HeedError, isByColumn, isByTheme, type Calendar, type FeedbackFilter, type Grouping, type Period } from '@heed/domain';
import { checkFirst, periodOf } from '@heed/filter';
import type { StoreReader } from '@heed/store';
import { estimateOf, type Estimate } from '../metric/estimate.ts';
import type { MetricDefinition, MetricId } from '../metric/metric.ts';
import { METRICS } from '../metric/registry.ts';
import { addTallied, readGroup } from '../metric/tallied.ts';
import { benjaminiHochberg, FALSE_DISCOVERY_RATE } from '../statistics/benjamini-hochberg.ts';
import { contrast } from '../statistics/contrast.ts';
import { cramersV } from '../statistics/cramers-v.ts';
import { customersAnswers } from './customers-answers.ts';
import { driverRows, MAX_GROUPINGS, type DriverRow } from './driver-groups.query.ts';
import { keysThatGroup, MAX_VALUES } from './driver-keys.query.ts';
import { driverThemes, type DriverThemes } from './driver-themes.query.ts';

/** How strongly a grouping separates good answers from bad ones. */
export interface DriverGrouping {
  grouping: Grouping;
  /** Bias-corrected Cramér's V between the groups and the bands of the answers, 0 to 1, with its 95 % interval. */
  effect: number;
  low: number;
  high: number;
  /** Of the chi-square test, adjusted for the number of groupings. */
  adjustedP: number;
  clear: boolean;
  /** Values with enough answers to be compared, and the answers that were. */
  groups: number;
  n: number;
}

/** A group beside all others of its grouping. */
export interface DriverGroup {
  grouping: Grouping;
  key: string;
  estimate: Estimate;
  rest: Estimate;
  /** The group's value minus that of the rest, with its 95 % interval. */
  difference: number;
  low: number;
  high: number;
  /** Two-sided, adjusted for the number of groups tested. */
  adjustedP: number;
  clear: boolean;
}

/** What separates good answers from bad ones. */
export interface DriversResult {
  metric: MetricDefinition;
  period: Period | null;
  /** Groups that were compared with the rest. */
  tested: number;
  /** Groups that answered and were not: they or the rest have too few answers, or they are beyond the 200 largest of their grouping. */
  tooSmall: number;
  /** Every grouping with two groups or more to compare, the surest effect first; not themes, which overlap. */
  groupings: DriverGrouping[];
  /** The surest differences first. */
  groups: DriverGroup[];
}

/** At most so many groups in one answer. */
const MAX_GROUPS = 1_000;

/**
 * Which dimensions, attributes and themes separate good answers from bad ones. Without `groupings` all dimensions, themes and the
 * attributes that sort answers into groups (see `keysThatGroup`) are looked at, everything from three scans.
 *
 * Each grouping is looked at among the feedback that carries a value of it, and each group is compared with the rest of that:
 * a shop is compared with the other shops, not with those who were never in one. A group is tested when it and the rest have
 * the metric's minimum sample. Differences are judged with both standard errors, as a change between periods is; p-values are
 * adjusted over all tested groups (`benjaminiHochberg`), and a difference is `clear` at a false discovery rate of 5 %.
 *
 * A grouping's effect is the bias-corrected Cramér's V between its groups and the good, neutral and bad answers: one measure
 * for all metrics, comparable between groupings of few and of many groups. Groups below the minimum sample count in it as one,
 * and not at all while they are too few together.
 *
 * Themes overlap. Each is compared with all comments that were read and do not mention it, and has no effect as a grouping: a table of
 * groups that share answers is none that a chi-square test may be made of.
 *
 * Groups and groupings are ordered by the end of the interval that is nearer to nothing, so that a few lucky answers never
 * lead. What goes together need not be a cause: the groupings overlap, and none is held fixed while another is looked at.
 *
 * Throws BAD_USER_INPUT for a metric without answers of customers, for no or more than 40 groupings, and for a filter or
 * `first` (1 to 1000) that is not valid.
 */
export async function measureDrivers(
  reader: StoreReader,
  { metric: id, groupings: asked, filter, first, calendar }: { metric: MetricId; groupings?: readonly Grouping[] | undefined; filter: FeedbackFilter; first: number; calendar: Calendar },
): Promise<DriversResult> {
  checkFirst(first, { most: MAX_GROUPS });
  const metric = METRICS[id];
  customersAnswers(metric);
  const period = periodOf(filter, calendar);
  const wanted: Grouping[] = asked ? distinct(asked) : [...GROUPING_NAMES.map((dimension) => ({ dimension })), ...(await keysThatGroup(reader, { metric: id, filter, period, timeZone: calendar.timeZone })).map((attribute) => ({ attribute }))];
  const groupings = wanted.filter(isByColumn);
  const [counted, themes] = await Promise.all([
    groupings.length > 0 ? driverRows(reader, { metric: id, groupings, filter, period }) : [],
    wanted.some(isByTheme) ? driverThemes(reader, { metric: id, filter, period }) : null,
  ]);
  const rows = Map.groupBy(counted, ({ place }) => place);
  const found = [...groupings.map((grouping, index) => lookAt(metric, { grouping, rows: rows.get(index + 1) ?? [] })), ...(themes ? [lookAtThemes(metric, themes)] : [])];

  const groups = found.flatMap((one) => one.groups);
  const effects = found.flatMap(({ effect }) => (effect ? [effect] : []));
  return {
    metric,
    period,
    tested: groups.length,
    tooSmall: found.reduce((sum, one) => sum + one.tooSmall, 0),
    groupings: adjusted(effects).sort((a, b) => b.low - a.low || b.effect - a.effect || a.adjustedP - b.adjustedP),
    groups: adjusted(groups)
      .sort((a, b) => distanceFromNothing(b) - distanceFromNothing(a) || a.adjustedP - b.adjustedP || Math.abs(b.difference) - Math.abs(a.difference))
      .slice(0, first),
  };
}

/** Throws BAD_USER_INPUT unless there are 1 to MAX_GROUPINGS. */
function distinct(groupings: readonly Grouping[]): Grouping[] {
  const result = [...new Map(groupings.map((one) => [groupingName(one), one])).values()];
  if (result.length >= 1 && result.length <= MAX_GROUPINGS) return result;
  throw new HeedError('BAD_USER_INPUT', `groupings must be 1 to ${MAX_GROUPINGS} dimensions or attributes; leave it out to look at the most frequent ones.`);
}

type Unadjusted<T> = Omit<T, 'adjustedP' | 'clear'> & { p: number };

/** A group beside what else there is; nothing when either has too few answers. */
function besideRest(metric: MetricDefinition, { grouping, key, numbers, total }: { grouping: Grouping; key: string; numbers: readonly number[]; total: readonly number[] }): Unadjusted<DriverGroup>[] {
  const sides = { one: readGroup(numbers, { metric }), other: readGroup(total.map((number, index) => number - (numbers[index] ?? 0)), { metric }) };
  const [estimate, rest] = [estimateOf(metric, sides.one), estimateOf(metric, sides.other)];
  const [one, other] = [metric.estimate(sides.one.counts), metric.estimate(sides.other.counts)];
  if (!estimate.enough || !rest.enough || !one || !other) return [];
  const { value: difference, low, high, p } = contrast({ one, other }, { span: metric.max - metric.min });
  return [{ grouping, key, estimate, rest, difference, low, high, p }];
}

/** Themes: each beside all that was read and does not mention it. */
function lookAtThemes(metric: MetricDefinition, { themes, whole, groups: counted }: DriverThemes): { effect: null; groups: Unadjusted<DriverGroup>[]; tooSmall: number } {
  const groups = counted.flatMap(({ key, numbers }) => besideRest(metric, { grouping: { dimension: 'theme' }, key, numbers, total: whole }));
  return { effect: null, groups, tooSmall: themes - groups.length };
}

/** One grouping: its effect, and its groups beside the rest. */
function lookAt(metric: MetricDefinition, { grouping, rows }: { grouping: Grouping; rows: readonly DriverRow[] }): { effect: Unadjusted<DriverGrouping> | null; groups: Unadjusted<DriverGroup>[]; tooSmall: number } {
  const total = addTallied(rows.map(({ numbers }) => numbers));
  const groups = rows.flatMap(({ rank, key, numbers }) => (rank > MAX_VALUES ? [] : besideRest(metric, { grouping, key, numbers, total })));
  return { effect: effectOf(metric, { grouping, rows }), groups, tooSmall: rows.reduce((sum, row) => sum + row.groups, 0) - groups.length };
}

function effectOf(metric: MetricDefinition, { grouping, rows }: { grouping: Grouping; rows: readonly DriverRow[] }): Unadjusted<DriverGrouping> | null {
  const enough = ({ bands }: Pick<DriverRow, 'bands'>): boolean => add(bands) >= metric.minimumSample;
  const large = rows.filter((row) => row.rank <= MAX_VALUES && enough(row));
  const small = { bands: addTallied(rows.filter((row) => !large.includes(row)).map(({ bands }) => bands)) };
  const table = [...large, ...(enough(small) ? [small] : [])].map(({ bands }) => bands);
  const association = cramersV(table);
  if (!association) return null;
  const { value: effect, low, high, p } = association;
  return { grouping, effect, low, high, p, groups: large.length, n: add(table.flat()) };
}

const add = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0);

function adjusted<T extends { p: number }>(tests: readonly T[]): (Omit<T, 'p'> & { adjustedP: number; clear: boolean })[] {
  const pValues = benjaminiHochberg(tests.map(({ p }) => p));
  return tests.map(({ p: _p, ...test }, index) => {
    const adjustedP = pValues[index] ?? 1;
    return { ...test, adjustedP, clear: adjustedP <= FALSE_DISCOVERY_RATE };
  });
}

const distanceFromNothing = ({ low, high }: { low: number; high: number }): number => Math.max(0, low, -high);
