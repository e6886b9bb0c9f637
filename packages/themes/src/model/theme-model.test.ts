import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readText, type ReadText } from '../text/read-text.ts';
import { buildThemeModel } from './build-theme-model.ts';
import { CORPORA, corpus, read } from './testing.ts';
import { readThemeModel, type ThemeModel } from './theme-model.ts';

const sorted = (model: ThemeModel): string[] => [...model.rows()].map(({ class: name, ngram, n }) => JSON.stringify([name, ngram, n])).sort();

const NEW_COMMENTS: Record<string, [string, string][]> = {
  en: [['delivery', 'Courier lost my parcel, no delivery'], ['price', 'Prices are high'], ['staff', 'Unfriendly staff, no help']],
  'zh-TW': [['delivery', '快遞把包裹弄丟了'], ['price', '價格真的貴'], ['staff', '店員態度差']],
  ko: [['delivery', '택배 배송이 느려요'], ['price', '가격이 비싸네요'], ['staff', '불친절한 직원 태도']],
  vi: [['delivery', 'Shipper giao hàng chậm'], ['price', 'Giá cao quá'], ['staff', 'Nhân viên thô lỗ']],
  tr: [['delivery', 'Kurye paketi kaybetti'], ['price', 'Fiyatlar pahalı'], ['staff', 'Kaba personel, yardım yok']],
  pl: [['delivery', 'Kurier zgubił paczkę'], ['price', 'Wysokie ceny'], ['staff', 'Niemiła obsługa, nikt nie pomógł']],
};

describe('routing', () => {
  for (const language of Object.keys(CORPORA)) {
    it(`routes new comments in ${language} after four texts a theme, and after ten examples alone`, () => {
      const { texts, themes } = corpus(language);
      const counted = buildThemeModel({ language, texts, themes });
      const shown = buildThemeModel({ language, texts: [], themes: [], examples: texts.map((text, at) => ({ text, theme: themes[at] ?? null })) });
      for (const model of [counted, shown]) {
        expect(model.themes).toEqual(['delivery', 'price', 'staff']);
        for (const [theme, comment] of NEW_COMMENTS[language] ?? []) expect([comment, model.route(read(comment, language)).theme]).toEqual([comment, theme]);
      }
    });
  }

  it('leaves a comment alone whose words no theme knows', () => {
    const model = buildThemeModel({ language: 'en', ...corpus('en') });
    expect(model.route(read('Umbrella festival yesterday evening', 'en'))).toMatchObject({ theme: null, second: null });
    expect(model.route(read('Zebra quokka xylophone', 'en')).probability).toBe(0);
  });

  it('leaves alone what is like comments that people took out of all themes', () => {
    const model = buildThemeModel({ language: 'en', ...corpus('en') });
    model.learn(read('Testing the parcel form, please ignore', 'en'), null, 5);
    expect(model.route(read('Please ignore, testing the form', 'en'))).toMatchObject({ theme: null, nearest: null });
    expect(model.themes).not.toContain('-');
  });

  it('finds a theme for a text that says nothing of a subject only where people made one for such texts', () => {
    const brief = (comment: string): ReadText => readText(comment, { language: 'en', languages: [], brief: true })!;
    const model = buildThemeModel({ language: 'en', ...corpus('en') });
    expect(model.route(brief('It was very, very good')).theme).toBeNull();
    for (const comment of ['Thank you so much', 'Many thanks to all of you', 'Thanks, thank you', 'Oh thank you']) model.learn(brief(comment), 'thanks', 5);
    expect(model.route(brief('Thank you, thanks')).theme).toBe('thanks');
    expect(model.route(brief('It was very, very good')).theme).toBeNull();
  });

  it('sees both themes of a comment about two things, and one of a comment about one', () => {
    const { texts, themes } = corpus('en');
    const model = buildThemeModel({ language: 'en', texts: [...texts, ...texts, ...texts], themes: [...themes, ...themes, ...themes] });
    const both = model.route(read('The courier left my parcel at the wrong address and the delivery was late. The price is far too expensive, prices are cheaper elsewhere', 'en'));
    expect(new Set([both.theme, both.second])).toEqual(new Set(['delivery', 'price']));
    expect(model.route(read('The courier left my parcel at the wrong address', 'en'))).toMatchObject({ theme: 'delivery', second: null });
  });

  it('gives the same model for the same texts, and an empty one for none', () => {
    const { texts, themes } = corpus('pl');
    expect(sorted(buildThemeModel({ language: 'pl', texts, themes }))).toEqual(sorted(buildThemeModel({ language: 'pl', texts, themes })));
    const empty = buildThemeModel({ language: 'pl', texts: [], themes: [] });
    expect(empty.route(read('Kurier zgubił paczkę', 'pl'))).toEqual({ theme: null, nearest: null, second: null, probability: 0 });
    expect(empty.themes).toEqual([]);
  });

  it('is unsure where the texts of themes say the same, and sure where they differ', () => {
    const same = ['parcel late courier', 'parcel lost courier', 'courier parcel wet', 'courier parcel late again'].map((comment) => read(comment, 'en'));
    const mixed = buildThemeModel({ language: 'en', texts: [...same, ...same], themes: [...same.map(() => 'one'), ...same.map(() => 'two')] });
    expect(mixed.route(read('courier parcel', 'en')).probability).toBeLessThan(0.6);
    const apart = buildThemeModel({ language: 'en', ...corpus('en') });
    expect(apart.route(read('The courier left the parcel at the wrong address', 'en')).probability).toBeGreaterThan(0.8);
  });
});

