import type { RowField } from '../historic-row.ts';

/**
 * What a column of an export can become: a field of a row, a part of its hand-overs, or nothing. There may be several columns of
 * hand-overs, and of their moments and departments, which belong together in their order.
 */
export const LOOP_COLUMN_TARGETS = [
  'id', 'department', 'opened', 'acknowledged', 'contacted', 'resolved', 'told', 'closed', 'handOvers', 'handedOverAt', 'handedOverTo', 'waits', 'outcome', 'reason', 'priority', 'owner',
  'customer.id', 'customer.email', 'channel', 'product', 'region', 'segment', 'language', 'rootCause', 'action', 'source', 'ignored',
] as const satisfies readonly (RowField | 'handedOverAt' | 'handedOverTo' | 'ignored')[];
export type LoopColumnTarget = (typeof LOOP_COLUMN_TARGETS)[number];

/** Several columns may become these. */
export const REPEATABLE: ReadonlySet<LoopColumnTarget> = new Set(['handOvers', 'handedOverAt', 'handedOverTo', 'ignored']);
/** Columns that hold one moment each. */
export const DATED: ReadonlySet<LoopColumnTarget> = new Set(['opened', 'acknowledged', 'contacted', 'resolved', 'told', 'closed', 'handedOverAt']);
/** Without these no row can be read. */
export const NEEDED: readonly LoopColumnTarget[] = ['id', 'department', 'opened'];

/** What one column was taken for, and why. */
export interface LoopColumnGuess {
  column: string;
  target: LoopColumnTarget;
  /** One sentence for people. */
  sentence: string;
}

/** How the columns of a file become rows. People may change any target before it is used. */
export interface LoopColumnMapping {
  columns: LoopColumnGuess[];
  /** How the dates of the file are written, in the words of its `DateReader`. */
  dateOrder: string;
}

/** How the dates of a file are recognised and read. The doors hand in the way in which they read feedback's. */
export interface DateReader {
  /** The order in which most of the values are written, and others that would fit as well; undefined when they are not dates. */
  orderOf(values: readonly string[]): { order: string; rivals: readonly string[] } | undefined;
  /** The value as ISO 8601 or epoch milliseconds; undefined when it is not written in that order. */
  isoOf(value: string, order: string): string | number | undefined;
}
