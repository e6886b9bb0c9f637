import { allQueries, render, sql } from '@heed/store';
import { openTestStore } from '@heed/store/testing';
import * as z from 'zod';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import './index.ts';

describe('every question of themes', () => {
  let store: Awaited<ReturnType<typeof openTestStore>>;
  beforeAll(async () => {
    store = await openTestStore();
  });
  afterAll(() => store.drop());

  const queries = allQueries().filter(({ name }) => name.startsWith('themes.'));

  test.each(queries.map((query) => [query.name, query] as const))('%s can be explained against the schema', async (_name, query) => {
    expect(query.examples.length).toBeGreaterThan(0);
    for (const example of query.examples) {
      const explained = { ...query, row: z.object({ explain: z.string() }), sql: (params: never) => sql`EXPLAIN ${query.sql(params)}` };
      expect(await store.read(explained, example)).not.toEqual([]);
    }
  });

  /** Arrivals are not about what is true; the others look for keys without, and then read by them with FINAL. */
  const withoutFinal = new Set(['themes.arrivals', 'themes.toRead', 'themes.gone', 'themes.commentsOf', 'themes.rewrittenExamples', 'themes.readingOf']);

  test.each(queries.filter(({ name }) => !withoutFinal.has(name)).map((query) => [query.name, query] as const))('%s reads with FINAL', (_name, query) => {
    for (const example of query.examples) {
      expect(render(query.sql(example)).text.match(/FROM (feedback|comment_readings)\b(?!( AS r)? FINAL)/)).toBeNull();
    }
  });
});
