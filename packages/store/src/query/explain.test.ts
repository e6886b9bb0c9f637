import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestStore } from '../testing/index.ts';
import { allQueries } from './query.ts';
import { render } from './sql.ts';
import { createClient } from '@clickhouse/client';
import { inject } from 'vitest';
import '../index.ts';

describe('every query of the store', () => {
  let store: Awaited<ReturnType<typeof openTestStore>>;
  beforeAll(async () => {
    store = await openTestStore();
  });
  afterAll(() => store.drop());

  test('can be explained against the schema', async () => {
    const client = createClient({ ...inject('engine'), database: store.database });
    for (const query of allQueries()) {
      for (const example of query.examples) {
        const { text, params } = render(query.sql(example));
        await expect(client.command({ query: `EXPLAIN ${text}`, query_params: params }), query.name).resolves.toBeDefined();
      }
    }
    await client.close();
  });
});
