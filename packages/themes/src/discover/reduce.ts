import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import type { Slices } from '../progress.ts';
import { seeded } from './random.ts';
import type { SparseMatrix } from './vectors.ts';

/** Dense rows one after the other. */
export interface DenseMatrix {
  rows: number;
  columns: number;
  values: Float32Array;
}

/** Some of the rows, in the order in which they are named. */
export function rowsAt({ columns, values }: DenseMatrix, rows: readonly number[]): DenseMatrix {
  const taken = new Float32Array(rows.length * columns);
  for (const [place, row] of rows.entries()) taken.set(values.subarray(row * columns, (row + 1) * columns), place * columns);
  return { rows: rows.length, columns, values: taken };
}

export interface ReduceOptions {
  dimensions: number;
  seed: number;
}

/** Directions beyond those that are kept, and rounds of sharpening: Halko, Martinsson and Tropp 2011, doi:10.1137/090771806. */
const SPARE = 10;
const ROUNDS = 3;
/** Smaller eigenvalues than this share of the largest are rounding. */
const NOTHING = 1e-9;

/**
 * The rows in their most telling directions, of length 1: a truncated singular value decomposition (UΣ) by subspace
 * iteration from seeded random directions. Fewer dimensions come back where the matrix has fewer.
 */
export function* reducing(matrix: SparseMatrix, { dimensions, seed }: ReduceOptions): Slices<DenseMatrix> {
  const steps = ROUNDS + 2;
  const width = Math.min(dimensions + SPARE, matrix.rows, matrix.columns);
  if (width === 0) return { rows: matrix.rows, columns: 0, values: new Float32Array(0) };
  let directions: Dense = { rows: matrix.columns, columns: width, values: randomNormals(matrix.columns * width, seed) };
  for (let round = 0; round < ROUNDS; round++) {
    yield { step: 'grouping', done: round, of: steps };
    const images = times(matrix, directions);
    yield { step: 'grouping', done: round, of: steps };
    directions = orthonormal(timesTransposed(matrix, images));
  }
  yield { step: 'grouping', done: ROUNDS, of: steps };
  const images = times(matrix, directions);
  yield { step: 'grouping', done: ROUNDS + 1, of: steps };
  const { vectors, count } = principal(images, { most: dimensions });
  return unitRows(rotated(images, { vectors, count, scale: null }));
}

interface Dense {
  rows: number;
  columns: number;
  values: Float64Array;
}

function times({ rows, starts, ids, values }: SparseMatrix, { columns, values: right }: Dense): Dense {
  const result = new Float64Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    const to = row * columns;
    for (let cell = starts[row] as number; cell < (starts[row + 1] as number); cell++) {
      const value = values[cell] as number;
      const from = (ids[cell] as number) * columns;
      for (let column = 0; column < columns; column++) result[to + column] = (result[to + column] as number) + value * (right[from + column] as number);
    }
  }
  return { rows, columns, values: result };
}

function timesTransposed({ rows, columns: terms, starts, ids, values }: SparseMatrix, { columns, values: right }: Dense): Dense {
  const result = new Float64Array(terms * columns);
  for (let row = 0; row < rows; row++) {
    const from = row * columns;
    for (let cell = starts[row] as number; cell < (starts[row + 1] as number); cell++) {
      const value = values[cell] as number;
      const to = (ids[cell] as number) * columns;
      for (let column = 0; column < columns; column++) result[to + column] = (result[to + column] as number) + value * (right[from + column] as number);
    }
  }
  return { rows: terms, columns, values: result };
}

/** The principal directions of the columns, largest first, with their eigenvalues: of XᵀX, which is small. */
function principal({ rows, columns, values }: Dense, { most }: { most: number }): { vectors: Matrix; eigenvalues: number[]; count: number } {
  const sums = new Float64Array(columns * columns);
  for (let row = 0; row < rows; row++) {
    const from = row * columns;
    for (let left = 0; left < columns; left++) {
      const value = values[from + left] as number;
      const to = left * columns;
      for (let right = left; right < columns; right++) sums[to + right] = (sums[to + right] as number) + value * (values[from + right] as number);
    }
  }
  const products = Matrix.zeros(columns, columns);
  for (let left = 0; left < columns; left++) {
    for (let right = left; right < columns; right++) {
      products.set(left, right, (sums[left * columns + right] as number));
      products.set(right, left, (sums[left * columns + right] as number));
    }
  }
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(products, { assumeSymmetric: true });
  const order = realEigenvalues.map((_, index) => index).sort((one, other) => (realEigenvalues[other] as number) - (realEigenvalues[one] as number));
  const least = (realEigenvalues[(order[0] as number)] as number) * NOTHING;
  const kept = order.slice(0, most).filter((index) => (realEigenvalues[index] as number) > least);
  return { vectors: eigenvectorMatrix.subMatrixColumn(kept.length > 0 ? kept : order.slice(0, 1)), eigenvalues: kept.map((index) => (realEigenvalues[index] as number)), count: Math.max(1, kept.length) };
}

/** Columns of length 1 that span the same space. */
function orthonormal(matrix: Dense): Dense {
  const { vectors, eigenvalues, count } = principal(matrix, { most: matrix.columns });
  return rotated(matrix, { vectors, count, scale: eigenvalues.map((value) => 1 / Math.sqrt(value)) });
}

function rotated({ rows, columns, values }: Dense, { vectors, count, scale }: { vectors: Matrix; count: number; scale: readonly number[] | null }): Dense {
  const turn = new Float64Array(columns * count);
  for (let row = 0; row < columns; row++) for (let column = 0; column < count; column++) turn[row * count + column] = vectors.get(row, column) * (scale?.[column] ?? 1);
  const result = new Float64Array(rows * count);
  for (let row = 0; row < rows; row++) {
    const to = row * count;
    for (let inner = 0; inner < columns; inner++) {
      const value = values[row * columns + inner] as number;
      const from = inner * count;
      for (let column = 0; column < count; column++) result[to + column] = (result[to + column] as number) + value * (turn[from + column] as number);
    }
  }
  return { rows, columns: count, values: result };
}

function unitRows({ rows, columns, values }: Dense): DenseMatrix {
  const unit = new Float32Array(values.length);
  for (let row = 0; row < rows; row++) {
    let sum = 0;
    for (let cell = row * columns; cell < (row + 1) * columns; cell++) sum += (values[cell] as number) ** 2;
    const length = Math.sqrt(sum);
    if (length > 0) for (let cell = row * columns; cell < (row + 1) * columns; cell++) unit[cell] = (values[cell] as number) / length;
  }
  return { rows, columns, values: unit };
}

/** Numbers of a normal distribution by Box and Muller. */
function randomNormals(count: number, seed: number): Float64Array {
  const random = seeded(seed);
  return Float64Array.from({ length: count }, () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random()));
}
