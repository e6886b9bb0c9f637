import { bucketsOf, type Calendar } from '@heed/domain';

const DAY = 86_400_000;
/** Nobody wants to hear of what was longer ago. */
const MOST_DAYS = 14;

/** The ends of days that passed since somebody last looked, in the organisation's zone: as of these it is looked again. None within a day. */
export function missedMoments(lastLook: number, { now, timeZone }: Calendar): number[] {
  if (now - lastLook < DAY) return [];
  const from = Math.max(lastLook, now - MOST_DAYS * DAY);
  // A moment before midnight, so that the day counts and not the next.
  return bucketsOf({ from, to: now }, { grain: 'day', timeZone }).map(({ to }) => to - 1).filter((at) => at < now - 1);
}
