import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { DUCKDB } from './dialect.ts';
import type { Database } from './system.ts';

const MEMORY = '6GB';

export const DUCKDB_SETUP = `DuckDB in the benchmark's own process (no network), ${availableParallelism()} threads, ${MEMORY}, one table in the order of time, nothing but the newest versions`;

export interface Duckdb extends Database {
  /** Adds the rows of a Parquet file. */
  load(file: string): Promise<void>;
  stop(): void;
}

/** DuckDB on a file in the folder, with an empty table of its own. */
export async function openDuckdb(folder: string): Promise<Duckdb> {
  // Extensions would be downloaded; everything needed is built in.
  const options = { threads: String(availableParallelism()), memory_limit: MEMORY, temp_directory: join(folder, 'spill'), autoinstall_known_extensions: 'false', autoload_known_extensions: 'false' };
  const file = join(folder, 'feedback.duckdb');
  let instance = await DuckDBInstance.create(file, options);
  let connections: DuckDBConnection[] = [];
  const connection = async (index: number): Promise<DuckDBConnection> => (connections[index] ??= await instance.connect());
  const close = (): void => {
    for (const open of connections) open.closeSync();
    connections = [];
    instance.closeSync();
  };
  await (await connection(0)).run(`CREATE TABLE feedback (
    id UUID, occurred_at TIMESTAMP, source VARCHAR, external_id VARCHAR, department VARCHAR, channel VARCHAR, product VARCHAR, region VARCHAR, segment VARCHAR, language VARCHAR,
    nps UTINYINT, csat UTINYINT, csat_scale UTINYINT, ces UTINYINT, ces_scale UTINYINT, ces_version VARCHAR, enps UTINYINT, comment VARCHAR, anonymous BOOLEAN, contact_requested BOOLEAN,
    customer_id UUID, attributes MAP(VARCHAR, VARCHAR))`);
  return {
    name: 'DuckDB',
    async load(parquet) {
      await (await connection(0)).run(`INSERT INTO feedback SELECT * REPLACE (make_timestamp_ms(occurred_at) AS occurred_at) FROM read_parquet('${parquet}')`);
    },
    async answer({ statements, numbersOfRows }) {
      const answers = await Promise.all(statements(DUCKDB).map(async (statement, index) => (await (await connection(index)).runAndReadAll(statement)).getRowsJson().map((row) => row.map(Number))));
      return numbersOfRows(answers);
    },
    async count() {
      return Number((await (await connection(0)).runAndReadAll('SELECT count(*) FROM feedback')).getRowsJson()[0]?.[0]);
    },
    // The benchmark itself waits while DuckDB works.
    cpuMs() {
      const { user, system } = process.cpuUsage();
      return (user + system) / 1_000;
    },
    async restart() {
      close();
      instance = await DuckDBInstance.create(file, options);
    },
    stop: close,
  };
}
