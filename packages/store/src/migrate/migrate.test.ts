import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { defineQuery } from '../query/query.ts';
import { sql } from '../query/sql.ts';
import { allTables, rowsToBody } from '../query/table.ts';
import { openTestStore } from '../testing/index.ts';
import { MigrationError, migrate, readMigrations } from './migrate.ts';
import { schemaSql } from './schema-sql.ts';

const columns = defineQuery({
  name: 'store.testColumns',
  params: z.strictObject({}),
  row: z.object({ table: z.string(), name: z.string() }),
  sql: () => sql`SELECT table, name FROM system.columns WHERE database = currentDatabase() ORDER BY table, position`,
  examples: [{}],
});

describe('migrations', () => {
  let store: Awaited<ReturnType<typeof openTestStore>>;
  beforeAll(async () => {
    store = await openTestStore();
  });
  afterAll(() => store.drop());

  test('are numbered without gaps', () => {
    expect(readMigrations().map(({ number }) => number)).toEqual(readMigrations().map((_, index) => index + 1));
  });

  test('do nothing the second time, and every statement may be repeated', async () => {
    expect(await migrate(store)).toEqual([]);
    const before = await schemaSql(store);
    for (const { statements } of readMigrations()) for (const statement of statements) await store.command(statement);
    expect(await schemaSql(store)).toBe(before);
  });

  test('amount to clickhouse/schema.sql', async () => {
    await expect(await schemaSql(store)).toMatchFileSnapshot('../../../../clickhouse/schema.sql');
  });

  test('declared tables have the columns of the schema', async () => {
    const real = await store.read(columns, {});
    for (const { name, columns: declared } of allTables()) {
      expect(real.filter(({ table }) => table === name).map((column) => column.name), name).toEqual(expect.arrayContaining([...declared]));
    }
  });

  test('refuse a database that a newer Heed has written', async () => {
    await store.insert({ name: 'schema_migrations', columns: ['number', 'name', 'hash'] }, rowsToBody([[9999, '9999_from_the_future.sql', 'x']]));
    await expect(migrate(store)).rejects.toThrow(MigrationError);
    await expect(migrate(store)).rejects.toThrow('9999_from_the_future.sql');
  });
});
