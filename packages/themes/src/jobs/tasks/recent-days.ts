/** What was said in so many days counts as recent; the first of these that holds enough. */
const WINDOWS = [3, 7, 14, 28] as const;
/** The longest of them. */
export const MOST_RECENT_DAYS = 28;
/** Among fewer recent comments even what everybody speaks of is too little to tell. */
const ENOUGH = 150;

/**
 * How many days back, today included, comments of a language are recent: three where much is written, so that what is new is found within the hour, and up to
 * four weeks where little is. `today` is in days since 1970, like the days of the counts.
 */
export function recentDaysOf(counts: readonly { day: number; comments: number }[], { today }: { today: number }): number {
  const within = (days: number): number => counts.reduce((sum, { day, comments }) => sum + (day > today - days ? comments : 0), 0);
  return WINDOWS.find((days) => within(days) >= ENOUGH) ?? MOST_RECENT_DAYS;
}
