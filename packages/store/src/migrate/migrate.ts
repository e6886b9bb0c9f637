import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import * as z from 'zod';
import { engineChildFile } from '../engine/engine-child-file.ts';
import { defineQuery } from '../query/query.ts';
import { sql } from '../query/sql.ts';
import { defineTable, rowsToBody } from '../query/table.ts';
import type { Store } from '../store.ts';

/** Why the schema cannot be brought up to date; one plain sentence. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';
}

export interface Migration {
  number: number;
  /** The file's name. */
  name: string;
  statements: string[];
  hash: string;
}

const folder = new URL('../../../../clickhouse/migrations/', pathToFileURL(engineChildFile()));

/** The migrations of this program, in order. A statement ends with a semicolon at the end of a line. */
export function readMigrations(): Migration[] {
  return readdirSync(fileURLToPath(folder))
    .filter((name) => /^\d{4}_[a-z0-9_]+\.sql$/.test(name))
    .sort()
    .map((name) => {
      const text = readFileSync(new URL(name, folder), 'utf8');
      return {
        number: Number(name.slice(0, 4)),
        name,
        statements: text.split(/;\s*$/m).map((part) => part.trim()).filter((part) => part.replaceAll(/^--.*$/gm, '').trim() !== ''),
        hash: createHash('sha256').update(text).digest('hex').slice(0, 16),
      };
    });
}

const schemaMigrations = defineTable({ name: 'schema_migrations', columns: ['number', 'name', 'hash'] });

const applied = defineQuery({
  name: 'store.appliedMigrations',
  params: z.strictObject({}),
  row: z.object({ number: z.number(), name: z.string(), hash: z.string() }),
  sql: () => sql`SELECT number, any(name) AS name, argMax(hash, applied_at) AS hash FROM schema_migrations GROUP BY number ORDER BY number`,
  examples: [{}],
});

/**
 * Applies what is missing, in order, and returns the names of what it applied. Every statement is idempotent, so a
 * migration that was interrupted is simply applied again. Throws MigrationError when the database is newer than the program.
 */
export async function migrate(store: Store): Promise<string[]> {
  await store.command(
    `CREATE TABLE IF NOT EXISTS schema_migrations (number UInt32, name String, hash String, applied_at DateTime64(3, 'UTC') DEFAULT now64(3))
     ENGINE = MergeTree ORDER BY number COMMENT 'Migrations that were applied'`,
  );
  const known = readMigrations();
  const done = new Set<number>();
  for (const { number, name } of await store.read(applied, {})) {
    if (!known.some((migration) => migration.number === number)) {
      throw new MigrationError(`The database has migration ${name}, which this version of Heed does not know; run the newer version.`);
    }
    done.add(number);
  }
  const names: string[] = [];
  for (const { number, name, statements, hash } of known) {
    if (done.has(number)) continue;
    for (const statement of statements) await store.command(statement);
    await store.insert(schemaMigrations, rowsToBody([[number, name, hash]]));
    names.push(name);
  }
  return names;
}
