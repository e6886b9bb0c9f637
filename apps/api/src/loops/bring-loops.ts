import { customerKey, dateOrderOf, isoOf, type DateOrder } from '@heed/collect';
import { bringRows, type BringRowsOptions, type DateReader, type HistoryTotals, type ReadHistoricRow } from '@heed/loops';
import type { Caller } from '../access/caller.ts';
import type { Heed } from '../heed.ts';

/** Dates of a file of loops are recognised and read as those of a file of feedback. */
export function datesAt(now: number): DateReader {
  return {
    orderOf: (values) => dateOrderOf(values, now),
    isoOf: (value, order) => isoOf(value, order as DateOrder, now),
  };
}

/** Under which key feedback knows a customer, so that a loop finds them by the same id or address. */
const customerIdOf = ({ id, email }: { id: string; email: string }): string => customerKey({ externalId: id, email }, '');

/** Brings loops that began elsewhere, row by row, as somebody who may. Throws as `bringRows`. */
export function bringLoops<T>(
  heed: Pick<Heed, 'loops' | 'store' | 'loopSettings' | 'now' | 'config'>,
  rows: AsyncIterable<ReadHistoricRow<T>[]>,
  { caller, source, ...options }: Pick<BringRowsOptions<T>, 'map' | 'onRefused' | 'onProgress' | 'source'> & { caller: Pick<Caller, 'id' | 'departments'> },
): Promise<HistoryTotals> {
  return bringRows(heed.loops, rows, {
    ...options,
    source,
    store: heed.store,
    settings: heed.loopSettings,
    actor: caller.id,
    departments: caller.departments,
    now: heed.now,
    timeZone: heed.config.timeZone,
    customerIdOf,
  });
}
