import jstat from 'jstat';
import type { Lifetime } from './kaplan-meier.ts';

/** Whether groups end at different rates. */
export interface LogRank {
  chiSquare: number;
  degreesOfFreedom: number;
  /** Two-sided probability of such a difference when there is none. */
  p: number;
}

/**
 * The log-rank test (Mantel 1966) between two or more groups; null when fewer than two groups have anybody, or nobody
 * ended. For more than two groups the covariance matrix of all but the last is inverted.
 */
export function logRank(groups: readonly (readonly Lifetime[])[]): LogRank | null {
  const present = groups.filter((group) => group.some(({ ended, censored }) => ended + censored > 0));
  const size = present.length - 1;
  if (size < 1) return null;
  const times = [...new Set(present.flat().filter(({ ended }) => ended > 0).map(({ time }) => time))].sort((left, right) => left - right);
  if (times.length === 0) return null;
  const difference = new Array<number>(size).fill(0);
  const covariance = Array.from({ length: size }, () => new Array<number>(size).fill(0));
  for (const time of times) {
    const atRisk = present.map((group) => group.reduce((sum, { time: at, ended, censored }) => (at >= time ? sum + ended + censored : sum), 0));
    const ended = present.map((group) => group.reduce((sum, { time: at, ended: count }) => (at === time ? sum + count : sum), 0));
    const all = sum(atRisk);
    const events = sum(ended);
    const factor = all > 1 ? (events * (all - events)) / (all - 1) : 0;
    for (let i = 0; i < size; i++) {
      const share = (atRisk[i] ?? 0) / all;
      difference[i] = (difference[i] ?? 0) + (ended[i] ?? 0) - events * share;
      const row = covariance[i] as number[];
      for (let j = 0; j < size; j++) row[j] = (row[j] ?? 0) + factor * share * ((i === j ? 1 : 0) - (atRisk[j] ?? 0) / all);
    }
  }
  const solved = solve(covariance, difference);
  if (!solved) return null;
  const chiSquare = solved.reduce((total, value, index) => total + value * (difference[index] ?? 0), 0);
  return { chiSquare, degreesOfFreedom: size, p: 1 - jstat.chisquare.cdf(chiSquare, size) };
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** The solution of a small symmetric system by elimination, or null when it has none. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] | null {
  const rows = matrix.map((row, index) => [...row, right[index] ?? 0]);
  for (let pivot = 0; pivot < rows.length; pivot++) {
    const best = rows.slice(pivot).reduce((found, row, index) => (Math.abs(row[pivot] ?? 0) > Math.abs(rows[found]?.[pivot] ?? 0) ? pivot + index : found), pivot);
    [rows[pivot], rows[best]] = [rows[best] as number[], rows[pivot] as number[]];
    const own = rows[pivot] as number[];
    const head = own[pivot] ?? 0;
    if (Math.abs(head) < 1e-12) return null;
    for (const row of rows) {
      if (row === own) continue;
      const factor = (row[pivot] ?? 0) / head;
      for (let column = pivot; column < row.length; column++) row[column] = (row[column] ?? 0) - factor * (own[column] ?? 0);
    }
  }
  return rows.map((row, index) => (row.at(-1) ?? 0) / (row[index] ?? 1));
}
