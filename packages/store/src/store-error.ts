import { ClickHouseError } from '@clickhouse/client';
import { HeedError } from '@heed/domain';

/** The engine has no space left, or a disk that cannot be written. */
const DISK_CODES = new Set(['NOT_ENOUGH_SPACE', 'CANNOT_WRITE_TO_FILE_DESCRIPTOR', 'CANNOT_FSYNC', 'READONLY']);
const TIME_CODES = new Set(['TIMEOUT_EXCEEDED', 'QUERY_WAS_CANCELLED']);
const BUSY_CODES = new Set(['MEMORY_LIMIT_EXCEEDED', 'TOO_MANY_SIMULTANEOUS_QUERIES', 'TOO_MANY_PARTS', 'NETWORK_ERROR', 'SOCKET_TIMEOUT']);

/** An unexpected answer of the engine, named by its own code. It never repeats the engine's text, which may quote data. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly engineCode: string;

  constructor(statement: string, engineCode: string) {
    super(`${statement} failed in the database (${engineCode})`);
    this.engineCode = engineCode;
  }
}

/** True when it is unknown whether the statement took effect: nothing answered. */
export function isConnectionError(error: unknown): boolean {
  return !(error instanceof ClickHouseError) && !(error instanceof HeedError) && !(error instanceof StoreError);
}

/** What an asker hears when time is over. */
export function tooLong(statement: string): HeedError {
  return new HeedError('QUERY_TOO_COMPLEX', 'The question took too long; ask for a shorter period, fewer groups or a coarser grain.', { statement });
}

/** What a caller may know of a failure of the statement named `statement`. */
export function translate(error: unknown, { statement }: { statement: string }): HeedError | StoreError {
  if (error instanceof HeedError || error instanceof StoreError) return error;
  if (error instanceof ClickHouseError) {
    const code = error.type ?? error.code;
    if (TIME_CODES.has(code)) return tooLong(statement);
    if (DISK_CODES.has(code)) {
      return new HeedError('UNAVAILABLE', 'The database cannot write: its disk is full or read-only. Nothing was stored; send it again later.', { statement, retryAfterSeconds: 10, nothingStored: true });
    }
    if (BUSY_CODES.has(code)) {
      return new HeedError('UNAVAILABLE', 'The database is too busy right now; try again in a moment.', { statement, retryAfterSeconds: 2 });
    }
    return new StoreError(statement, code);
  }
  return new HeedError('UNAVAILABLE', 'The database does not answer right now; try again in a moment.', { statement, retryAfterSeconds: 2 });
}
