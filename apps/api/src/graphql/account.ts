import type { StatementEvent, Store } from '@heed/store';
import type { Caller } from '../access/caller.ts';
import type { Limits } from './limits.ts';

/** What an operation cost, as it stands in `extensions.cost` of its answer. */
export interface CostReport {
  /** The sum of its fields' costs, and the most that the caller may ask at once. */
  cost: number;
  limit: number;
  /** From its arrival to its answer, in Heed. */
  milliseconds: number;
  /** Statements that it sent to the database. Missing, as `rowsRead`, where they are shared with others: in a live view. */
  statements?: number;
  /**
   * Rows that the database read for them. Null for callers who see some departments only: the database looks at rows of
   * others on its way, and how many there are is not theirs to know.
   */
  rowsRead?: number | null;
}

/** The account of one operation: what it may cost, and what it cost so far. */
export interface Account {
  readonly limits: Limits;
  /** Its cost; undefined until the document was found to be valid. */
  cost: number | undefined;
  note(statement: StatementEvent): void;
  /** Undefined until the cost is known. */
  report(): CostReport | undefined;
}

/** Opens an account. Of a `live` operation the statements are not known: whoever watches the same shares them. */
export function openAccount(caller: Caller | null, { limits, live }: { limits: Limits; live: boolean }): Account {
  const start = performance.now();
  let statements = 0;
  let rowsRead = 0;
  return {
    limits,
    cost: undefined,
    note(event) {
      statements++;
      rowsRead += event.rowsRead;
    },
    report() {
      if (this.cost === undefined) return undefined;
      const milliseconds = Math.round((performance.now() - start) * 10) / 10;
      const report = { cost: this.cost, limit: limits.cost, milliseconds };
      return live ? report : { ...report, statements, rowsRead: seesAll(caller) ? rowsRead : null };
    },
  };
}

/** True for callers who may know how much feedback there is in all. */
export function seesAll(caller: Caller | null): boolean {
  return caller !== null && caller.departments === null && caller.role !== 'ingest';
}

/** The store as one operation sees it: its reads end with whoever asks (see `signal`) or after the time limit, and are noted. */
export function onAccount(store: Store, { account, signal }: { account: Account; signal: AbortSignal | undefined }): Store {
  const behalf = { signal, maxSeconds: account.limits.seconds, onStatement: account.note };
  return {
    ...store,
    read: (query, params, options) => store.read(query, params, { ...behalf, ...options }),
    estimate: (query, params, options) => store.estimate(query, params, { ...behalf, ...options }),
  };
}
