import type { StoryDay } from './day.ts';
import { BATTERY_STARTS_DAYS_AGO, INCIDENT } from './story.ts';

/** The firmware that broke pairing, and the one that fixed it. */
export const BROKEN_FIRMWARE = '4.8.0';
export const FIXED_FIRMWARE = '4.8.2';

/** The app's version on a day: a release every four weeks, the last one when the batteries began to drain. */
export function appVersion({ ago }: Pick<StoryDay, 'ago'>): string {
  const releasesSince = ago <= BATTERY_STARTS_DAYS_AGO ? 0 : 1 + Math.floor((ago - BATTERY_STARTS_DAYS_AGO - 1) / 28);
  return `6.${15 - releasesSince}`;
}

/** The firmware that devices were offered on a day. */
export function firmwareVersion({ ago }: Pick<StoryDay, 'ago'>): string {
  if (ago > 220) return '4.6.1';
  if (ago > INCIDENT.startsDaysAgo) return '4.7.3';
  if (ago >= INCIDENT.endsDaysAgo) return BROKEN_FIRMWARE;
  return ago >= 40 ? FIXED_FIRMWARE : '4.9.0';
}
