import { DIMENSIONS, type Calendar, type ColumnGrouping, type FeedbackFilter } from '@heed/domain';
import { checkFirst, periodOf } from '@heed/filter';
import type { StoreReader } from '@heed/store';
import { MAX_VALUES, keysThatGroup } from '../insight/driver-keys.query.ts';
import { MINIMUM_SAMPLE } from '../metric/metric.ts';
import { benjaminiHochberg, FALSE_DISCOVERY_RATE } from '../statistics/benjamini-hochberg.ts';
import { contrast } from '../statistics/contrast.ts';
import { cramersV } from '../statistics/cramers-v.ts';
import { concentration, type ConcentrationRow } from './concentration.query.ts';
import { viewOf } from './measure-themes.ts';
import { sampledShare, shareOf, type Share } from './share.ts';

/** A group in which a theme is mentioned more or less often than in the others of its grouping. */
export interface ThemeGroup {
  grouping: ColumnGrouping;
  key: string;
  /** Of the group's comments that were read, and of those of all other groups. */
  share: Share;
  rest: Share;
  /** In percentage points, with its 95 % interval. */
  difference: number;
  low: number;
  high: number;
  /** Two-sided, adjusted for the number of groups tested. */
  adjustedP: number;
  clear: boolean;
}

/** Where a theme concentrates. */
export interface ConcentrationResult {
  /** How strongly each grouping goes together with mentioning the theme: bias-corrected Cramér's V; the surest first. */
  groupings: { grouping: ColumnGrouping; effect: number; low: number; high: number; adjustedP: number; clear: boolean; groups: number; comments: number }[];
  /** Groups that were compared with the rest, and those that were not because they or the rest have too few comments. */
  tested: number;
  tooSmall: number;
  /** The surest differences first. */
  groups: ThemeGroup[];
}

export interface ConcentrationQuestion {
  theme: string;
  filter: FeedbackFilter;
  /** All dimensions, and the attributes that sort feedback into groups, when missing. */
  groupings?: readonly ColumnGrouping[] | undefined;
  first: number;
  groups?: ReadonlyMap<string, string> | undefined;
  calendar: Calendar;
}

/**
 * In which departments, segments and other groups a theme is mentioned more or less often than elsewhere, by the rule of
 * `measureDrivers`: each group is compared with the rest of its grouping when both have 30 comments that were read, p-values are
 * adjusted for how many groups were looked at (`benjaminiHochberg`), and a difference is `clear` at a false discovery rate of 5 %.
 * Throws BAD_USER_INPUT for a filter or `first` (1 to 1000) that is not valid.
 */
export async function measureConcentration(reader: StoreReader, { theme, filter, groupings: asked, first, groups, calendar }: ConcentrationQuestion): Promise<ConcentrationResult> {
  checkFirst(first, { most: 1_000 });
  const period = periodOf(filter, calendar);
  const keys = asked ? [] : await keysThatGroup(reader, { metric: 'volume', filter, period, timeZone: calendar.timeZone });
  const groupings = asked ? [...asked] : [...DIMENSIONS.map((dimension) => ({ dimension })), ...keys.map((attribute) => ({ attribute }))];
  const rows = Map.groupBy(await reader.read(concentration, { theme, view: viewOf({ asThen: false, groups }), groupings, filter, period }), ({ place }) => place);
  const found = groupings.map((grouping, index) => lookAt(rows.get(index + 1) ?? [], { grouping }));
  const tested = found.flatMap((one) => one.groups);
  return {
    groupings: adjusted(found.flatMap(({ effect }) => (effect ? [effect] : []))).sort((a, b) => b.low - a.low || b.effect - a.effect),
    tested: tested.length,
    tooSmall: found.reduce((sum, one) => sum + one.tooSmall, 0),
    groups: adjusted(tested).sort((a, b) => nearerEnd(b) - nearerEnd(a) || a.adjustedP - b.adjustedP || Math.abs(b.difference) - Math.abs(a.difference)).slice(0, first),
  };
}

type Unadjusted<T> = Omit<T, 'adjustedP' | 'clear'> & { p: number };

function lookAt(rows: readonly ConcentrationRow[], { grouping }: { grouping: ColumnGrouping }): { effect: Unadjusted<ConcentrationResult['groupings'][number]> | null; groups: Unadjusted<ThemeGroup>[]; tooSmall: number } {
  const total = { read: sum(rows.map(({ read }) => read)), mentions: sum(rows.map(({ mentions }) => mentions)) };
  const groups = rows.flatMap(({ rank, key, read, mentions }) => {
    const [share, rest] = [shareOf(mentions, read), shareOf(total.mentions - mentions, total.read - read)];
    const [one, other] = [sampledShare(share), sampledShare(rest)];
    if (rank > MAX_VALUES || share.of < MINIMUM_SAMPLE || rest.of < MINIMUM_SAMPLE || !one || !other) return [];
    const { value: difference, ...interval } = contrast({ one, other }, { span: 100 });
    return [{ grouping, key, share, rest, difference, ...interval }];
  });
  // Groups too small to be compared count as one.
  const large = rows.filter(({ rank, read }) => rank <= MAX_VALUES && read >= MINIMUM_SAMPLE);
  const small = rows.filter((row) => !large.includes(row));
  const rest = { read: sum(small.map(({ read }) => read)), mentions: sum(small.map(({ mentions }) => mentions)) };
  const table = [...large, ...(rest.read >= MINIMUM_SAMPLE ? [rest] : [])].map(({ read, mentions }) => [mentions, read - mentions]);
  const association = cramersV(table);
  const effect = association && { grouping, effect: association.value, low: association.low, high: association.high, p: association.p, groups: large.length, comments: sum(table.flat()) };
  return { effect, groups, tooSmall: sum(rows.map((row) => row.groups)) - groups.length };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
const nearerEnd = ({ low, high }: { low: number; high: number }): number => Math.max(0, low, -high);

function adjusted<T extends { p: number }>(tests: readonly T[]): (Omit<T, 'p'> & { adjustedP: number; clear: boolean })[] {
  const pValues = benjaminiHochberg(tests.map(({ p }) => p));
  return tests.map(({ p: _p, ...test }, index) => {
    const adjustedP = pValues[index] ?? 1;
    return { ...test, adjustedP, clear: adjustedP <= FALSE_DISCOVERY_RATE };
  });
}
