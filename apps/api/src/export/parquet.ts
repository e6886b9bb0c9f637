import { Readable } from 'node:stream';
import type { Cell, ColumnType, ExportTable } from '@heed/store';
import { ByteWriter, ParquetWriter, schemaFromColumnData, type BasicType } from 'hyparquet-writer';
import { cellText } from './cell-text.ts';

/** So many rows are held, and become a group of the file. */
const GROUP_ROWS = 20_000;

const TYPES: Readonly<Record<ColumnType, BasicType>> = { text: 'STRING', integer: 'INT64', number: 'DOUBLE', boolean: 'BOOLEAN', moment: 'TIMESTAMP', localMoment: 'STRING' };

function value(cell: Cell, { type }: { type: ColumnType }): unknown {
  if (typeof cell !== 'number') return cell;
  if (type === 'integer') return BigInt(cell);
  return type === 'moment' ? new Date(cell) : cellText(cell, { type });
}

/**
 * A table as Parquet: whole numbers as INT64, others as DOUBLE, moments as timestamps in UTC, texts unchanged; every cell may
 * be null. The engine writes feedback itself.
 */
export function tableToParquet({ columns, rows }: ExportTable): Readable {
  async function* groups(): AsyncGenerator<Uint8Array> {
    const bytes = new ByteWriter();
    const taken = (): Uint8Array => {
      const part = bytes.getBytes().slice();
      bytes.index = 0;
      return part;
    };
    const sources = columns.map(({ name, type }) => ({ name, type: TYPES[type], data: [] as unknown[] }));
    const writer = new ParquetWriter({ writer: bytes, schema: schemaFromColumnData({ columnData: sources }) });
    let group = sources;
    for await (const row of rows) {
      for (const [index, column] of columns.entries()) group[index]?.data.push(value(row[index] ?? null, column));
      if ((group[0]?.data.length ?? 0) < GROUP_ROWS) continue;
      await writer.write({ columnData: group, rowGroupSize: GROUP_ROWS });
      yield taken();
      group = sources.map((source) => ({ ...source, data: [] }));
    }
    await writer.write({ columnData: group, rowGroupSize: GROUP_ROWS });
    await writer.finish();
    yield taken();
  }
  return Readable.from(groups(), { objectMode: false });
}
