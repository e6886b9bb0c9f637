import { Matrix, solve } from 'ml-matrix';

/** What the evidence in a text weighs: log odds of "positive" = learnt · `learnt` + listed · `listed` + `shift`. */
export interface Weights {
  learnt: number;
  listed: number;
  shift: number;
}

/** The evidence of one text whose score is known; `learnt` from the counts of all others. */
export interface Evidence {
  learnt: number;
  listed: number;
  isPositive: boolean;
}

/**
 * What is believed before any score is seen: the listed words alone speak, and a clear one of them is right six times in seven
 * (1.8 = 0.6 · 3), as measured in six languages.
 */
export const UNTAUGHT: Weights = { learnt: 0, listed: 0.6, shift: 0 };

/** How far from it each may be drawn by few texts: the variances of normal priors. */
const VARIANCES: Weights = { learnt: 0.5, listed: 0.05, shift: 1 };

const ROUNDS = 50;
const STILL = 1e-8;

/**
 * The most likely weights (logistic regression with normal priors, by Newton's method with halved steps). This makes the result a
 * probability, and blends what was learnt with the list without a threshold: few texts leave the weights where they were,
 * many decide them.
 */
export function calibrate(texts: readonly Evidence[]): Weights {
  const prior = toVector(UNTAUGHT);
  const precision = toVector(VARIANCES).map((variance) => 1 / variance);
  let weights = prior;
  let loss = lossOf(texts, weights, { prior, precision });
  for (let round = 0; round < ROUNDS; round++) {
    const step = newtonStep(texts, weights, { prior, precision });
    let size = 1;
    let next = moved(weights, step, size);
    let nextLoss = lossOf(texts, next, { prior, precision });
    while (nextLoss > loss && size > STILL) {
      size /= 2;
      next = moved(weights, step, size);
      nextLoss = lossOf(texts, next, { prior, precision });
    }
    if (nextLoss >= loss) break;
    const gain = loss - nextLoss;
    weights = next;
    loss = nextLoss;
    if (gain < STILL) break;
  }
  const [learnt = 0, listed = 0, shift = 0] = weights;
  // Evidence for content never counts against it, whatever a few odd texts say.
  return { learnt: Math.max(0, learnt), listed: Math.max(0, listed), shift };
}

interface Prior {
  prior: readonly number[];
  precision: readonly number[];
}

function toVector({ learnt, listed, shift }: Weights): number[] {
  return [learnt, listed, shift];
}

function logOdds({ learnt, listed }: Evidence, [a = 0, b = 0, c = 0]: readonly number[]): number {
  return a * learnt + b * listed + c;
}

function lossOf(texts: readonly Evidence[], weights: readonly number[], { prior, precision }: Prior): number {
  let loss = 0;
  for (const text of texts) {
    const against = text.isPositive ? -logOdds(text, weights) : logOdds(text, weights);
    // log(1 + e^x), which is x where e^x has no place in a number.
    loss += against > 30 ? against : Math.log1p(Math.exp(against));
  }
  return weights.reduce((sum, weight, at) => sum + 0.5 * (precision[at] ?? 0) * (weight - (prior[at] ?? 0)) ** 2, loss);
}

function newtonStep(texts: readonly Evidence[], weights: readonly number[], { prior, precision }: Prior): number[] {
  const gradient = weights.map((weight, at) => (precision[at] ?? 0) * (weight - (prior[at] ?? 0)));
  const hessian = Matrix.diag([...precision]);
  for (const text of texts) {
    const probability = 1 / (1 + Math.exp(-logOdds(text, weights)));
    const error = probability - (text.isPositive ? 1 : 0);
    const curve = probability * (1 - probability);
    const row = [text.learnt, text.listed, 1];
    for (let i = 0; i < row.length; i++) {
      gradient[i] = (gradient[i] ?? 0) + error * (row[i] ?? 0);
      for (let j = 0; j < row.length; j++) hessian.set(i, j, hessian.get(i, j) + curve * (row[i] ?? 0) * (row[j] ?? 0));
    }
  }
  return solve(hessian, Matrix.columnVector(gradient)).getColumn(0);
}

function moved(weights: readonly number[], step: readonly number[], size: number): number[] {
  return weights.map((weight, at) => weight - size * (step[at] ?? 0));
}
