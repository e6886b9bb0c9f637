import type { BreakdownModel, BreakdownRow } from '#lib/charts/breakdown-model.ts';

/** More rows than this are read in the table, not in a chart. */
export const MOST_DOTS = 40;

/** A group that nobody answered for: its line stays empty. */
const nobody = (key: string | null): BreakdownRow => ({ key, estimate: { value: null, low: null, high: null, n: 0, excluded: 0, enough: false }, change: null, pale: true });

/**
 * Several breakdowns of the same groups with their rows in the order of the first, so that a group stands on one line in
 * all of them. What the first does not have follows in the order of the others.
 */
export function inSameOrder(models: readonly BreakdownModel[]): { models: BreakdownModel[]; hidden: number } {
  const keys = [...new Set(models.flatMap(({ rows }) => rows.map(({ key }) => key)))];
  return {
    models: models.map((model) => {
      const own = new Map(model.rows.map((row) => [row.key, row]));
      // A score that nobody answered anywhere is said so once, not line by line.
      return { ...model, rows: own.size === 0 ? [] : keys.slice(0, MOST_DOTS).map((key) => own.get(key) ?? nobody(key)) };
    }),
    hidden: Math.max(0, keys.length - MOST_DOTS),
  };
}
