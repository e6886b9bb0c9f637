import { bucketsOf, type Bucket } from '@heed/domain';

const DAY = 86_400_000;
/** Days that the sample covers, counted back from `now`. */
export const SAMPLE_DAYS = 365;

/** A calendar day of the sample, as the story sees it. */
export interface StoryDay {
  /** Epoch milliseconds; the first and the last day are cut. */
  readonly from: number;
  readonly to: number;
  /** `yyyy-MM` in the organisation's zone. */
  readonly month: string;
  readonly dayOfMonth: number;
  /** 0 is Monday, 6 is Sunday. */
  readonly weekday: number;
  /** Whole days before `now`, 0 on the last day. */
  readonly ago: number;
  /** Days since the nearest Black Friday, negative before it. */
  readonly sinceBlackFriday: number;
}

/** The days of the year that ends at `now`, oldest first, in the organisation's time zone. */
export function storyDays({ now, timeZone }: { now: number; timeZone: string }): StoryDay[] {
  return bucketsOf({ from: now - SAMPLE_DAYS * DAY, to: now }, { grain: 'day', timeZone }).map((bucket) => describe(bucket, now));
}

function describe({ key, from, to }: Bucket, now: number): StoryDay {
  // The key is a calendar date; as a UTC midnight it can be compared with others without any zone.
  const date = Date.parse(`${key}T00:00:00Z`);
  return {
    from,
    to,
    month: key.slice(0, 7),
    dayOfMonth: Number(key.slice(8, 10)),
    weekday: weekdayOf(date),
    ago: Math.floor((now - from) / DAY),
    sinceBlackFriday: sinceBlackFriday(date, Number(key.slice(0, 4))),
  };
}

/** 1970-01-01 was a Thursday. */
function weekdayOf(date: number): number {
  return (Math.floor(date / DAY) + 3) % 7;
}

function sinceBlackFriday(date: number, year: number): number {
  let nearest = Infinity;
  for (const candidate of [year - 1, year]) {
    const days = Math.round((date - blackFriday(candidate)) / DAY);
    if (Math.abs(days) < Math.abs(nearest)) nearest = days;
  }
  return nearest;
}

/** The day after the fourth Thursday of November. */
function blackFriday(year: number): number {
  const first = Date.UTC(year, 10, 1);
  const toThursday = (3 - weekdayOf(first) + 7) % 7;
  return first + (toThursday + 21 + 1) * DAY;
}
