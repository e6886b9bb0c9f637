import type { Store, Table } from '@heed/store';
import { durably } from './durably.ts';
import type { VersionClock } from './version-clock.ts';

/** One group under way. */
export interface Running {
  store: Pick<Store, 'read' | 'insert'>;
  versions: VersionClock;
  /** When to give up, in milliseconds of performance.now(). */
  deadline: number;
}

/**
 * Inserts lines, given in pieces, until they are durable. The token names these very lines, so that sending them twice
 * changes nothing. `before` is done ahead of every attempt.
 */
export async function insertPieces(table: Table, pieces: readonly string[], { running, token, before }: { running: Running; token: string; before?: () => Promise<void> }): Promise<void> {
  if (pieces.length === 0) return;
  const body = pieces.join('');
  await durably(async () => {
    await before?.();
    await running.store.insert(table, body, { token });
  }, running.deadline);
}
