import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findTerms } from './find-terms.ts';
import { readText } from './read-text.ts';

function found(comment: string, terms: readonly string[], language: string): string[] {
  return findTerms(comment, new Set(terms), { language }).map(({ start, end }) => comment.slice(start, end));
}

describe('finding terms in the text as it was sent', () => {
  it('finds words whatever their case and width', () => {
    expect(found('My Parcel: the PARCEL, ｐａｒｃｅｌ and parcels', ['parcel'], 'en')).toEqual(['Parcel', 'PARCEL', 'ｐａｒｃｅｌ']);
    expect(found('ISINMA ısınma isinma', ['ısınma'], 'tr')).toEqual(['ISINMA', 'ısınma']);
    expect(found('the courier’s van', ['courier'], 'en')).toEqual(['courier']);
  });

  it('finds n-grams inside words, and at their edges only there', () => {
    expect(found('delivered late', ['~live'], 'en')).toEqual(['live']);
    expect(found('relate late', ['~_lat'], 'en')).toEqual(['lat']);
    expect(found('배송이 느려요', ['~배송', '~려요_'], 'ko')).toEqual(['배송', '려요']);
    expect(found('客服態度很差,客服', ['~客服', '~服態度'], 'zh')).toEqual(['客服態度', '客服']);
  });

  it('finds phrases by their words', () => {
    expect(found('Lost my credit   card; card credit', ['credit card'], 'en')).toEqual(['credit   card']);
    expect(found('我的信用卡不見了', ['信用卡'], 'zh')).toEqual(['信用卡']);
    expect(found('我的信用卡不見了', ['信用 卡'], 'zh')).toEqual(['信用卡']);
  });

  it('joins places that overlap or touch', () => {
    expect(findTerms('delivery', new Set(['~_del', '~deli', '~very']), { language: 'en' })).toEqual([{ start: 0, end: 8 }]);
  });

  it('finds every word that was read, within the text and in order', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), fc.array(fc.constantFrom('courier', 'PARCEL', 'İstanbul', '外送', '배송이', 'ﬁne', 'straße', '\ud800', "l'eau", 'ﷺ', '\n'), { maxLength: 12 }), fc.constantFrom('en', 'zh', 'ko', 'tr', 'fr', 'th'), (noise, parts, language) => {
        const comment = `${parts.join(' ')} ${noise}`;
        const terms = new Set(readText(comment, { language, languages: [] })?.terms ?? ['courier', '~rier']);
        let last = -1;
        for (const { start, end } of findTerms(comment, terms, { language })) {
          expect(start).toBeGreaterThan(last);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(comment.length);
          // What is marked holds a letter or a digit, never only space or signs.
          expect(comment.slice(start, end)).toMatch(/[\p{L}\p{N}]/u);
          last = end;
        }
      }),
      { numRuns: 200, seed: 20261122 },
    );
  });
});
