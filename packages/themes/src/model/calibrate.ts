/** Of one text with a known class: scores of all classes, which of them is right, and how much the text tells (Σ λ). */
export interface Judged {
  readonly scores: ArrayLike<number>;
  readonly right: number;
  readonly evidence: number;
}

/** Sharpness of a model that has seen nothing to calibrate on. */
export const USUAL_SHARPNESS = 0.5;
const LEAST_SHARPNESS = 0.02;
const MOST_SHARPNESS = 5;
const STEPS = 40;

/**
 * Naive Bayes counts the n-grams of one word as if they were witnesses that never met, and so is too sure, the more the
 * longer a text. Its scores are therefore divided by √(1 + Σ λ) and multiplied by one number, the sharpness.
 */
export function tempered(scores: ArrayLike<number>, { sharpness, evidence, into }: { sharpness: number; evidence: number; into: Float64Array }): Float64Array {
  const scale = sharpness / Math.sqrt(1 + evidence);
  let most = -Infinity;
  for (let at = 0; at < scores.length; at++) most = Math.max(most, scores[at] ?? 0);
  let sum = 0;
  for (let at = 0; at < scores.length; at++) {
    const share = Math.exp(((scores[at] ?? 0) - most) * scale);
    into[at] = share;
    sum += share;
  }
  for (let at = 0; at < scores.length; at++) into[at] = (into[at] ?? 0) / sum;
  return into;
}

/** The calibrated probability of one class against one other whose score is lower by `difference`. */
export function certainty(difference: number, { sharpness, evidence }: { sharpness: number; evidence: number }): number {
  return 1 / (1 + Math.exp((-difference * sharpness) / Math.sqrt(1 + Math.max(0, evidence))));
}

/**
 * The sharpness by which the probabilities of the right classes are the most likely together (temperature scaling, Guo et
 * al. 2017). The loss has one minimum, found by golden section; the same texts give the same number.
 */
export function calibrate(texts: readonly Judged[]): number {
  if (texts.length === 0) return USUAL_SHARPNESS;
  const room = new Float64Array(texts[0]?.scores.length ?? 0);
  const loss = (logarithm: number): number => {
    const sharpness = Math.exp(logarithm);
    let sum = 0;
    for (const { scores, right, evidence } of texts) sum -= Math.log(Math.max(1e-12, tempered(scores, { sharpness, evidence, into: room })[right] ?? 0));
    return sum;
  };
  const golden = (Math.sqrt(5) - 1) / 2;
  let low = Math.log(LEAST_SHARPNESS);
  let high = Math.log(MOST_SHARPNESS);
  let left = high - golden * (high - low);
  let right = low + golden * (high - low);
  let leftLoss = loss(left);
  let rightLoss = loss(right);
  for (let step = 0; step < STEPS; step++) {
    if (leftLoss <= rightLoss) {
      [high, right, rightLoss] = [right, left, leftLoss];
      left = high - golden * (high - low);
      leftLoss = loss(left);
    } else {
      [low, left, leftLoss] = [left, right, rightLoss];
      right = low + golden * (high - low);
      rightLoss = loss(right);
    }
  }
  return Math.exp((low + high) / 2);
}
