import { defineQuery, sql } from '@heed/store';
import { openTestStore } from '@heed/store/testing';
import { DateTime } from 'luxon';
import * as z from 'zod';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { localDay, withZone } from './local-day.ts';

const localDays = defineQuery<string, { day: string }>({
  name: 'tests.localDays',
  params: z.string(),
  row: z.object({ day: z.string() }),
  // Every nine hours and a bit from 1970 to 2100, so that each hour of the day is met, and those around each change of the clocks.
  sql: (timeZone) => sql`
    ${withZone(timeZone)}
    SELECT toString(${localDay(sql`fromUnixTimestamp64Milli(toInt64(number * 33333337), 'UTC')`)}) AS day FROM numbers(124000) ORDER BY number`,
  examples: ['UTC'],
});

describe('the day of a moment in a zone', () => {
  let store: Awaited<ReturnType<typeof openTestStore>>;
  beforeAll(async () => {
    store = await openTestStore();
  });
  afterAll(() => store.drop());

  // Half an hour of summer time; summer time that ends at midnight; two changes within Ramadan; a day that never was; seconds; no zone of the engine's.
  test.each(['Australia/Lord_Howe', 'America/Sao_Paulo', 'Africa/Casablanca', 'Pacific/Apia', 'Africa/Monrovia', 'UTC+3'])('%s', async (timeZone) => {
    const rows = await store.read(localDays, timeZone);
    expect(rows).toHaveLength(124_000);
    const wrong = rows.flatMap(({ day }, index) => {
      // Luxon is slow: every seventh moment, and every one of two years.
      if (index % 7 !== 0 && !(index > 52_000 && index < 54_000)) return [];
      const expected = DateTime.fromMillis(index * 33_333_337, { zone: timeZone }).toISODate();
      return day === expected ? [] : [{ index, day, expected }];
    });
    expect(wrong).toEqual([]);
  });
});
