import { Index, MetricKind, ScalarKind } from 'usearch';
import type { Slices } from '../progress.ts';
import type { DenseMatrix } from './reduce.ts';

/** The nearest other rows of each row, nearest first: `count` places a row, -1 where there are fewer. */
export interface Neighbours {
  rows: number;
  count: number;
  ids: Int32Array;
}

/** Rows between two looks at the signal. */
const SLICE = 500;

/**
 * The nearest neighbours of all rows by the angle between them: approximate (HNSW), found in one thread, so that the same
 * rows always give the same neighbours.
 */
export function* findingNeighbours({ rows, columns, values }: DenseMatrix, { count }: { count: number }): Slices<Neighbours> {
  const ids = new Int32Array(rows * count).fill(-1);
  const result = { rows, count, ids };
  if (rows < 2 || columns === 0) return result;
  const index = new Index({ dimensions: columns, metric: MetricKind.IP, quantization: ScalarKind.F32, connectivity: 16, expansion_add: 96, expansion_search: 64, multi: false });
  for (let from = 0; from < rows; from += SLICE) {
    yield { step: 'grouping', done: from, of: 2 * rows };
    const to = Math.min(rows, from + SLICE);
    index.add(BigUint64Array.from({ length: to - from }, (_, at) => BigInt(from + at)), values.subarray(from * columns, to * columns), 1);
  }
  for (let row = 0; row < rows; row++) {
    if (row % SLICE === 0) yield { step: 'grouping', done: rows + row, of: 2 * rows };
    const { keys } = index.search(values.subarray(row * columns, (row + 1) * columns), Math.min(count + 1, rows), 1);
    let place = row * count;
    for (const key of keys) {
      const id = Number(key);
      if (id === row || id >= rows || place === (row + 1) * count) continue;
      ids[place] = id;
      place++;
    }
  }
  return result;
}
