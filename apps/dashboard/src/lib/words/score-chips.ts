import type { FeedbackItem } from '#lib/api/documents.ts';
import { namedBands } from '#lib/filter/drill.ts';
import type { I18n } from '#lib/i18n/i18n.svelte.ts';

export interface ScoreChip {
  text: string;
  tone: 'good' | 'middle' | 'bad';
}

type Scores = Pick<FeedbackItem, 'nps' | 'csat' | 'csatScale' | 'ces' | 'cesScale' | 'cesVersion'>;

/** The scores of one feedback in words, each with its band: `Promoter 9`, `CSAT 2 of 5`. */
export function scoreChips({ nps, csat, csatScale, ces, cesScale, cesVersion }: Scores, { t }: Pick<I18n, 't'>): ScoreChip[] {
  const chips: ScoreChip[] = [];
  if (nps !== null) {
    const band = namedBands('NPS').find(({ band: { min, max } }) => nps >= min && nps <= max);
    chips.push({ text: t('chip.nps', { band: band?.name ?? 'passives', n: nps }), tone: band?.tone ?? 'middle' });
  }
  if (csat !== null) {
    const scale = csatScale ?? 5;
    const [satisfied] = namedBands(`CSAT_${scale}` as 'CSAT_5');
    chips.push({ text: t('chip.csat', { n: csat, scale }), tone: satisfied && csat >= satisfied.band.min ? 'good' : 'bad' });
  }
  if (ces !== null) {
    const scale = cesScale ?? 7;
    const middle = (scale + 1) / 2;
    // CES 1.0 asked for the effort itself, so there high is hard.
    const ease = cesVersion === '1.0' ? scale + 1 - ces : ces;
    chips.push({ text: t('chip.ces', { n: ces, scale }), tone: ease > middle ? 'good' : ease === middle ? 'middle' : 'bad' });
  }
  return chips;
}
