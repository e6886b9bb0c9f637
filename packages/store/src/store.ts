import { createClient, type ClickHouseClient } from '@clickhouse/client';
import { render } from './query/sql.ts';
import type { Query, Statement } from './query/query.ts';
import type { Table } from './query/table.ts';
import { createStreams, STREAM_TIMEOUT_MS, type StoreStreamer } from './stream/streams.ts';
import { isConnectionError, translate } from './store-error.ts';

/** Reads by named query. */
export interface StoreReader {
  /**
   * The parsed rows of a query. Throws HeedError UNAVAILABLE when the database does not answer, QUERY_TOO_COMPLEX when
   * the time limit is passed, StoreError for anything unexpected.
   */
  read<Params, Row>(query: Query<Params, Row>, params: Params, options?: { signal?: AbortSignal }): Promise<Row[]>;
}

/** Writes to declared tables. */
export interface StoreWriter {
  /**
   * Inserts the lines of `body` (see `rowsToBody`) as one block and returns when they are durable. With a `token` the
   * engine drops a repetition of the same token, so a write whose outcome is unknown can be sent again.
   */
  insert(table: Table, body: string, options?: { token?: string }): Promise<void>;
  /** Runs a declared statement and returns when it took effect everywhere. */
  execute<Params>(statement: Statement<Params>, params: Params): Promise<void>;
}

export interface Store extends StoreReader, StoreWriter, StoreStreamer {
  readonly database: string;
  /** True when the database answers within two seconds. */
  isReady(): Promise<boolean>;
  /** Plain statements of migrations and of tests; the program itself reads and inserts. */
  command(statement: string): Promise<void>;
  close(): Promise<void>;
}

export interface StoreAddress {
  url: string;
  username: string;
  password: string;
  database: string;
}

/** What happened to one statement, for measurements. */
export interface StatementEvent {
  /** The query's name, or `insert <table>`. */
  name: string;
  milliseconds: number;
  ok: boolean;
}

const READ_SETTINGS = {
  max_execution_time: 20,
  output_format_json_quote_64bit_integers: 1,
  // A key never spans two partitions (the partition follows from it), so FINAL may look at each alone.
  do_not_merge_across_partitions_select_final: 1,
  // Without the second, the engine (26.7) goes on with a question whose asker is gone.
  cancel_http_readonly_queries_on_client_close: 1,
  readonly: '2',
} as const;

/** Below so many characters an insert is done sooner than its threads are started: 64 rows in 3.2 ms instead of 5.5. */
const SMALL_BODY = 200_000;
const SMALL_BODY_SETTINGS = { max_threads: 1, max_insert_threads: '1', input_format_parallel_parsing: 0 } as const;

/** Longer than the engine's own limit, so that its answer arrives. */
const REQUEST_TIMEOUT_MS = 30_000;

/** A store over HTTP, the same for the local engine and a server. The database must exist (see `openDatabase`). */
export function createStore(address: StoreAddress, { onStatement }: { onStatement?: (event: StatementEvent) => void } = {}): Store {
  const { url, username, password, database } = address;
  const connection = { url, username, password, database, max_open_connections: 16, log: { LoggerClass: SilentLogger } };
  const client = createClient({ ...connection, request_timeout: REQUEST_TIMEOUT_MS, keep_alive: { enabled: true, idle_socket_ttl: 2_000 } });
  const streaming = createClient({ ...connection, request_timeout: STREAM_TIMEOUT_MS, keep_alive: { enabled: false } });

  async function measured<T>(name: string, work: () => Promise<T>): Promise<T> {
    const start = performance.now();
    let ok = false;
    try {
      const result = await work();
      ok = true;
      return result;
    } catch (error) {
      throw translate(error, { statement: name });
    } finally {
      onStatement?.({ name, milliseconds: performance.now() - start, ok });
    }
  }

  return {
    database: address.database,
    read: (query, params, { signal } = {}) =>
      measured(query.name, async () => {
        const { text, params: bound } = render(query.sql(query.params.parse(params)));
        const ask = async (): Promise<unknown[]> => {
          const answer = await client.query({
            query: text,
            query_params: bound,
            format: 'JSONEachRow',
            clickhouse_settings: { ...READ_SETTINGS, ...query.settings },
            ...(signal ? { abort_signal: signal } : {}),
          });
          return answer.json<unknown>();
        };
        let rows: unknown[];
        try {
          rows = await ask();
        } catch (error) {
          // A kept-alive connection may die between two questions; reading twice does no harm.
          if (!isConnectionError(error) || signal?.aborted) throw error;
          rows = await ask();
        }
        return rows.map((row) => query.row.parse(row));
      }),
    ...createStreams({ client: streaming, settings: READ_SETTINGS, onStatement }),
    insert: (table, body, { token } = {}) =>
      measured(`insert ${table.name}`, async () => {
        if (body === '') return;
        await client.command({
          query: `INSERT INTO ${table.name} (${table.columns.join(', ')}) FORMAT JSONCompactEachRow\n${body}`,
          clickhouse_settings: {
            async_insert: 0,
            wait_end_of_query: 1,
            ...(body.length < SMALL_BODY ? SMALL_BODY_SETTINGS : {}),
            ...(token ? { insert_deduplication_token: token } : {}),
          },
        });
      }),
    execute: (statement, params) =>
      measured(statement.name, async () => {
        const { text, params: bound } = render(statement.sql(statement.params.parse(params)));
        await client.command({ query: text, query_params: bound, clickhouse_settings: { mutations_sync: '2' } });
      }),
    isReady: () => isReady(client),
    command: (statement) =>
      measured('command', async () => {
        await client.command({ query: statement });
      }),
    async close() {
      await Promise.all([client.close(), streaming.close()]);
    },
  };
}

async function isReady(client: ClickHouseClient): Promise<boolean> {
  try {
    const answer = await client.query({ query: 'SELECT 1', format: 'JSONEachRow', abort_signal: AbortSignal.timeout(2_000) });
    await answer.json();
    return true;
  } catch {
    return false;
  }
}

/** The client's own log would repeat statements, and statements hold customers' words. */
class SilentLogger {
  trace(): void {}
  debug(): void {}
  info(): void {}
  warn(): void {}
  error(): void {}
}
