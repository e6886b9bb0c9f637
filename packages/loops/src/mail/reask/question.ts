import type { Band, Origin, Recovery } from '../../loop/event.ts';
import { bandOf } from '../../open/band.ts';

/** The question that a customer answers again, from `lowest` to `scale`. */
export interface ReaskQuestion {
  question: 'nps' | 'csat' | 'ces';
  lowest: number;
  scale: number;
}

/** The question that the feedback of a loop answered; where it had no score, how satisfied they are. Effort is asked so that high is easy. */
export function questionOf({ score }: Pick<Origin, 'score'>): ReaskQuestion {
  if (score === null) return { question: 'csat', lowest: 1, scale: 5 };
  return { question: score.metric, lowest: score.metric === 'nps' ? 0 : 1, scale: score.scale };
}

/** The band of an answer to it. */
export function bandOfAnswer(score: number, { question, scale }: ReaskQuestion): Exclude<Band, ''> {
  const none = { nps: null, csat: null, csatScale: 0, ces: null, cesScale: 0, cesDirection: '' };
  const given = question === 'nps' ? { nps: score } : question === 'csat' ? { csat: score, csatScale: scale } : { ces: score, cesScale: scale };
  // A scale that no band is known for has no happy end and no unhappy one.
  return bandOf({ ...none, ...given }).band || 'passive';
}

const RANK: Readonly<Record<Exclude<Band, ''>, number>> = { detractor: 0, passive: 1, promoter: 2 };

/** What an answer shows beside the band of the feedback; feedback without a score counts as neither happy nor unhappy. */
export function recoveryOf(before: Band, after: Exclude<Band, ''>): Recovery {
  const change = RANK[after] - RANK[before || 'passive'];
  return change > 0 ? 'recovered' : change === 0 ? 'unchanged' : 'worse';
}
