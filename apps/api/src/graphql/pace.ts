import { HeedError } from '@heed/domain';
import { TokenBucket } from 'limiter';

/** How much callers may ask within a minute, so that one runaway program does not starve everybody else. */
export interface Pace {
  /** Counts a cost against the caller. Throws RATE_LIMITED, with the seconds to wait, when the minute's share is used up. */
  charge(callerId: string, cost: number): void;
}

/**
 * A bucket for each caller that holds a minute's cost and fills evenly; in this process alone. A `costPerMinute` of null
 * lets everything through.
 */
export function createPace({ costPerMinute }: { costPerMinute: number | null }): Pace {
  if (costPerMinute === null) return { charge: () => undefined };
  // One for each token that ever asked since the start: tens of bytes each, so none is thrown away.
  const buckets = new Map<string, TokenBucket>();
  return {
    charge(callerId, cost) {
      let bucket = buckets.get(callerId);
      if (!bucket) {
        bucket = new TokenBucket({ bucketSize: costPerMinute, tokensPerInterval: costPerMinute, interval: 'minute' });
        bucket.content = costPerMinute;
        buckets.set(callerId, bucket);
      }
      if (bucket.tryRemoveTokens(cost)) return;
      const retryAfterSeconds = Math.ceil(bucket.getWaitTime(cost) / 1_000);
      throw new HeedError(
        'RATE_LIMITED',
        `Your questions of the last minute cost ${costPerMinute} together, which is the limit. Wait ${retryAfterSeconds} s, then ask less often or for less at once; HEED_COST_PER_MINUTE sets the limit.`,
        { retryAfterSeconds, cost, costPerMinute },
      );
    },
  };
}
