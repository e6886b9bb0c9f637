import { createWriteStream, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Engine } from '../engine.ts';

const DAY_MS = 86_400_000;
/** Rows of one file, more or less, so that few are on their way at once. */
const ROWS_A_FILE = 2_000_000;

export type ExportFormat = 'Parquet' | 'TabSeparated';

/** The same columns for everybody; a moment is text for one and a number for the other. */
const columnsOf = (format: ExportFormat): string =>
  [
    'toString(feedback_id) AS id',
    format === 'Parquet' ? 'toUnixTimestamp64Milli(occurred_at) AS occurred_at' : 'occurred_at',
    ...['source', 'external_id', 'department', 'channel', 'product', 'region', 'segment', 'language'].map((name) => `toString(${name}) AS ${name}`),
    'nps, csat, csat_scale, ces, ces_scale, toString(ces_version) AS ces_version, enps, comment, anonymous, contact_requested, toString(customer_id) AS customer_id',
    format === 'Parquet' ? 'CAST(attributes, \'Map(String, String)\') AS attributes' : 'toJSONString(attributes) AS attributes',
  ].join(', ');

/**
 * Hands every feedback that counts (the newest version of each, deletions left out) to `take` as files in the folder, in
 * chronological order; each file is gone when it was taken. Days are named by their midnights in epoch milliseconds.
 */
export async function exportRows(engine: Engine, { folder, format, from, to, take }: { folder: string; format: ExportFormat; from: number; to: number; take: (file: string) => Promise<void> }): Promise<void> {
  const rows = Number((await engine.query('SELECT count() FROM heed.feedback')).trim());
  const step = Math.max(1, Math.floor(((to - from) / DAY_MS) * Math.min(1, ROWS_A_FILE / rows))) * DAY_MS;
  for (let start = from; start < to; start += step) {
    const days = [start, Math.min(to, start + step)].map((epochMs) => `toDate('${new Date(epochMs).toISOString().slice(0, 10)}')`);
    const file = join(folder, `rows.${format}`);
    const answer = await fetch(engine.url, {
      method: 'POST',
      headers: { 'x-clickhouse-user': engine.username, 'x-clickhouse-key': engine.password },
      body: `SELECT ${columnsOf(format)} FROM heed.feedback FINAL WHERE day >= ${days[0]} AND day < ${days[1]} ORDER BY heed.feedback.occurred_at SETTINGS do_not_merge_across_partitions_select_final = 1, output_format_parquet_string_as_string = 1 FORMAT ${format}`,
    });
    if (!answer.ok || !answer.body) throw new Error(`the engine did not export: ${(await answer.text()).slice(0, 300)}`);
    await pipeline(Readable.fromWeb(answer.body), createWriteStream(file, { mode: 0o644 }));
    await take(file);
    rmSync(file);
  }
}
