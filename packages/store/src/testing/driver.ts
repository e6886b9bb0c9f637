import { ClickHouseLogLevel, createClient, type ClickHouseSettings } from '@clickhouse/client';

/** A connection by the official driver, as any tool would have it: nothing of Heed stands between. */
export interface Driver {
  /** The rows of a statement. Rejects with the engine's own error. */
  rows<Row = Record<string, unknown>>(statement: string, settings?: ClickHouseSettings): Promise<Row[]>;
  /** Runs a statement that has no rows. */
  run(statement: string, settings?: ClickHouseSettings): Promise<void>;
  close(): Promise<void>;
}

/** Connects by the official driver for tests. */
export function connectDriver(address: { url: string; username: string; password: string; database: string }): Driver {
  const client = createClient({ ...address, compression: { response: true }, log: { level: ClickHouseLogLevel.OFF } });
  return {
    async rows<Row>(query: string, settings: ClickHouseSettings = {}) {
      const answer = await client.query({ query, format: 'JSONEachRow', clickhouse_settings: settings });
      return answer.json<Row>();
    },
    async run(query, settings = {}) {
      await client.command({ query, clickhouse_settings: settings });
    },
    close: () => client.close(),
  };
}
