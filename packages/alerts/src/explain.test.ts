import { allQueries, render, sql } from '@heed/store';
import { openTestStore } from '@heed/store/testing';
import * as z from 'zod';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import './index.ts';

describe('every question of alerts', () => {
  let store: Awaited<ReturnType<typeof openTestStore>>;
  beforeAll(async () => {
    store = await openTestStore();
  });
  afterAll(() => store.drop());

  const queries = allQueries().filter(({ name }) => name.startsWith('alerts.'));

  test.each(queries.map((query) => [query.name, query] as const))('%s can be explained against the schema, and be asked', async (_name, query) => {
    expect(query.examples.length).toBeGreaterThan(0);
    for (const example of query.examples) {
      const explained = { ...query, row: z.object({ explain: z.string() }), sql: (params: never) => sql`EXPLAIN ${query.sql(params)}` };
      expect(await store.read(explained, example)).not.toEqual([]);
      expect((await store.read(query, example)).length).toBeLessThan(2);
    }
  });

  /** Whose row stands at a revision is asked of all rows. */
  const withoutFinal = new Set(['alerts.head', 'alerts.deliveryHead']);

  test.each(queries.filter(({ name }) => !withoutFinal.has(name)).map((query) => [query.name, query] as const))('%s reads with FINAL', (_name, query) => {
    for (const example of query.examples) {
      // What only looks for keys reads them without, and the rows by them with it.
      const text = render(query.sql(example)).text.replaceAll(/\(SELECT [a-z_, ]+ FROM \w+ WHERE/g, '(');
      expect(text.match(/FROM (alerts|alert_deliveries|alert_readers|feedback)\b(?! FINAL)/)).toBeNull();
    }
  });
});
