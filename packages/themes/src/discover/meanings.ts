import type { Slices } from '../progress.ts';
import { reducing, type DenseMatrix } from './reduce.ts';

/** A text's language, and its vector. */
export interface Meaning {
  language: string;
  vector: Float32Array;
}

const DIMENSIONS = 100;

/**
 * Vectors of an embedder as rows that compare texts of several languages: each without the mean of its language, because models set
 * languages apart, and in the most telling directions.
 */
export function* rowsOfMeanings(meanings: readonly Meaning[], { seed }: { seed: number }): Slices<DenseMatrix> {
  const columns = meanings[0]?.vector.length ?? 0;
  const values = new Float32Array(meanings.length * columns);
  for (const own of Map.groupBy(meanings.keys(), (row) => meanings[row]?.language ?? '').values()) {
    const mean = new Float64Array(columns);
    for (const row of own) for (let column = 0; column < columns; column++) mean[column] = (mean[column] as number) + (meanings[row]?.vector[column] ?? 0) / own.length;
    for (const row of own) for (let column = 0; column < columns; column++) values[row * columns + column] = (meanings[row]?.vector[column] ?? 0) - (mean[column] as number);
  }
  const starts = Int32Array.from({ length: meanings.length + 1 }, (_, row) => row * columns);
  const ids = Int32Array.from(values, (_, cell) => cell % columns);
  return yield* reducing({ rows: meanings.length, columns, starts, ids, values }, { dimensions: Math.min(DIMENSIONS, Math.ceil(meanings.length / 4)), seed });
}
