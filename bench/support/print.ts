import { median } from './stats.ts';

/** A number with thousands separators and so many digits after the point. */
export function figure(value: number, digits = 0): string {
  return Number.isNaN(value) ? '–' : value.toLocaleString('en-GB', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** The median of several rounds with the lowest and the highest: "61,200 (58,900–63,400)". */
export function spread(values: readonly number[], digits = 0): string {
  if (values.length === 1) return figure(values[0] as number, digits);
  return `${figure(median(values), digits)} (${figure(Math.min(...values), digits)}–${figure(Math.max(...values), digits)})`;
}

/** Prints rows in columns: the first to the left, the others to the right, a line below the heads. */
export function printTable(heads: readonly string[], rows: readonly (readonly string[])[]): void {
  const widths = heads.map((head, column) => Math.max(head.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string => widths.map((width, column) => (column === 0 ? (cells[column] ?? '').padEnd(width) : (cells[column] ?? '').padStart(width))).join('  ').trimEnd();
  console.log(`\n${line(heads)}\n${widths.map((width) => '-'.repeat(width)).join('  ')}`);
  for (const row of rows) console.log(line(row));
}

/** What was reached beside what was wanted. */
export interface Goal {
  what: string;
  reached: string;
  wanted: string;
  met: boolean;
}

/** Prints the goals; a missed one is a result and no failure. */
export function printGoals(goals: readonly Goal[]): void {
  printTable(['goal', 'wanted', 'reached', ''], goals.map(({ what, wanted, reached, met }) => [what, wanted, reached, met ? 'met' : 'MISSED']));
}

/** Ends the benchmark when a count is not what it must be: a figure of wrong work means nothing. */
export function mustEqual(actual: unknown, expected: unknown, what: string): void {
  if (JSON.stringify(actual) !== JSON.stringify(expected)) throw new Error(`${what}: expected ${JSON.stringify(expected)}, found ${JSON.stringify(actual)}`);
}
