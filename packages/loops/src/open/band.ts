import { CSAT_SCALES, npsBand, type CsatScale } from '@heed/domain';
import type { Band, Origin } from '../loop/event.ts';

/** The scores of a feedback as the table has them; scales are 0 and texts empty where a score is missing. */
export interface Scores {
  nps: number | null;
  csat: number | null;
  csatScale: number;
  ces: number | null;
  cesScale: number;
  cesDirection: string;
}

/** How many answers at each end of a scale are good or bad: as many of the lowest as the metric CSAT counts of the highest. */
const CSAT_ENDS: Readonly<Record<CsatScale, number>> = { 3: 1, 4: 2, 5: 2, 6: 2, 7: 2, 10: 3 };

/** The same for customer effort: hard 1–3 and easy 5–7, on five points 1–2 and 4–5. */
const CES_ENDS: Readonly<Record<number, number>> = { 5: 2, 7: 3 };

const isCsatScale = (scale: number): scale is CsatScale => (CSAT_SCALES as readonly number[]).includes(scale);

function byEnds(value: number, { scale, ends }: { scale: number; ends: number }): Band {
  if (value > scale - ends) return 'promoter';
  return value <= ends ? 'detractor' : 'passive';
}

/**
 * How happy a feedback was, and the score that says so: NPS where there is one (0–6, 7–8, 9–10); else CSAT, where the top
 * boxes of its scale are promoters and as many of the lowest are detractors (4–5 and 1–2 on five points); else customer
 * effort, where easy is a promoter and hard a detractor, whichever way the question runs. Empty and null without any.
 */
export function bandOf({ nps, csat, csatScale, ces, cesScale, cesDirection }: Scores): Pick<Origin, 'band' | 'score'> {
  if (nps !== null) return { band: npsBand(nps), score: { metric: 'nps', value: nps, scale: 10 } };
  if (csat !== null && isCsatScale(csatScale)) {
    return { band: byEnds(csat, { scale: csatScale, ends: CSAT_ENDS[csatScale] }), score: { metric: 'csat', value: csat, scale: csatScale } };
  }
  const ends = CES_ENDS[cesScale];
  if (ces !== null && ends !== undefined) {
    const ease = cesDirection === 'high_is_hard' ? cesScale + 1 - ces : ces;
    return { band: byEnds(ease, { scale: cesScale, ends }), score: { metric: 'ces', value: ces, scale: cesScale } };
  }
  return { band: '', score: null };
}
