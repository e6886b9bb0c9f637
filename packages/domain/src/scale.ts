/** Scales on which satisfaction may be asked, each with its own top box (see `packages/measure`). */
export const CSAT_SCALES = [3, 4, 5, 6, 7, 10] as const;
export type CsatScale = (typeof CSAT_SCALES)[number];

/**
 * Customer effort questions that Heed knows. CES 1.0 ("how much effort did you put forth", 5-point, high is hard) and
 * CES 2.0 ("made it easy", 7- or 5-point agreement, high is easy) run in opposite directions and are never mixed.
 */
export const CES_QUESTIONS = [
  { version: '2.0', scale: 7, direction: 'high_is_easy' },
  { version: '2.0', scale: 5, direction: 'high_is_easy' },
  { version: '1.0', scale: 5, direction: 'high_is_hard' },
] as const;
export type CesQuestion = (typeof CES_QUESTIONS)[number];
export type CesVersion = CesQuestion['version'];

/** The customer effort question with this version and scale, or undefined when Heed does not know it. */
export function cesQuestion(version: string, scale: number): CesQuestion | undefined {
  return CES_QUESTIONS.find((question) => question.version === version && question.scale === scale);
}

export type NpsBand = 'promoter' | 'passive' | 'detractor';

/** The net promoter band of an answer from 0 to 10: 9–10 promoter, 7–8 passive, 0–6 detractor (Reichheld 2003). */
export function npsBand(answer: number): NpsBand {
  if (answer >= 9) return 'promoter';
  return answer >= 7 ? 'passive' : 'detractor';
}
