/** How many loops ended, or were still open when last looked at (censored), after the same time. */
export interface Lifetime {
  time: number;
  ended: number;
  censored: number;
}

/** A step of the curve: after `time`, the estimated share that has not ended. */
export interface Step {
  time: number;
  atRisk: number;
  ended: number;
  censored: number;
  /** Share not ended after this time, from 1 to 0. */
  share: number;
  /** 95 % interval of the share. */
  low: number;
  high: number;
}

/** A quantile of the time; null where the curve does not reach it, which is a legal answer: "not reached yet". */
export interface SurvivalQuantile {
  value: number | null;
  low: number | null;
  high: number | null;
}

/** Standard normal quantile of a two-sided 95 % interval, as R has it. */
export const Z_95 = 1.959963984540054;
/** Shares that differ by less are the same: sums of fractions are not exact (R's survfit takes the root of the machine's precision). */
export const TOLERANCE = 1.5e-8;

/**
 * The Kaplan–Meier curve (Kaplan & Meier 1958): open loops count as not ended yet, for as long as they were seen. Interval by
 * Greenwood's variance on the logarithm of the share, the default of R's survfit. Times in any order and unit; equal ones
 * are added up, and who is censored at a time is at risk at it.
 */
export function kaplanMeier(lifetimes: readonly Lifetime[]): Step[] {
  const byTime = new Map<number, Lifetime>();
  let atRisk = 0;
  for (const { time, ended, censored } of lifetimes) {
    const known = byTime.get(time);
    byTime.set(time, { time, ended: ended + (known?.ended ?? 0), censored: censored + (known?.censored ?? 0) });
    atRisk += ended + censored;
  }
  const steps: Step[] = [];
  let share = 1;
  let variance = 0;
  for (const { time, ended, censored } of [...byTime.values()].sort((left, right) => left.time - right.time)) {
    if (ended > 0) {
      share *= 1 - ended / atRisk;
      variance += ended / (atRisk * (atRisk - ended));
    }
    const error = Math.sqrt(variance);
    // Of the last one nothing is left, and the interval of nothing is not known.
    const known = share > 0;
    steps.push({ time, atRisk, ended, censored, share, low: known ? share * Math.exp(-Z_95 * error) : 0, high: known ? Math.min(1, share * Math.exp(Z_95 * error)) : 0 });
    atRisk -= ended + censored;
  }
  return steps;
}

/**
 * The time after which a share `p` has ended (0.5 for the median, 0.9 for p90), with a 95 % interval by Brookmeyer & Crowley
 * (1982): the times at which the bounds of the curve reach it, as R's quantile.survfit does. Where the curve
 * runs exactly at the level for a while, the middle of that while.
 */
export function survivalQuantile(steps: readonly Step[], p: number): SurvivalQuantile {
  const reached = (shareOf: (step: Step) => number): number | null => timeOf(steps, { level: 1 - p, shareOf });
  return {
    value: reached(({ share }) => share),
    low: reached(({ low }) => low),
    high: reached(({ share, high }) => (share > 0 ? high : Number.NaN)),
  };
}

function timeOf(steps: readonly Step[], { level, shareOf }: { level: number; shareOf: (step: Step) => number }): number | null {
  const first = steps.find((step) => shareOf(step) <= level + TOLERANCE);
  const next = steps.find((step) => shareOf(step) < level - TOLERANCE);
  if (!first) return null;
  const exactly = shareOf(first) >= level - TOLERANCE;
  if (!exactly) return first.time;
  return next ? (first.time + next.time) / 2 : null;
}
