import { percent, wilson, type Sampled } from '@heed/domain';
import { compare, type Difference } from '../statistics/compare.ts';
import { MINIMUM_SAMPLE } from '../metric/metric.ts';

/** A part of some comments, in percent, with Wilson's 95 % interval; null when there are no comments. */
export interface Share {
  value: number | null;
  low: number | null;
  high: number | null;
  /** Comments in the part, and all of them. */
  comments: number;
  of: number;
}

/** A share with the standard error by which changes are judged; null when there are no comments. */
export const sampledShare = ({ comments, of }: Pick<Share, 'comments' | 'of'>): Sampled | null => percent(wilson({ hits: comments, n: of }));

/** So many comments of so many. */
export function shareOf(comments: number, of: number): Share {
  const { value = null, low = null, high = null } = sampledShare({ comments, of }) ?? {};
  return { value, low, high, comments, of };
}

/** What may be said of two shares: the difference in percentage points, by the rule of every change. */
export function compareShares({ current, previous }: { current: Share; previous: Share }): Difference {
  const side = (share: Share) => ({ n: share.of, sampled: sampledShare(share) });
  return compare({ current: side(current), previous: side(previous) }, { minimumSample: MINIMUM_SAMPLE, span: 100 });
}