describe('teaching', () => {
  it('takes effect at once, also for a theme that is new', () => {
    const model = buildThemeModel({ language: 'en', ...corpus('en') });
    const crash = read('The app crashes when I open the camera', 'en');
    expect(model.route(crash).theme).toBeNull();
    model.learn(crash, 'crashes', 5);
    expect(model.themes).toContain('crashes');
    expect(model.route(read('Camera open, app crashes', 'en')).theme).toBe('crashes');
  });

  it('is undone by forgetting: any lessons, in any order', () => {
    const language = 'en';
    const { texts } = corpus(language);
    const lessons = fc.array(fc.record({ text: fc.constantFrom(...texts), theme: fc.constantFrom('delivery', 'new', null), times: fc.integer({ min: 1, max: 9 }) }), { maxLength: 8 });
    fc.assert(
      fc.property(lessons, fc.infiniteStream(fc.nat()), (taught, order) => {
        const model = buildThemeModel({ language, ...corpus(language) });
        const before = { rows: sorted(model), route: model.route(texts[5] ?? read('late parcel', language)) };
        for (const { text, theme, times } of taught) model.learn(text, theme, times);
        const left = [...taught];
        while (left.length > 0) {
          const [lesson] = left.splice((order.next().value ?? 0) % left.length, 1);
          if (lesson) model.forget(lesson.text, lesson.theme, lesson.times);
        }
        expect(sorted(model)).toEqual(before.rows);
        const after = model.route(texts[5] ?? read('late parcel', language));
        expect(after.theme).toBe(before.route.theme);
        expect(after.probability).toBeCloseTo(before.route.probability, 9);
      }),
      { numRuns: 40 },
    );
  });

  it('moves a class into another one', () => {
    const { texts, themes } = corpus('en');
    const model = buildThemeModel({ language: 'en', texts, themes });
    model.merge('price', 'staff');
    const direct = buildThemeModel({ language: 'en', texts, themes: themes.map((theme) => (theme === 'price' ? 'staff' : theme)) });
    const counts = (of: ThemeModel): string[] => sorted(of).filter((row) => !row.includes(' sharpness'));
    expect(counts(model)).toEqual(counts(direct));
    expect(model.themes).toEqual(['delivery', 'staff']);
    model.merge('unknown', 'staff');
    expect(counts(model)).toEqual(counts(direct));
  });

  it('passes over excluded words, in routing and in explaining', () => {
    const model = buildThemeModel({ language: 'en', ...corpus('en') });
    const text = read('courier parcel prices', 'en');
    expect(model.route(text).nearest).toBe('delivery');
    model.exclude(['courier', 'parcel']);
    expect(model.route(text).nearest).toBe('price');
    expect(model.explain(text, 'price').map(({ term }) => term)).toEqual(['prices']);
    model.exclude([]);
    expect(model.route(text).nearest).toBe('delivery');

    const chinese = buildThemeModel({ language: 'zh', ...corpus('zh-TW') });
    chinese.exclude(['快遞']);
    expect(chinese.explain(read('快遞送錯了', 'zh-TW'), 'delivery').map(({ term }) => term)).not.toContain('~快遞');
  });
});

