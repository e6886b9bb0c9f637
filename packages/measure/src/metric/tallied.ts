import { join, sql, type Sql } from '@heed/store';
import type { Counts, MetricDefinition, Tally } from './metric.ts';

/** Rows that a filter matched, and what one metric counts among them. */
export interface Group {
  matched: number;
  counts: Counts;
}

/**
 * An array of whole numbers over rows of feedback: the rows that matched, then `n` and the tallies of each metric, so
 * that one scan serves many metrics and several periods. `within` limits the rows, for example to one of two periods.
 * Arrays of several groups add up (`addTallied`) and are read by `readTallied`.
 */
export function tallied(metrics: readonly MetricDefinition[], { within }: { within: Sql | null }): Sql {
  const numberOf = (answered: Sql, { when, sum }: Tally): Sql => {
    const conditions = [within, answered, when].filter((condition) => condition != null).map((condition) => sql`(${condition})`);
    const condition = join(conditions, { by: sql` AND ` });
    return sum ? sql`sumIf(${sum}, ${condition})` : sql`countIf(${condition})`;
  };
  const matched = within ? sql`countIf(${within})` : sql`count()`;
  const numbers = metrics.flatMap(({ answered, tallies }) => [{}, ...Object.values(tallies)].map((tally) => numberOf(answered, tally)));
  return sql`[${join([matched, ...numbers], { by: sql`, ` })}]`;
}

/** The numbers of `tallied` by name, one group a metric. No numbers, as of a group without rows, are zeros. */
export function readTallied(numbers: readonly number[], { metrics }: { metrics: readonly MetricDefinition[] }): Group[] {
  let position = 0;
  const next = (): number => numbers[position++] ?? 0;
  const matched = next();
  return metrics.map(({ tallies }) => ({ matched, counts: Object.fromEntries(['n', ...Object.keys(tallies)].map((name) => [name, next()])) }));
}

/** The numbers of several groups pooled: counts are added and then estimated anew, never averaged. */
export function addTallied(groups: readonly (readonly number[])[]): number[] {
  const total: number[] = [];
  for (const group of groups) group.forEach((number, index) => (total[index] = (total[index] ?? 0) + number));
  return total;
}

/** The one group of one metric. */
export function readGroup(numbers: readonly number[], { metric }: { metric: MetricDefinition }): Group {
  return readTallied(numbers, { metrics: [metric] })[0] as Group;
}
