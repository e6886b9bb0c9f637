import type { CsvReading, RefusedRow } from '@heed/collect';
import { HeedError, type Refusal } from '@heed/domain';
import type { Config } from '../config.ts';
import { openHeed } from '../heed.ts';
import { bringLoops } from '../loops/bring-loops.ts';
import { createLog } from '../ops/log.ts';
import { runningHeed } from '../running-heed.ts';
import type { RowMapper } from './columns.ts';

export interface ImportTotals {
  received: number;
  accepted: number;
  corrected: number;
  duplicate: number;
  refused: number;
}

export interface ImportJob {
  what: 'feedback' | 'loops';
  reading: CsvReading;
  /** Of the rows. */
  source: string;
  map: RowMapper;
  onRefused: (refused: RefusedRow) => void;
  onProgress: (totals: Readonly<ImportTotals>) => void;
}

/** Where an import goes. */
export interface Sink {
  /** For people: what it is. */
  name: string;
  send(job: ImportJob): Promise<ImportTotals>;
  close(): Promise<void>;
}

/** A running Heed if there is one (at `url`, or on this machine's data folder), else the database itself. */
export async function openSink({ config, url, token, version }: { config: Config; url: string | undefined; token: string | undefined; version: string }): Promise<Sink> {
  const address = url ?? (await runningHeed(config.folder));
  if (address !== undefined) return { name: `the Heed at ${address}`, send: (job) => sendOverHttp(job, { url: address, token }), close: () => Promise.resolve() };
  const heed = await openHeed(config, { log: createLog('error'), version });
  await heed.workspace.declineSample();
  return {
    name: config.clickhouse ? `the database at ${config.clickhouse.url}` : `the data folder ${config.folder}`,
    send: ({ what, reading, source, map, onRefused, onProgress }) =>
      what === 'loops'
        ? bringLoops(heed, reading.rows, { caller: { id: 'local', departments: null }, source, map, onRefused, onProgress })
        : heed.collector.submitStream(reading.rows, { text: true, timeZone: config.timeZone, map, onRefused, onProgress }),
    close: () => heed.close(),
  };
}

interface DoorAnswer extends ImportTotals {
  refusals: (Refusal & { row: number })[];
  code?: string;
  message?: string;
}

/** Rows of one request: few enough that every refusal fits into its answer. */
const ROWS_A_REQUEST = 1_000;

interface Door {
  url: string;
  token: string | undefined;
  path: string;
}

async function post(lines: readonly string[], { url, token, path }: Door): Promise<DoorAnswer> {
  let answer: Response;
  try {
    answer = await fetch(url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/x-ndjson', ...(token ? { authorization: `Bearer ${token}` } : {}) },
      body: lines.join('\n'),
    });
  } catch {
    throw new HeedError('UNAVAILABLE', `The Heed at ${url} does not answer. What was reported so far is stored; import the file again, nothing counts twice.`);
  }
  const body = (await answer.json().catch(() => ({ message: `It answered ${answer.status}.` }))) as DoorAnswer;
  if (!answer.ok) throw new HeedError('UNAVAILABLE', `${body.message ?? ''} What was reported so far is stored; import the file again, nothing counts twice.`);
  return body;
}

async function sendOverHttp({ what, reading, source, map, onRefused, onProgress }: ImportJob, target: Omit<Door, 'path'>): Promise<ImportTotals> {
  const path = what === 'loops' ? `/collect/loops?source=${encodeURIComponent(source)}` : '/collect/ndjson?text=true';
  const totals: ImportTotals = { received: 0, accepted: 0, corrected: 0, duplicate: 0, refused: 0 };
  let lines: string[] = [];
  let rows: number[] = [];

  async function flush(): Promise<void> {
    if (lines.length === 0) return;
    const answer = await post(lines, { ...target, path });
    const byRow = new Map<number, Refusal[]>();
    for (const { row, ...refusal } of answer.refusals) byRow.set(row, [...(byRow.get(row) ?? []), refusal]);
    for (const [line, refusals] of byRow) onRefused({ row: rows[line - 1] ?? 0, refusals });
    for (const key of ['received', 'accepted', 'corrected', 'duplicate', 'refused'] as const) totals[key] += answer[key];
    onProgress(totals);
    lines = [];
    rows = [];
  }

  for await (const chunk of reading.rows) {
    for (const { row, value, refusals } of chunk) {
      if (refusals) {
        totals.received++;
        totals.refused++;
        onRefused({ row, refusals });
        continue;
      }
      lines.push(JSON.stringify(map(value)));
      rows.push(row);
      if (lines.length === ROWS_A_REQUEST) await flush();
    }
  }
  await flush();
  return totals;
}
