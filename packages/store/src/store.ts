import { createClient, type ClickHouseClient } from '@clickhouse/client';
import * as z from 'zod';
import { render, sql } from './query/sql.ts';
import { count, type Query, type Statement } from './query/query.ts';
import type { Table } from './query/table.ts';
import { askEngine, READ_SETTINGS } from './question.ts';
import { createStreams, STREAM_TIMEOUT_MS, type StoreStreamer } from './stream/streams.ts';
import { translate } from './store-error.ts';

/** On whose behalf something is read. */
export interface ReadOptions {
  /** Aborted when whoever asked is gone: the question then ends, in the engine too. */
  signal?: AbortSignal | undefined;
  /** Seconds after which the engine gives up; 20 when missing. A query's own, shorter limit stays. */
  maxSeconds?: number | undefined;
  /** Told of the statement when it is done, as the store's own `onStatement`. */
  onStatement?: ((event: StatementEvent) => void) | undefined;
}

/** Reads by named query. */
export interface StoreReader {
  /**
   * The parsed rows of a query. Throws HeedError UNAVAILABLE when the database does not answer, QUERY_TOO_COMPLEX when
   * the time limit is passed, StoreError for anything unexpected.
   */
  read<Params, Row>(query: Query<Params, Row>, params: Params, options?: ReadOptions): Promise<Row[]>;
  /** The same object for all readers of one store, for who remembers what it read. */
  readonly origin?: object;
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
  /**
   * How many rows the engine would read for a query, without reading them: what its key leaves of each table (EXPLAIN
   * ESTIMATE), in whole granules of 8,192. Throws as `read`.
   */
  estimate<Params, Row>(query: Query<Params, Row>, params: Params, options?: ReadOptions): Promise<number>;
  /** True when the database answers within two seconds. */
  isReady(): Promise<boolean>;
  /** Plain statements of migrations, views and tests; the program itself reads and inserts. */
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
  /** Rows that the engine read for it; 0 for a write, and for a read that failed. */
  rowsRead: number;
}

/** For reads of Heed's own, and for whoever says nothing else. */
const MAX_SECONDS = 20;

/** Below so many characters an insert is done sooner than its threads are started: 64 rows in 3.2 ms instead of 5.5. */
const SMALL_BODY = 200_000;
const SMALL_BODY_SETTINGS = { max_threads: 1, max_insert_threads: '1', input_format_parallel_parsing: 0 } as const;

/** An engine that says nothing for so long to a write, or to a question of Heed's own, is gone. */
const REQUEST_TIMEOUT_MS = 30_000;
/** Questions of people end by a time limit of their own; this is longer than any of them. */
const QUESTION_TIMEOUT_MS = 600_000;

const estimated = z.object({ rows: count });

/** A store over HTTP, the same for the local engine and a server. The database must exist (see `openDatabase`). */
export function createStore(address: StoreAddress, { onStatement }: { onStatement?: (event: StatementEvent) => void } = {}): Store {
  const connect = (requestTimeout: number, { keepAlive = true }: { keepAlive?: boolean } = {}): ClickHouseClient =>
    createClient({
      url: address.url,
      username: address.username,
      password: address.password,
      database: address.database,
      request_timeout: requestTimeout,
      max_open_connections: 16,
      keep_alive: { enabled: keepAlive, idle_socket_ttl: 2_000 },
      log: { LoggerClass: SilentLogger },
    });
  // Connections of their own: sixteen slow questions must not keep feedback from coming in.
  const client = connect(REQUEST_TIMEOUT_MS);
  const forPeople = connect(QUESTION_TIMEOUT_MS);
  const streaming = connect(STREAM_TIMEOUT_MS, { keepAlive: false });

  async function measured<T>(name: string, work: (tell: (rowsRead: number) => void) => Promise<T>, also?: (event: StatementEvent) => void): Promise<T> {
    const start = performance.now();
    let ok = false;
    let rowsRead = 0;
    try {
      const result = await work((rows) => (rowsRead = rows));
      ok = true;
      return result;
    } catch (error) {
      throw translate(error, { statement: name });
    } finally {
      const event = { name, milliseconds: performance.now() - start, ok, rowsRead };
      onStatement?.(event);
      also?.(event);
    }
  }

  const read = <Params, Row>(query: Query<Params, Row>, params: Params, { signal, maxSeconds = MAX_SECONDS, onStatement: also }: ReadOptions = {}): Promise<Row[]> =>
    measured(
      query.name,
      async (tell) => {
        const { text, params: bound } = render(query.sql(query.params.parse(params)));
        const { max_execution_time: own, ...settings } = query.settings ?? {};
        const question = { name: query.name, text, params: bound, settings, maxSeconds: Math.min(maxSeconds, Number(own ?? maxSeconds)), signal };
        const { rows, rowsRead } = await askEngine({ client: signal || maxSeconds > MAX_SECONDS ? forPeople : client, control: client }, question);
        tell(rowsRead);
        return rows.map((row) => query.row.parse(row));
      },
      also,
    );

  return {
    origin: {},
    database: address.database,
    read,
    async estimate(query, params, options) {
      const explained = { ...query, name: `${query.name} (estimate)`, row: estimated, sql: (given: typeof params) => sql`EXPLAIN ESTIMATE ${query.sql(given)}` };
      return (await read(explained, params, options)).reduce((sum, { rows }) => sum + rows, 0);
    },
    ...createStreams({ client: streaming, settings: READ_SETTINGS, onStatement: (event) => onStatement?.({ ...event, rowsRead: 0 }) }),
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
        await client.command({ query: text, query_params: bound, clickhouse_settings: { mutations_sync: '2', ...statement.settings } });
      }),
    isReady: () => isReady(client),
    command: (statement) =>
      measured('command', async () => {
        await client.command({ query: statement });
      }),
    async close() {
      await Promise.all([client.close(), forPeople.close(), streaming.close()]);
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