describe('explaining', () => {
  it('adds up: the sums of two themes differ as their scores do, and the nearest has the largest', () => {
    for (const language of Object.keys(CORPORA)) {
      const { texts, themes } = corpus(language);
      const model = buildThemeModel({ language, texts, themes });
      for (const [, comment] of NEW_COMMENTS[language] ?? []) {
        const text = read(comment, language);
        const sum = (theme: string, against?: string): number => model.explain(text, theme, against === undefined ? {} : { against }).reduce((total, { weight }) => total + weight, 0);
        const sums = model.themes.map((theme) => sum(theme));
        expect(sums.reduce((total, one) => total + one, 0)).toBeCloseTo(0, 9);
        expect(model.themes[sums.indexOf(Math.max(...sums))]).toBe(model.route(text).nearest);
        expect(sum('delivery', 'price')).toBeCloseTo((sums[0] ?? 0) - (sums[1] ?? 0), 9);
        const weights = model.explain(text, 'price').map(({ weight }) => weight);
        expect(weights).toEqual([...weights].sort((one, other) => other - one));
      }
    }
  });

  it('is the log-odds of the counts, computed by hand', () => {
    // Two themes with two words each, one of them common; no word is long enough for n-grams but for their own edges.
    const model = readThemeModel(
      [
        { class: 'a', ngram: 'x', n: 3 },
        { class: 'a', ngram: 'z', n: 1 },
        { class: 'b', ngram: 'y', n: 3 },
        { class: 'b', ngram: 'z', n: 1 },
      ],
      { language: 'en' },
    );
    const text = { language: 'en', tokens: ['x', 'z'], words: ['x', 'z'], terms: ['x', 'z'], fold: 1n };
    // N = 4 in both, V = 3, α = 0.2. λ(x) = 1 · 3/4, λ(z) = 0 because both themes use it alike. Against the mean of two: half of the difference.
    const odds = 0.75 * Math.log((3 + 0.2) / 0.2);
    expect(model.explain(text, 'a')).toEqual([{ term: 'x', weight: expect.closeTo(odds / 2, 9) as number }]);
    expect(model.explain(text, 'b', { against: 'a' })).toEqual([{ term: 'x', weight: expect.closeTo(-odds, 9) as number }]);
    expect(model.explain(text, 'c')).toEqual([]);
    // One text tells 0.75: the difference is divided by √1.75 and multiplied by the usual sharpness.
    expect(model.route(text).probability).toBeCloseTo(1 / (1 + Math.exp((-odds * 0.5) / Math.sqrt(1.75))), 9);
  });
});

describe('rows', () => {
  it('give the same model back, in any order', () => {
    for (const language of Object.keys(CORPORA)) {
      const model = buildThemeModel({ language, ...corpus(language) });
      model.learn(read('parcel and courier', 'en'), null, 5);
      const rows = [...model.rows()];
      const again = readThemeModel(rows.toReversed(), { language });
      expect(sorted(again)).toEqual(sorted(model));
      for (const [, comment] of NEW_COMMENTS[language] ?? []) {
        const [one, other] = [model.route(read(comment, language)), again.route(read(comment, language))];
        expect(other.theme).toBe(one.theme);
        expect(other.probability).toBeCloseTo(one.probability, 5);
      }
    }
  });

  it('are whole numbers above zero', () => {
    const model = buildThemeModel({ language: 'en', ...corpus('en') });
    for (const { n } of model.rows()) expect(Number.isSafeInteger(n) && n > 0).toBe(true);
  });
});

describe('hostile texts', () => {
  it('neither throw nor take long', () => {
    const model = buildThemeModel({ language: 'en', ...corpus('en') });
    const hostile = ['constructor __proto__ toString hasOwnProperty', 'late '.repeat(4_000), 'a\u0301'.repeat(5_000), '\u202eparcel courier\u202c late', '~car _x ~ ~~ price', 'ß ſ İ ı ﬀ delivery late'];
    for (const comment of hostile) {
      const text = readText(comment, { language: 'en', languages: [] });
      if (!text) continue;
      const route = model.route(text);
      expect(route.probability >= 0 && route.probability <= 1).toBe(true);
      model.learn(text, '__proto__', 1);
      model.forget(text, '__proto__', 1);
    }
    expect(model.themes).toEqual(['delivery', 'price', 'staff']);
  });

  it('of any kind route to a known theme or to none', () => {
    const model = buildThemeModel({ language: 'en', ...corpus('en') });
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' })), (noise) => {
        const text = readText(`${noise} parcel late`, { language: null, languages: ['en'] });
        if (!text) return;
        const { theme, probability } = model.route(text);
        expect(theme === null || model.themes.includes(theme)).toBe(true);
        expect(probability >= 0 && probability <= 1).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});
