import type { Refusal } from '@heed/domain';

/** How a door reads its values. */
export interface DoorOptions {
  /** The door knows only text, such as CSV: see NormaliseOptions. */
  text?: boolean;
  /** IANA zone of text dates without an offset. */
  timeZone?: string;
}

/** A refused row with its position in the body or file. */
export interface RefusedRow {
  row: number;
  refusals: Refusal[];
}

/** What became of the rows of a stream: received = accepted + corrected + duplicate + refused. */
export interface StreamTotals {
  received: number;
  accepted: number;
  corrected: number;
  duplicate: number;
  refused: number;
  /** The first refused rows; `onRefused` hears of all. */
  refusedRows: RefusedRow[];
  /** Each different warning with the number of rows that had it, the first 100 of them. */
  warnings: { warning: string; rows: number }[];
}

export interface StreamOptions<T = unknown> extends DoorOptions {
  /** Turns the value of a row into one of the shape of FeedbackInput, for example by a column mapping. */
  map?: (value: T) => unknown;
  /** Hears of every refused row, in order, for a report. */
  onRefused?: (refused: RefusedRow) => void;
  /** Hears of the totals after each chunk that became durable. */
  onProgress?: (totals: Readonly<StreamTotals>) => void;
}
