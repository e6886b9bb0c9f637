import jstat from 'jstat';
import { noncentralityInterval } from './noncentral-chi-square.ts';

/** How strongly two sortings of the same answers go together, from 0, not at all, to 1, one decides the other. */
export interface Association {
  value: number;
  /** 95 % interval. */
  low: number;
  high: number;
  /** How likely a table at least as uneven is where there is no association, by Pearson's chi-square test. */
  p: number;
}

/**
 * Cramér's V of a table of counts, one row a group and one column a band, with the correction for bias by Bergsma (2013, "A
 * bias-correction for Cramér's V and Tschuprow's T", Journal of the Korean Statistical Society 42): the plain V grows with
 * the number of groups where there is nothing, while the square of this one is 0 on average before what falls below 0 is
 * shown as 0. So groupings of few and of many groups can be compared.
 *
 * The interval is that of the noncentrality λ of the chi-square statistic (Smithson 2003, "Confidence Intervals"), written as
 * a V by the same correction: √(λ/n / (min(r̃, c̃) − 1)). It holds the value, which is that of λ̂ = χ² − (r−1)(c−1) or 0.
 *
 * Rows and columns of zeros are left out; null when fewer than two of either are left, or when every group has one answer
 * only, so that the table can say nothing.
 */
export function cramersV(table: readonly (readonly number[])[]): Association | null {
  const rows = table.map(sum);
  const columns = (table[0] ?? []).map((_, column) => sum(table.map((row) => row[column] ?? 0)));
  const n = sum(rows);
  const [r, c] = [rows.filter((total) => total > 0).length, columns.filter((total) => total > 0).length];
  if (r < 2 || c < 2) return null;

  // χ² = n·(Σ x²/(row·column) − 1)
  const squares = sum(table.map((row, index) => sum(row.map((x, column) => (x === 0 ? 0 : (x * x) / ((rows[index] ?? 0) * (columns[column] ?? 0)))))));
  const chiSquare = Math.max(0, n * (squares - 1));
  const freedom = (r - 1) * (c - 1);
  const corrected = (size: number): number => size - (size - 1) ** 2 / (n - 1);
  const most = Math.min(corrected(r), corrected(c)) - 1;
  if (most <= 0) return null;
  const asV = (noncentrality: number): number => Math.min(1, Math.sqrt(Math.max(0, noncentrality) / n / most));

  const { low, high } = noncentralityInterval(chiSquare, { freedom });
  return { value: asV(chiSquare - (n * freedom) / (n - 1)), low: asV(low), high: asV(high), p: Math.max(0, 1 - jstat.chisquare.cdf(chiSquare, freedom)) };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
