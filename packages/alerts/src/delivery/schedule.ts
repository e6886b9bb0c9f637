import type { Channel } from './delivery.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Pauses between the attempts, as Standard Webhooks 1.0 suggests: the eighth attempt is the last, a day and a quarter after the first. */
const PAUSES_MS: Readonly<Record<Channel, readonly number[]>> = {
  webhook: [5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 10 * HOUR],
  mail: [MINUTE, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR],
};

/** How long to wait after so many failed attempts; null when it is given up. */
export const pauseAfter = (channel: Channel, attempts: number): number | null => PAUSES_MS[channel][attempts - 1] ?? null;

/** A webhook that took nothing for so long is turned off. */
export const FAILING_MS = 5 * 24 * HOUR;
