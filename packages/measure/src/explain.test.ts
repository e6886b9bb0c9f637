import { allQueries, render, sql } from '@heed/store';
import { openTestStore } from '@heed/store/testing';
import * as z from 'zod';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import './index.ts';

describe('every question of measure, and those of the filter that it asks by', () => {
  let store: Awaited<ReturnType<typeof openTestStore>>;
  beforeAll(async () => {
    store = await openTestStore();
  });
  afterAll(() => store.drop());

  const queries = allQueries().filter(({ name }) => /^(measure|filter)\./.test(name));

  test.each(queries.map((query) => [query.name, query] as const))('%s can be explained against the schema', async (_name, query) => {
    expect(query.examples.length).toBeGreaterThan(0);
    for (const example of query.examples) {
      const explained = { ...query, row: z.object({ explain: z.string() }), sql: (params: never) => sql`EXPLAIN ${query.sql(params)}` };
      expect(await store.read(explained, example)).not.toEqual([]);
      expect(await store.estimate(query, example)).toBe(0);
    }
  });

  /** Days that have any row, older versions included, so that what is gone is looked at as well: no number comes from it. */
  const withoutFinal = new Set(['measure.feedbackDays']);

  test.each(queries.filter(({ name }) => !withoutFinal.has(name)).map((query) => [query.name, query] as const))('%s reads with FINAL', (_name, query) => {
    for (const example of query.examples) {
      expect(render(query.sql(example)).text.match(/FROM (feedback|feedback_daily|customers|comment_readings|loops|loop_feedback)\b(?! FINAL)/)).toBeNull();
    }
  });
});
