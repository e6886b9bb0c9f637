import * as z from 'zod';
import { defineQuery } from '../query/query.ts';
import { sql } from '../query/sql.ts';
import type { StoreReader } from '../store.ts';

const definitions = defineQuery({
  name: 'store.definitions',
  params: z.strictObject({}),
  row: z.object({ name: z.string(), definition: z.string() }),
  sql: () => sql`SELECT name, formatQuery(replaceAll(create_table_query, concat(currentDatabase(), '.'), '')) AS definition
    FROM system.tables WHERE database = currentDatabase() AND NOT startsWith(name, '.') ORDER BY name`,
  examples: [{}],
});

/** The whole schema as the engine sees it, as the text of `clickhouse/schema.sql`. */
export async function schemaSql(store: StoreReader): Promise<string> {
  const rows = await store.read(definitions, {});
  return `-- Generated from clickhouse/migrations: what they amount to. Do not edit; a test compares it with the engine.\n\n${rows
    .map(({ definition }) => `${definition};`)
    .join('\n\n')}\n`;
}
