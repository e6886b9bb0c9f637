import { insertFeedback, insertReadings, repeat, testReading, type TestFeedback, type TestReading } from '@heed/filter/testing';
import { openTestStore } from '@heed/store/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { measureThemeWindows } from '../index.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const AT = Date.UTC(2026, 4, 29, 15, 30);

let store: Awaited<ReturnType<typeof openTestStore>>;
async function given(times: number, row: Partial<TestFeedback>, reading: Partial<TestReading> | null): Promise<void> {
  const rows = repeat(times, { comment: 'words', ...row });
  await insertFeedback(store, rows);
  if (reading) await insertReadings(store, rows.map((one) => testReading(one, reading)));
}
beforeAll(async () => {
  store = await openTestStore();
  // The last moment of the 24 hours, the first, and one before it.
  await given(3, { occurredAt: AT - 1 }, { themes: ['parcel', 'price'] });
  await given(4, { occurredAt: AT - DAY }, { themes: ['parcel'] });
  await given(9, { occurredAt: AT - DAY - 1 }, { themes: ['parcel'] });
  await given(2, { occurredAt: AT - HOUR }, {});
  // Not read yet, and without words.
  await given(8, { occurredAt: AT - HOUR }, null);
  await given(8, { occurredAt: AT - HOUR, comment: '' }, null);
  // The same hours a week and three weeks ago, and the moment after them.
  await given(5, { occurredAt: AT - 7 * DAY - 1 }, { themes: ['parcel'] });
  await given(7, { occurredAt: AT - 7 * DAY }, { themes: ['parcel'] });
  await given(6, { occurredAt: AT - 21 * DAY - HOUR, region: 'North' }, { themes: ['price'] });
  await given(1, { occurredAt: AT }, { themes: ['price'] });
});
afterAll(() => store.drop());

test('the comments of a day and of the same hours of earlier weeks', async () => {
  const { now, earlier } = await measureThemeWindows(store, { filter: {}, at: AT, weeks: 3 });
  expect(now).toEqual({ comments: 9, themes: new Map([['parcel', 7], ['price', 3]]) });
  expect(earlier).toEqual([
    { comments: 5, themes: new Map([['parcel', 5]]) },
    { comments: 0, themes: new Map() },
    { comments: 6, themes: new Map([['price', 6]]) },
  ]);
  const north = await measureThemeWindows(store, { filter: { region: { in: ['North'] } }, at: AT, weeks: 3 });
  expect([north.now.comments, north.earlier.map(({ comments }) => comments)]).toEqual([0, [0, 0, 6]]);
});
