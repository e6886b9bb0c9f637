import jstat from 'jstat';
import type { Lifetime } from './kaplan-meier.ts';

/** Whether groups end at different rates. */
export interface LogRank {
  chiSquare: number;
  degreesOfFreedom: number;
  /** Two-sided probability of such a difference when there is none. */
  p: number;
  /** Of each group that was given: how many more ended than would have if all were alike. Above 0 it ends sooner than the others. */
  excess: number[];
}

/** What happened at one time: how many of each group ended, and how many left it ended or censored. */
interface Moment {
  time: number;
  ended: number[];
  left: number[];
}

/** All times of all groups in order. */
function momentsOf(groups: readonly (readonly Lifetime[])[]): Moment[] {
  const byTime = new Map<number, Moment>();
  groups.forEach((group, index) => {
    for (const { time, ended, censored } of group) {
      let moment = byTime.get(time);
      if (!moment) byTime.set(time, (moment = { time, ended: groups.map(() => 0), left: groups.map(() => 0) }));
      moment.ended[index] = (moment.ended[index] ?? 0) + ended;
      moment.left[index] = (moment.left[index] ?? 0) + ended + censored;
    }
  });
  return [...byTime.values()].sort((one, other) => one.time - other.time);
}

/**
 * The log-rank test (Mantel 1966) between two or more groups; null when fewer than two groups have anybody, or nobody
 * ended. For more than two groups the covariance matrix of all but the last is inverted.
 */
export function logRank(groups: readonly (readonly Lifetime[])[]): LogRank | null {
  const sizes = groups.map((group) => sum(group.map(({ ended, censored }) => ended + censored)));
  const present = groups.filter((_, index) => (sizes[index] ?? 0) > 0);
  const size = present.length - 1;
  if (size < 1) return null;
  const atRisk = sizes.filter((count) => count > 0);
  const excess = present.map(() => 0);
  const covariance = Array.from({ length: size }, () => new Array<number>(size).fill(0));
  let anybody = false;
  for (const { ended, left } of momentsOf(present)) {
    const all = sum(atRisk);
    const events = sum(ended);
    const factor = all > 1 ? (events * (all - events)) / (all - 1) : 0;
    if (events > 0) {
      anybody = true;
      for (const [i, count] of atRisk.entries()) {
        const share = count / all;
        excess[i] = (excess[i] ?? 0) + (ended[i] ?? 0) - events * share;
        const row = covariance[i];
        if (row) for (let j = 0; j < size; j++) row[j] = (row[j] ?? 0) + factor * share * ((i === j ? 1 : 0) - (atRisk[j] ?? 0) / all);
      }
    }
    left.forEach((count, index) => (atRisk[index] = (atRisk[index] ?? 0) - count));
  }
  const difference = excess.slice(0, size);
  const solved = anybody ? solve(covariance, difference) : null;
  if (!solved) return null;
  const chiSquare = solved.reduce((total, value, index) => total + value * (difference[index] ?? 0), 0);
  return { chiSquare, degreesOfFreedom: size, p: 1 - jstat.chisquare.cdf(chiSquare, size), excess: allOf(sizes, excess) };
}

/** The values of the groups that have anybody, with 0 for the others. */
function allOf(sizes: readonly number[], values: readonly number[]): number[] {
  const rest = [...values];
  return sizes.map((count) => (count > 0 ? (rest.shift() ?? 0) : 0));
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
