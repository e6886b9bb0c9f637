/** The answers of those who mention a theme, of one number of themes each. */
export interface Mentions {
  theme: string;
  /** How many themes each of these answers mentions. */
  parts: number;
  n: number;
  /** Their mean; null when there are none. */
  value: number | null;
}

/** The formula as a page shows it. */
export const ADDITIVE_FORMULA = 'Aₜ = Σ (xᵢ − S₀)/(kᵢ·n) over the answers xᵢ that mention t, kᵢ themes each; all Aₜ add up to S − S₀, where S₀ is the score of those in no theme';

/**
 * Splits S − S₀ among themes, where S is the score of all n answers and S₀ that of the answers that mention no theme: how much the
 * score differs from what it would be if everybody answered like those who mention none. Each answer brings (x − S₀)/n, divided equally
 * among the themes that it mentions. So the parts add up to S − S₀ exactly, however much themes overlap.
 *
 * They are the Shapley values (Shapley 1953, "A Value for n-Person Games") of the game whose players are the themes and in which a
 * coalition is worth what the answers that mention any of it bring: each answer is a game that any one of its themes wins, and the
 * Shapley value of that is an equal share for each. It is the one split that is symmetric, adds up, and gives nothing to a theme
 * that changes nothing.
 *
 * Null where nobody without a theme answered: there is nothing to differ from.
 */
export function additiveParts(mentions: readonly Mentions[], { n, base }: { n: number; base: number | null }): ReadonlyMap<string, number> | null {
  if (base === null || n === 0) return null;
  const parts = new Map<string, number>();
  for (const { theme, parts: among, n: answers, value } of mentions) {
    const brought = value === null ? 0 : (answers * (value - base)) / (among * n);
    parts.set(theme, (parts.get(theme) ?? 0) + brought);
  }
  return parts;
}
