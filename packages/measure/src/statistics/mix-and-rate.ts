/** How many answers a group gave and their mean, null when it gave none. */
export interface Weighted {
  n: number;
  value: number | null;
}

/** What a group adds to the change of the whole. */
export interface Contribution {
  /** By being a larger or smaller part of those who answered. */
  mix: number;
  /** By answering differently. */
  rate: number;
}

/**
 * Splits the change of a mean between two samples by groups into mix (who answered) and rate (what they said), after
 * Kitagawa (1955, "Components of a Difference Between Two Rates", Journal of the American Statistical Association 50),
 * with the midpoints of both samples as weights, so that no side is the base. With a group's share p of all answers and its
 * value v now, p′ and v′ before, and M the midpoint of the whole's two values:
 *
 *     rate = (p + p′)/2 · (v − v′)        mix = (p − p′) · ((v + v′)/2 − M)
 *
 * A mix is so read against the whole and not against zero: a group that grows lifts the whole only when it is above M.
 *
 * The parts add up to the change exactly. For one group, rate + mix = p·v − p′·v′ − (p − p′)·M, as multiplying out shows:
 * the four cross terms ½·p·v′ and ½·p′·v cancel. Over all groups Σ p·v and Σ p′·v′ are the two values of the whole, because
 * it is the mean of all answers, and Σ (p − p′)·M is 0, because the shares add up to 1 on both sides.
 *
 * A group that answered on one side only has no value on the other. It is taken to say there what it says here: its rate is
 * 0, all of it is mix, and the sum above does not change, since the missing value is multiplied by a share of 0.
 *
 * Where nobody answered on one of the sides there is no change to split, and all parts are 0.
 */
export function mixAndRate(groups: readonly { current: Weighted; previous: Weighted }[]): Contribution[] {
  const current = whole(groups.map((group) => group.current));
  const previous = whole(groups.map((group) => group.previous));
  return groups.map((group) => {
    const value = group.current.value ?? group.previous.value;
    const before = group.previous.value ?? group.current.value;
    if (current.n === 0 || previous.n === 0 || value === null || before === null) return { mix: 0, rate: 0 };
    const [share, previousShare] = [group.current.n / current.n, group.previous.n / previous.n];
    const midpoint = (current.mean + previous.mean) / 2;
    return { mix: (share - previousShare) * ((value + before) / 2 - midpoint), rate: ((share + previousShare) / 2) * (value - before) };
  });
}

function whole(groups: readonly Weighted[]): { n: number; mean: number } {
  const n = groups.reduce((sum, group) => sum + group.n, 0);
  const mean = n === 0 ? 0 : groups.reduce((sum, group) => sum + (group.n / n) * (group.value ?? 0), 0);
  return { n, mean };
}
