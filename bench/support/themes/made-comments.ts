import { readText } from '@heed/themes';
import type { LabelledComment } from './labelled-comments.ts';
import { seeded } from '../stats.ts';

const SUBJECTS = 80;
const SYLLABLES = ['ba', 'ke', 'li', 'mo', 'nu', 'par', 'ster', 'vin', 'zol', 'tra', 'den', 'gru', 'fi', 'sha', 'wek', 'col'];
const COMMON = 'the a my your was is it to of and for with not in on at this that very again'.split(' ');

/** Comments in invented words, each mostly about one of 80 subjects that share words: for the time of a fit, not for its quality. */
export function madeComments(count: number): LabelledComment[] {
  const random = seeded(20261122);
  const below = (most: number): number => Math.floor(random() * most);
  const word = (): string => Array.from({ length: 2 + below(2) }, () => SYLLABLES[below(SYLLABLES.length)]).join('');
  const shared = Array.from({ length: 2_000 }, word);
  const own = Array.from({ length: SUBJECTS }, () => Array.from({ length: 25 }, word));
  // The square makes some words common and most of them rare.
  const one = (words: readonly string[]): string => words[Math.floor(words.length * random() ** 2)] ?? '';
  return Array.from({ length: count }, () => {
    const subject = below(SUBJECTS);
    const comment = Array.from({ length: 6 + below(8) }, () => {
      const dice = random();
      return one(dice < 0.35 ? (own[subject] ?? []) : dice < 0.6 ? shared : COMMON);
    }).join(' ');
    const text = readText(comment, { language: 'en', languages: [] });
    return { comment, label: String(subject), language: 'en', split: null, text, brief: text };
  });
}
