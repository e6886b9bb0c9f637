import { addTallied, readTallied, type Group } from '../metric/tallied.ts';
import { countedMetrics, type Standing, type ThemeCounts } from './theme-counts.query.ts';
import type { MetricId } from '../metric/metric.ts';

type Side = 'current' | 'previous';

/** What some feedback counts: of the metric asked for, and of sentiment. */
export interface Tallied {
  metric: Group;
  sentiment: Group;
}

/** Counts of themes on one side of a comparison, read out of the engine's rows. */
export interface ThemeTally {
  /** Everything that matched, each feedback once. */
  whole: Tallied;
  /** What is in no theme. */
  base: Tallied;
  /** Feedback by how it stands, each once. */
  standing: Readonly<Record<Standing, number>>;
  /** By theme, each feedback once in each of its themes; and the same apart by how many themes it has. */
  themes: ReadonlyMap<string, Tallied>;
  mentions: readonly { theme: string; parts: number; group: Group }[];
}

/** A feedback of two themes stands in two rows, so that what such rows add up to is twice what there is. */
function once(rows: readonly ThemeCounts[], side: Side): number[] {
  const byParts = [...Map.groupBy(rows, ({ parts }) => Math.max(1, parts))];
  return addTallied(byParts.map(([parts, some]) => addTallied(some.map((row) => row[side])).map((number) => number / parts)));
}

export function tallyThemes(rows: readonly ThemeCounts[], { metric: id, side }: { metric: MetricId; side: Side }): ThemeTally {
  const metrics = countedMetrics(id);
  const read = (numbers: readonly number[]): Tallied => {
    const [metric, sentiment = metric] = readTallied(numbers, { metrics }) as [Group, Group?];
    return { metric, sentiment };
  };
  const standing = (one: Standing): number => once(rows.filter((row) => row.standing === one), side)[0] ?? 0;
  const themed = rows.filter((row) => row.standing === 'theme');
  return {
    whole: read(once(rows, side)),
    base: read(once(rows.filter((row) => row.standing !== 'theme'), side)),
    standing: { theme: standing('theme'), none: standing('none'), unreadable: standing('unreadable'), unread: standing('unread'), silent: standing('silent') },
    themes: new Map([...Map.groupBy(themed, ({ theme }) => theme)].map(([theme, some]) => [theme, read(addTallied(some.map((row) => row[side])))])),
    mentions: themed.map(({ theme, parts, [side]: numbers }) => ({ theme, parts, group: read(numbers).metric })),
  };
}

/** Comments that were read, so that it is known whether they speak of a theme. */
export const readComments = ({ standing }: ThemeTally): number => standing.theme + standing.none + standing.unreadable;
