import type { Opinion } from './opinion.ts';
import type { Random } from './random.ts';

/**
 * Share of each answer, lowest first, where the mood is ordinary. Shaped as such answers are in the field: 0, 5, 8 and 10
 * stand out on the long scales, the top two on the short ones.
 */
const ORDINARY = {
  nps: [0.03, 0.012, 0.016, 0.022, 0.02, 0.055, 0.055, 0.12, 0.2, 0.19, 0.28],
  enps: [0.03, 0.015, 0.02, 0.03, 0.03, 0.08, 0.09, 0.2, 0.23, 0.15, 0.125],
  csat5: [0.06, 0.06, 0.13, 0.35, 0.4],
  csat10: [0.04, 0.02, 0.04, 0.04, 0.07, 0.08, 0.15, 0.22, 0.16, 0.18],
  ces7: [0.035, 0.045, 0.07, 0.11, 0.19, 0.29, 0.26],
} as const;
type ScoreKind = keyof typeof ORDINARY;

/** The lowest answer of each kind. */
const LOWEST: Readonly<Record<ScoreKind, number>> = { nps: 0, enps: 0, csat5: 1, csat10: 1, ces7: 1 };

const CUTS = Object.fromEntries(Object.entries(ORDINARY).map(([kind, shares]) => [kind, cutPoints(shares)])) as Record<ScoreKind, number[]>;

/**
 * An ordered-probit model (McKelvey and Zavoina 1975): the answer is the step of the scale that a mood, in standard
 * deviations around an ordinary day, falls on. A little noise of its own lets two scores of one row differ.
 */
export function scoreFor(kind: ScoreKind, { mood, random }: { mood: number; random: Random }): number {
  const felt = mood * 0.96 + random.normal() * 0.28;
  const cuts = CUTS[kind];
  let step = 0;
  while (step < cuts.length && felt > (cuts[step] ?? Infinity)) step += 1;
  return LOWEST[kind] + step;
}

/** Where a model puts words of each opinion, before its own scatter. */
const HEARD: Readonly<Record<Opinion, number>> = { good: 0.8, mixed: 0, bad: -0.8 };

/** How positive a vendor's model finds words of this opinion, from −1 to 1 with two decimals; now and then it is wrong. */
export function sentimentFor(opinion: Opinion, random: Random): number {
  const heard = Math.tanh(HEARD[opinion] + 0.35 * random.normal());
  // Adding 0 makes 0 of −0.
  return Math.round(100 * (random.chance(0.03) ? -heard : heard)) / 100 + 0;
}

/** Normal quantiles of the cumulated shares, by the logistic approximation: within 0.1 between 1 % and 99 %. */
function cutPoints(shares: readonly number[]): number[] {
  const total = shares.reduce((sum, share) => sum + share, 0);
  let below = 0;
  return shares.slice(0, -1).map((share) => {
    below += share / total;
    return Math.log(below / (1 - below)) / 1.702;
  });
}
