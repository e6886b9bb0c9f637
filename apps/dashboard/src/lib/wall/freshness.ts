import type { LiveState } from '#lib/live/connection.svelte.ts';

/** What keeps newer data away, where something does. */
export type Obstacle = 'connection' | 'database' | 'answers';

/** How far what is on a screen can be trusted. */
export interface Freshness {
  /**
   * `waiting`: nothing came yet. `late`: something is wrong, and what is shown may still be so. `stale`: two minutes were missed, and
   * nobody may take what is shown for the present.
   */
  state: 'waiting' | 'fresh' | 'late' | 'stale';
  /** Milliseconds since the oldest data on the screen was counted; null where there is none. */
  age: number | null;
  obstacle: Obstacle | null;
}

interface Known {
  /** The server's time, epoch milliseconds. */
  now: number;
  /** When the oldest data on the screen was counted, of what is counted anew every minute; null where nothing came yet. */
  asOf: number | null;
  link: LiveState;
}

const MINUTE = 60_000;
/** What is counted on the minute needs a moment to be counted and to arrive. */
const GRACE = 10_000;
export const LATE_AFTER = MINUTE + GRACE;
export const STALE_AFTER = 2 * MINUTE + GRACE;

const OBSTACLES: Readonly<Record<LiveState, Obstacle | null>> = { live: null, connecting: 'connection', reconnecting: 'connection', offline: 'connection', away: 'database' };

/** Decides whether data is fresh, late or stale. Data from the future, by a clock that was put back, is taken for new. */
export function freshnessOf({ now, asOf, link }: Known): Freshness {
  if (asOf === null) return { state: 'waiting', age: null, obstacle: link === 'connecting' ? null : OBSTACLES[link] };
  const age = Math.max(0, now - asOf);
  const obstacle = OBSTACLES[link] ?? (age >= LATE_AFTER ? 'answers' : null);
  return { state: age >= STALE_AFTER ? 'stale' : obstacle === null ? 'fresh' : 'late', age, obstacle };
}

/**
 * The age as it is told: in steps of five seconds below a minute, because figures that tick every second draw the eye to what says
 * that all is well.
 */
export function toldAge(age: number): number {
  return age < MINUTE ? Math.max(5_000, Math.floor(age / 5_000) * 5_000) : age;
}
