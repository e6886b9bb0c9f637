import type { Sampled } from './sampled.ts';

/** A proportion in percent. */
export function percent(sampled: Sampled | null): Sampled | null {
  if (!sampled) return null;
  const { value, low, high, standardError } = sampled;
  return { value: 100 * value, low: 100 * low, high: 100 * high, standardError: 100 * standardError };
}
