import type { Language } from '../company.ts';
import type { Random } from '../random.ts';

/** How often each kind of carelessness happens, as shares of comments. */
const CARELESS = { lowercase: 0.06, noMarks: 0.03, typo: 0.035, lineBreak: 0.03 } as const;

/** Languages whose letters carry marks that people leave out when they type in a hurry. */
const MARKED: readonly Language[] = ['vi', 'tr', 'pl'];

/** Makes a share of comments look typed on a phone: no capitals, no marks, a slip of the finger, a line break. */
export function roughen(text: string, { language, space, isGlad, random }: { language: Language; space: string; isGlad: boolean; random: Random }): string {
  const roll = random.float();
  let limit: number = CARELESS.lowercase;
  if (roll < limit) return careless(text, language);
  limit += CARELESS.noMarks;
  if (roll < limit) return MARKED.includes(language) ? withoutMarks(text) : text;
  limit += CARELESS.typo;
  if (roll < limit) return withSlip(text, { language, isGlad, random });
  limit += CARELESS.lineBreak;
  if (roll < limit) return text.replace(space === '' ? /(?<=[。！？])(?=.)/u : /(?<=[.!?]) /u, random.chance(0.5) ? '\n' : '\n\n');
  return text;
}

function careless(text: string, language: Language): string {
  if (language === 'zh-TW') return text.replaceAll(/[，。]/gu, ' ').trim();
  if (language === 'ko') return text.replace(/\.$/u, '');
  return text.toLocaleLowerCase(language).replace(/[.!]$/u, '').replaceAll(/, /gu, ' ');
}

function withoutMarks(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replaceAll('đ', 'd').replaceAll('Đ', 'D')
    .replaceAll('ł', 'l').replaceAll('Ł', 'L')
    .replaceAll('ı', 'i');
}

/** Swaps two neighbours inside one of the longer words, or drops one; Chinese and Korean draw out their sentences instead. */
function withSlip(text: string, { language, isGlad, random }: { language: Language; isGlad: boolean; random: Random }): string {
  if (language === 'zh-TW') return text.replaceAll('。', isGlad ? '～' : '……');
  if (language === 'ko') return text.replaceAll(/(?<=[가-힣])\./gu, isGlad ? '~' : '...');
  const words = [...text.matchAll(/\p{L}{5,}/gu)];
  if (words.length === 0) return text;
  const word = random.pick(words);
  const at = word.index + 1 + random.below(word[0].length - 3);
  const [first, second] = [text.charAt(at), text.charAt(at + 1)];
  return text.slice(0, at) + (random.chance(0.5) ? second + first : second) + text.slice(at + 2);
}
