import type { Refusal } from '@heed/domain';
import type { Loops } from '../log/loops.ts';
import { bringHistory, type BringOptions } from './bring-history.ts';
import type { HistoricLoop } from './historic-loop.ts';
import { LOOPS_A_BATCH } from './identities.query.ts';
import { readHistoricRow, type HistoricRowOptions } from './historic-row.ts';

/** One row of a body or file, by its position: what stood there, or why it could not be read. */
export type ReadHistoricRow<T> = { row: number; value: T; refusals?: undefined } | { row: number; value?: undefined; refusals: Refusal[] };

/** What became of the rows: received = accepted + corrected + duplicate + refused. Corrected are those that had moved on. */
export interface HistoryTotals {
  received: number;
  accepted: number;
  corrected: number;
  duplicate: number;
  refused: number;
  /** The first refused rows; `onRefused` hears of all. */
  refusedRows: { row: number; refusals: Refusal[] }[];
  /** Each different warning with the number of rows that had it. */
  warnings: { warning: string; rows: number }[];
}

export interface BringRowsOptions<T> extends BringOptions, Omit<HistoricRowOptions, 'settings' | 'now'> {
  now: () => number;
  /** Turns what stood in a row into the fields of `ROW_FIELDS`. */
  map?: ((value: T) => unknown) | undefined;
  onRefused?: ((refused: { row: number; refusals: Refusal[] }) => void) | undefined;
  /** Hears of the totals after each batch that became durable. */
  onProgress?: ((totals: Readonly<HistoryTotals>) => void) | undefined;
}

const REFUSED_IN_ANSWER = 1_000;
const COUNTED = { brought: 'accepted', moved_on: 'corrected', already_here: 'duplicate' } as const;

/** Reads rows and brings the loops that they tell of. Good rows are kept, the others come back with their position and reasons. Throws as `bringHistory`. */
export async function bringRows<T>(loops: Loops, chunks: AsyncIterable<ReadHistoricRow<T>[]>, options: BringRowsOptions<T>): Promise<HistoryTotals> {
  const totals: HistoryTotals = { received: 0, accepted: 0, corrected: 0, duplicate: 0, refused: 0, refusedRows: [], warnings: [] };
  const known = new Map<string, { warning: string; rows: number }>();
  const waiting: { row: number; loop: HistoricLoop; warnings: readonly string[] }[] = [];

  function refuse(row: number, refusals: Refusal[]): void {
    totals.received++;
    totals.refused++;
    if (totals.refusedRows.length < REFUSED_IN_ANSWER) totals.refusedRows.push({ row, refusals });
    options.onRefused?.({ row, refusals });
  }

  function warn(warning: string): void {
    const entry = known.get(warning) ?? { warning, rows: 0 };
    if (entry.rows++ === 0) totals.warnings.push(entry);
    known.set(warning, entry);
  }

  async function flush(): Promise<void> {
    const batch = waiting.splice(0);
    const results = await bringHistory(loops, batch.map(({ loop }) => loop), options);
    results.forEach((result, index) => {
      const { row, warnings } = batch[index] as (typeof batch)[number];
      if (result.status === 'refused') refuse(row, result.refusals);
      else {
        totals.received++;
        totals[COUNTED[result.status]]++;
        for (const warning of new Set([...warnings, ...result.warnings])) warn(warning);
      }
    });
    options.onProgress?.(totals);
  }

  for await (const chunk of chunks) {
    for (const { row, value, refusals } of chunk) {
      if (refusals) {
        refuse(row, refusals);
        continue;
      }
      const read = readHistoricRow(options.map ? options.map(value) : value, { ...options, settings: options.settings(), now: options.now() });
      if (read.ok) waiting.push({ row, loop: read.loop, warnings: read.warnings });
      else refuse(row, read.refusals);
      if (waiting.length === LOOPS_A_BATCH) await flush();
    }
  }
  if (waiting.length > 0) await flush();
  return totals;
}
