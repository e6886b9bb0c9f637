import fc from 'fast-check';
import { expect, it } from 'vitest';
import { looksLikeMachine } from './machine-text.ts';
import { visible, withoutNoise } from './tidy.ts';
import { findWords, wordsIn } from './words.ts';

/*
 * Texts are looked through by tables and not by expressions, because most of the time of reading went there. Here stand the expressions: what
 * is quick must give the same.
 */
const INVISIBLE = /[\p{Cf}\p{Co}\p{Cn}\u0300-\u036f]{3,}|[\p{Cf}\p{Co}\p{Cn}]/gu;
const CONTROL = /[\p{Cc}\p{Z}]/gu;
const NOISE = [
  /<[/!?]?[a-z][^<>]{0,500}>/giu, /&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z]{2,8});/giu, /(?:https?:\/\/|www\.)[^\s\u3000-\u9fff\uac00-\ud7af<>"]+/giu, /[a-z\d._%+-]{1,64}@[a-z\d.-]{1,255}/giu,
  /@[\p{L}\p{N}_]{1,60}/gu, /\b[a-z\d-]{1,63}\.(?:com|net|org)\b(?:\.[a-z]{2}\b)?(?:[/?#][^\s\u3000-\u9fff\uac00-\ud7af<>"]*)?/giu, /[a-z\d+/=_-]{40,}/giu, /\+?\d(?:[ ().-]?\d){4,}/gu,
];
const slowlyVisible = (text: string): string =>
  text.toWellFormed().normalize('NFKC').replaceAll('\u0e4d\u0e32', '\u0e33').replaceAll('\u0ecd\u0eb2', '\u0eb3').slice(0, 40_000).replace(INVISIBLE, '').replace(CONTROL, (space) => (space === '\n' || space === '\r' ? '\n' : ' '));
const slowlyWithoutNoise = (text: string): string => NOISE.reduce((plain, noise) => plain.replace(noise, ' '), text).replace(/[\u2018\u2019\u02bc\u02b9\u0060\u00b4\u2032]/gu, "'");
function slowlyMachine(text: string): boolean {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const signs = text.match(/[{}[\]<>|\\/=_;"#$%^&*+@\d]/gu)?.length ?? 0;
  if (letters < 2 || signs > letters) return true;
  return /^\s{0,100}[[{]/u.test(text) && signs * 8 > letters && /"\s?[:,\]}]/u.test(text);
}

const PIECES = [
  'The courier', "l'eau d’été", "don't", "rock'n'roll", "Ayşe'nin", 'ISI İSTANBUL ısı', 'straße ﬁne', '배송이 느려요', '外送太慢了', 'ส่งเร็วมาก น้ำ', 'ko1chana', 'x7k2p9', '12345', '+48 600 700 800', 'me@example.com', '@halvorn',
  'https://x.example/a?b=c', 'www.example.org', 'shop.com/a', '<b>', '</p>', '&amp;', '{"a": 1}', 'aGVsbG8gd29ybGQgaGVsbG8gd29ybGQgaGVsbG8gd29ybGQ=', '\u00a0', '\u200b', '\u2028', '\t', '\r\n', '\n', 'e\u0301\u0301\u0301\u0301', '😀', '👩‍👩‍👧', '𝒜𝓁𝒾', '\ud800', '𐐷𐐷', "𐐷'𐐷", "a'𐐷", 'ﷺ', '--', '...', '[[', 'soooo', 'hoà thuý', "all'1", "l'", "'a", "a''b", "a'b'1c",
] as const;
const text = fc.array(fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...PIECES) }, { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) }), { maxLength: 12 }).chain((pieces) => fc.constantFrom(' ', '', '\n').map((joint) => pieces.join(joint)));
const RUNS = { numRuns: 2_000, seed: 20_261_123 };

it('the quick ways through a text find what the expressions find', () => {
  fc.assert(
    fc.property(text, fc.constantFrom('en', 'tr', 'vi', 'ko', 'zh', 'fr', 'th', 'und'), (said, language) => {
      const plain = visible(said);
      expect(plain).toBe(slowlyVisible(said));
      const tidy = withoutNoise(plain);
      expect(tidy).toBe(slowlyWithoutNoise(plain));
      expect(looksLikeMachine(tidy)).toBe(slowlyMachine(tidy));
      const words = [...findWords(tidy, language)].map(({ word }) => word);
      expect(wordsIn(tidy, language)).toEqual(words);
      // What was met before is remembered, and is the same.
      expect(wordsIn(tidy, language)).toEqual(words);
    }),
    RUNS,
  );
});
