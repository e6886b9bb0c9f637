import { bind, join, sql, type Sql } from '@heed/store';
import type { MetricDefinition } from '../metric/metric.ts';

/** How the value of a metric is made of what each answer adds to it. */
export interface AnswerValue {
  /** What one answered row adds, as a number. */
  value: Sql;
  /** `mean`: the metric is the sum over n, as every score is; `total`: it is the sum itself, as a count is. */
  kind: 'mean' | 'total';
}

/**
 * What one answer adds to a metric, from the metric's own declaration: the value is asked of `estimate` with one answer at
 * a time, so NPS gives 100, 0 or -100, a share 100 or 0, and a mean the answer itself.
 *
 * Throws when a metric is neither a mean nor a total of its answers: its groups could not be added up in SQL, whatever is
 * stored of them.
 */
export function answerValue({ id, tallies, estimate }: Pick<MetricDefinition, 'id' | 'tallies' | 'estimate'>): AnswerValue {
  const names = Object.keys(tallies);
  const valueOf = (n: number, given: Readonly<Record<string, number>> = {}): number => estimate({ ...Object.fromEntries(names.map((name) => [name, 0])), ...given, n })?.value ?? Number.NaN;
  const base = valueOf(1);
  const weights = names.map((name) => valueOf(1, { [name]: 1 }) - base);

  // Counts that no single answer has, to see whether values add up at all.
  const n = 1_000;
  const counts = names.map((_, index) => 7 * (index + 1));
  const sum = weights.reduce((total, weight, index) => total + weight * (counts[index] ?? 0), base * n);
  const actual = valueOf(n, Object.fromEntries(names.map((name, index) => [name, counts[index] ?? 0])));
  const same = (expected: number): boolean => Math.abs(actual - expected) <= 1e-9 * Math.max(1, Math.abs(expected));
  const kind = same(sum / n) ? 'mean' : same(sum) ? 'total' : null;
  if (!kind) throw new Error(`the value of ${id} is neither a mean nor a total of its answers`);

  const terms = Object.values(tallies).map(({ when, sum: summed = sql`1` }, index) => sql`${number(weights[index] ?? 0)} * ${when ? sql`if(${when}, ${summed}, 0)` : sql`(${summed})`}`);
  const parts = [...(base === 0 ? [] : [number(base)]), ...terms.filter((_, index) => weights[index] !== 0)];
  return { value: join(parts, { by: sql` + `, empty: number(0) }), kind };
}

function number(value: number): Sql {
  return sql`${bind('Float64', value)}`;
}
