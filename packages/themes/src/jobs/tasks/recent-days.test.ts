import { expect, it } from 'vitest';
import { recentDaysOf } from './recent-days.ts';

const everyDay = (comments: number): { day: number; comments: number }[] => Array.from({ length: 28 }, (_, ago) => ({ day: 20_000 - ago, comments }));

it('looks at so many days that there is enough to tell what is new from what is usual', () => {
  expect(recentDaysOf(everyDay(1_000), { today: 20_000 })).toBe(3);
  expect(recentDaysOf(everyDay(50), { today: 20_000 })).toBe(3);
  expect(recentDaysOf(everyDay(49), { today: 20_000 })).toBe(7);
  expect(recentDaysOf(everyDay(12), { today: 20_000 })).toBe(14);
  expect(recentDaysOf(everyDay(10), { today: 20_000 })).toBe(28);
  expect(recentDaysOf([], { today: 20_000 })).toBe(28);
});
