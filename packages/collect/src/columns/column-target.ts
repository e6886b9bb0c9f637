import { CSAT_SCALES, DIMENSIONS, type CsatScale } from '@heed/domain';
import type { DateOrder } from './date-order.ts';

/** What a column can become. `attribute` keeps it under its own name. */
export const COLUMN_TARGETS = [
  'externalId', 'occurredAt', ...DIMENSIONS, 'nps', 'csat', 'csatScale', 'ces', 'cesScale', 'cesVersion', 'enps', 'sentiment', 'comment', 'anonymous',
  'contactRequested', 'customer.id', 'customer.name', 'customer.email', 'customer.phone', 'customer.consent', 'attribute',
] as const;
export type ColumnTarget = (typeof COLUMN_TARGETS)[number];

/** What one column was taken for, and why. */
export interface ColumnGuess {
  column: string;
  target: ColumnTarget;
  /** Whether its name, its values, both or nothing decided. */
  by: 'name' | 'values' | 'name and values' | 'nothing';
  /** One sentence for people. */
  sentence: string;
}

/** How the columns of a file become feedback. People may change any target before it is used. */
export interface ColumnMapping {
  columns: ColumnGuess[];
  /** Scale of the csat column, unless a csatScale column says it. */
  csatScale?: CsatScale;
  cesScale?: 5 | 7;
  /** How the dates of the occurredAt column are written. */
  dateOrder?: DateOrder;
}

/** The smallest scale in usual use that has room for answers from 1 to `max`; undefined when none has. */
export function csatScaleFor(max: number): CsatScale | undefined {
  if (max <= 5) return 5;
  return CSAT_SCALES.find((scale) => scale >= max && scale !== 6);
}
