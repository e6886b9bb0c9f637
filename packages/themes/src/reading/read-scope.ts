import { HeedError } from '@heed/domain';
import { rowsToBody, type Store } from '@heed/store';
import { lineBatches } from './batches.ts';
import { readingsTable } from './store/readings.table.ts';
import type { RevisionClock } from './store/revision-clock.ts';
import type { Scope } from './store/scope.ts';
import type { Stale } from './store/stale.ts';
import { readGone, toRead } from './store/to-read.query.ts';
import type { ReadLines } from './worker/messages.ts';
import type { Threads } from './worker/threads.ts';

/** What was read, for whoever shows numbers. */
export interface Read {
  /** How many comments were read or forgotten. */
  rows: number;
  /** The first and the last day (UTC) of their feedback, such as `2026-05-15`. */
  from: string;
  to: string;
}

export interface ReadingContext {
  store: Pick<Store, 'read' | 'insert' | 'stream'>;
  threads: Threads;
  revisions: RevisionClock;
  /** Epoch milliseconds. */
  now: () => number;
  onRead: (read: Read) => void;
}

interface Options {
  /** Also what is stale, or everything; else only what was not read as it is now. */
  again?: Stale | 'all' | null;
  isStopping: () => boolean;
}

/** About so many bytes are read by a thread at a time: some hundred comments. */
const BATCH_BYTES = 128_000;
/** At most so many rows in one insert. */
const ROWS_AN_INSERT = 20_000;
/** What took longer between being looked up and being written is looked up anew: it may have been corrected by then. */
const LONGEST_MS = 60_000;

/**
 * Reads the comments of a scope that were not read as they are now, and forgets those that are gone; answers how many rows were written.
 * Whatever is looked up is looked up after the revision was taken under which it is written. Throws what the store throws; what
 * was written by then is right, and doing it again does the rest.
 */
export async function readScope({ store, threads, revisions, now, onRead }: ReadingContext, scope: Scope, { again = null, isStopping }: Options): Promise<number> {
  const revision = revisions.next();
  const forgotten = await forget();
  const bytes = await store.stream(toRead, { scope, again }, { format: 'JSONCompactEachRow' });
  const asked: Promise<ReadLines>[] = [];
  let written = forgotten;
  let ready: ReadLines[] = [];
  let inserting: Promise<void> = Promise.resolve();

  const insert = (): void => {
    const reads = ready;
    ready = [];
    const before = inserting;
    inserting = (async () => {
      await before;
      await store.insert(readingsTable, reads.map(({ body }) => body).join('\n'), { token: `readings:${revision}:${written}` });
      const read = { rows: sumOf(reads), from: reads.map(({ from }) => from).sort()[0] ?? '', to: reads.map(({ to }) => to).sort().at(-1) ?? '' };
      written += read.rows;
      onRead(read);
    })();
    inserting.catch(() => undefined);
  };
  const settleFirst = async (): Promise<void> => {
    const read = await asked.shift();
    if (!read || read.rows === 0) return;
    ready.push(read);
    if (sumOf(ready) < ROWS_AN_INSERT) return;
    // One insert is under way while the next is being read, and no more.
    await inserting;
    insert();
  };

  try {
    for await (const lines of lineBatches(bytes, { about: BATCH_BYTES })) {
      if (isStopping()) break;
      const read = readLines(lines);
      read.catch(() => undefined);
      asked.push(read);
      if (asked.length > 2 * threads.size) await settleFirst();
    }
    while (asked.length > 0) await settleFirst();
    if (ready.length > 0) insert();
  } finally {
    bytes.destroy();
    await inserting;
  }
  return written;

  async function readLines(lines: Uint8Array): Promise<ReadLines> {
    const since = performance.now();
    const read = await threads.ask({ ask: 'read', lines, revision, readAt: now() });
    if (performance.now() - since > LONGEST_MS) throw new HeedError('UNAVAILABLE', 'Reading comments took too long; they are read again.');
    return read;
  }

  async function forget(): Promise<number> {
    for (let count = 0; ; ) {
      const gone = await readGone(store, scope);
      if (gone.length === 0 || isStopping()) return count;
      const rows = gone.map((one) => [one.date, one.id, one.version, String(max(revision, BigInt(one.revision) + 1n)), 1, 0, '', [], [], 0, '', null, 0, now()]);
      await store.insert(readingsTable, rowsToBody(rows), { token: `readings:${revision}:gone:${count}` });
      count += gone.length;
      const days = gone.map(({ date }) => date).sort();
      onRead({ rows: gone.length, from: days[0] ?? '', to: days.at(-1) ?? '' });
    }
  }
}

const sumOf = (reads: readonly ReadLines[]): number => reads.reduce((sum, { rows }) => sum + rows, 0);
const max = (left: bigint, right: bigint): bigint => (left > right ? left : right);
