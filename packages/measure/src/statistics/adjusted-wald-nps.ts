import { clamp, type Sampled, Z_95 } from '@heed/domain';


/**
 * A net promoter score in points from −100 to 100 with the adjusted Wald interval of Rocks (2016, "Interval Estimation
 * for the Net Promoter Score", The American Statistician 70): ¾ of an answer is added to promoters and detractors each
 * and 3 to n. The value stays the raw score; null when nobody answered. The standard error is the adjusted one, which
 * is never 0.
 */
export function adjustedWaldNps({ promoters, detractors, n }: { promoters: number; detractors: number; n: number }): Sampled | null {
  if (n === 0) return null;
  const adjustedN = n + 3;
  const promoterShare = (promoters + 0.75) / adjustedN;
  const detractorShare = (detractors + 0.75) / adjustedN;
  const centre = promoterShare - detractorShare;
  const standardError = Math.sqrt((promoterShare + detractorShare - centre * centre) / adjustedN);
  const range = { min: -100, max: 100 };
  return {
    value: (100 * (promoters - detractors)) / n,
    low: clamp(100 * (centre - Z_95 * standardError), range),
    high: clamp(100 * (centre + Z_95 * standardError), range),
    standardError: 100 * standardError,
  };
}
