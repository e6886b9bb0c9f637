import type { Neighbours } from '../discover/neighbours.ts';
import type { SparseMatrix } from '../discover/vectors.ts';
import type { Slices } from '../progress.ts';

/** Rows between two looks at the signal. */
const SLICE = 200;
/** A term of more than this share of the texts joins everything with everything. */
const MOST = 0.1;

/**
 * The nearest other rows of the wanted rows by the terms themselves, through an inverted index: exact. All other rows have none.
 * Beside the neighbours in reduced dimensions, which know that different words are said of one thing, these know words that
 * are too new for any dimension.
 */
export function* findingExactNeighbours(matrix: SparseMatrix, { count, wanted }: { count: number; wanted: readonly number[] }): Slices<Neighbours> {
  const { rows, starts, ids, values } = matrix;
  const postings = postingsOf(matrix);
  const result = new Int32Array(rows * count).fill(-1);
  const similarity = new Float64Array(rows);
  for (const [done, row] of wanted.entries()) {
    if (done % SLICE === 0) yield { step: 'grouping', done, of: wanted.length };
    const touched: number[] = [];
    for (let cell = starts[row] ?? 0; cell < (starts[row + 1] ?? 0); cell++) {
      const term = ids[cell] ?? 0;
      const [from, to] = [postings.starts[term] ?? 0, postings.starts[term + 1] ?? 0];
      if (to - from > MOST * rows) continue;
      for (let at = from; at < to; at++) {
        const other = postings.rows[at] ?? 0;
        if (similarity[other] === 0) touched.push(other);
        similarity[other] = (similarity[other] ?? 0) + (values[cell] ?? 0) * (postings.values[at] ?? 0);
      }
    }
    const near = touched.filter((other) => other !== row).sort((a, b) => (similarity[b] ?? 0) - (similarity[a] ?? 0) || a - b);
    for (let place = 0; place < Math.min(count, near.length); place++) result[row * count + place] = near[place] ?? -1;
    for (const other of touched) similarity[other] = 0;
  }
  return { rows, count, ids: result };
}

function postingsOf({ rows, columns, starts, ids, values }: SparseMatrix): { starts: Int32Array; rows: Int32Array; values: Float32Array } {
  const from = new Int32Array(columns + 1);
  for (const id of ids) from[id + 1] = (from[id + 1] ?? 0) + 1;
  for (let term = 0; term < columns; term++) from[term + 1] = (from[term + 1] ?? 0) + (from[term] ?? 0);
  const next = from.slice();
  const at = { starts: from, rows: new Int32Array(ids.length), values: new Float32Array(ids.length) };
  for (let row = 0; row < rows; row++) {
    for (let cell = starts[row] ?? 0; cell < (starts[row + 1] ?? 0); cell++) {
      const term = ids[cell] ?? 0;
      const place = next[term] ?? 0;
      next[term] = place + 1;
      at.rows[place] = row;
      at.values[place] = values[cell] ?? 0;
    }
  }
  return at;
}
