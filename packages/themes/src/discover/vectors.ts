import { countTerms } from '../refine/term-counts.ts';
import { GRAM } from '../text/terms.ts';
import type { ReadText } from '../text/read-text.ts';

/** A matrix without its zeroes: the cells of row r are at starts[r] to starts[r + 1]. */
export interface SparseMatrix {
  rows: number;
  columns: number;
  starts: Int32Array;
  ids: Int32Array;
  values: Float32Array;
}

/** A term of more than half of the texts tells none from another. */
const MOST = 0.5;

/** Texts as rows of length 1: TF-IDF of content words and of their character n-grams, half of the weight to each. */
export function vectorsOf(texts: readonly ReadText[]): SparseMatrix {
  const words = weighted(texts.map(({ words }) => words));
  const grams = weighted(texts.map(contentGrams));
  return beside(words, grams);
}

/** The n-grams of content words: those of stop words would only add noise. In Chinese and Japanese they cross words: all of them. */
function* contentGrams({ words, terms, language }: ReadText): Generator<string> {
  const all = language === 'zh' || language === 'ja';
  const content = new Set(words);
  // Elsewhere the n-grams of a word follow it.
  let wanted = all;
  for (const term of terms) {
    if (term.startsWith(GRAM)) {
      if (wanted) yield term;
    } else {
      wanted = all || content.has(term);
    }
  }
}

function weighted(terms: readonly Iterable<string>[]): SparseMatrix {
  const { texts, terms: columns, starts, ids, counts, documents } = countTerms(terms, { most: MOST });
  const idf = Float64Array.from(documents, (count) => Math.log(1 + texts / count));
  const values = new Float32Array(ids.length);
  for (let cell = 0; cell < ids.length; cell++) values[cell] = (1 + Math.log((counts[cell] as number))) * (idf[(ids[cell] as number)] as number);
  const matrix = { rows: texts, columns, starts, ids, values };
  unitRows(matrix);
  return matrix;
}

function unitRows({ rows, starts, values }: SparseMatrix): void {
  for (let row = 0; row < rows; row++) {
    const cells = values.subarray((starts[row]), (starts[row + 1]));
    const length = Math.sqrt(cells.reduce((sum, value) => sum + value * value, 0));
    if (length > 0) for (let cell = 0; cell < cells.length; cell++) cells[cell] = (cells[cell] as number) / length;
  }
}

/** The columns of two matrices side by side, rows of length 1 again. */
function beside(left: SparseMatrix, right: SparseMatrix): SparseMatrix {
  const starts = new Int32Array(left.rows + 1);
  const ids = new Int32Array(left.ids.length + right.ids.length);
  const values = new Float32Array(ids.length);
  let to = 0;
  for (let row = 0; row < left.rows; row++) {
    for (const [matrix, shift] of [[left, 0], [right, left.columns]] as const) {
      for (let cell = matrix.starts[row] as number; cell < (matrix.starts[row + 1] as number); cell++) {
        ids[to] = (matrix.ids[cell] as number) + shift;
        values[to] = matrix.values[cell] as number;
        to++;
      }
    }
    starts[row + 1] = to;
  }
  const matrix = { rows: left.rows, columns: left.columns + right.columns, starts, ids, values };
  unitRows(matrix);
  return matrix;
}
