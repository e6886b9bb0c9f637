import { decimalOf } from '../normalise/score-value.ts';
import { dateOrderOf, type DateOrder } from './date-order.ts';

/** What the values of a column look like, over the rows of a sample. */
export interface ColumnProfile {
  /** Values that are not empty. */
  filled: number;
  distinct: number;
  /** Share of the filled values that are numbers, and that are whole numbers, from 0 to 1. */
  numbers: number;
  wholes: number;
  /** The values that may be answers on some known scale, whole numbers from 0 to 10: their share, least and most. */
  answers: { share: number; min: number; max: number };
  /** The values that are numbers, whole or not: their share, least and most. */
  decimals: { share: number; min: number; max: number };
  emails: number;
  /** Mean length in characters. */
  length: number;
  dates: { order: DateOrder; rivals: DateOrder[] } | undefined;
}

const NUMBER = /^[+-]?\d+(?:[.,]\d+)?$/;
const WHOLE = /^\+?\d+(?:[.,]0+)?$/;
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** The profile of a column's values. */
export function profileOf(cells: readonly string[], now: number): ColumnProfile {
  const values = cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
  const filled = values.length;
  const numbers = values.filter((value) => NUMBER.test(value));
  const answers = values.filter((value) => WHOLE.test(value)).map((value) => Number(value.replace(',', '.'))).filter((value) => value <= 10);
  const decimals = values.map(decimalOf).filter((value) => !Number.isNaN(value));
  const share = (count: number): number => (filled === 0 ? 0 : count / filled);
  return {
    filled,
    distinct: new Set(values).size,
    numbers: share(numbers.length),
    wholes: share(values.filter((value) => WHOLE.test(value)).length),
    answers: { share: share(answers.length), min: Math.min(...new Set(answers)), max: Math.max(...new Set(answers)) },
    decimals: { share: share(decimals.length), min: Math.min(...new Set(decimals)), max: Math.max(...new Set(decimals)) },
    emails: share(values.filter((value) => EMAIL.test(value)).length),
    length: share(values.reduce((sum, value) => sum + value.length, 0)),
    dates: dateOrderOf(values, now),
  };
}
