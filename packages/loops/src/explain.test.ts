import { allQueries, render, sql } from '@heed/store';
import { openTestStore } from '@heed/store/testing';
import * as z from 'zod';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import './index.ts';

describe('every question of loops', () => {
  let store: Awaited<ReturnType<typeof openTestStore>>;
  beforeAll(async () => {
    store = await openTestStore();
  });
  afterAll(() => store.drop());

  const queries = allQueries().filter(({ name }) => name.startsWith('loops.'));

  test.each(queries.map((query) => [query.name, query] as const))('%s can be explained against the schema', async (_name, query) => {
    expect(query.examples.length).toBeGreaterThan(0);
    for (const example of query.examples) {
      const explained = { ...query, row: z.object({ explain: z.string() }), sql: (params: never) => sql`EXPLAIN ${query.sql(params)}` };
      expect(await store.read(explained, example)).not.toEqual([]);
    }
  });

  /**
   * The names of the parts are not about rows, nor are arrivals about what is true; the others look for keys without, and then read by
   * them with FINAL.
   */
  const withoutFinal = new Set(['loops.parts', 'loops.departments', 'loops.arrivals', 'loops.matches', 'loops.taken', 'loops.openOfCustomers']);

  test.each(queries.filter(({ name }) => !withoutFinal.has(name)).map((query) => [query.name, query] as const))('%s reads with FINAL', (_name, query) => {
    for (const example of query.examples) {
      expect(render(query.sql(example)).text.match(/FROM (loops|loop_feedback|feedback|customers|comment_readings)\b(?! FINAL)/)).toBeNull();
    }
  });
});
