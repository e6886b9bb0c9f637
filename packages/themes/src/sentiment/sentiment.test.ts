import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { calibrate, UNTAUGHT, type Evidence } from './calibrate.ts';
import { countUnjudged, judgeComment } from './judge-comment.ts';
import { readOpinion } from './opinion.ts';
import { contentmentOf, SENTIMENT_BAND, scoreSentiment } from './score-sentiment.ts';
import { buildSentimentModel, FEWEST_SCORED, readSentimentModel, untaughtModel, type ScoredOpinion } from './sentiment-model.ts';

const opinionOf = (comment: string, language: string | null): ReturnType<typeof readOpinion> => readOpinion(comment, { language, languages: [] });

function judged(comment: string, language: string): number | null {
  const opinion = opinionOf(comment, language);
  return opinion && untaughtModel(opinion.language).judge(opinion);
}

describe('before anything was scored', () => {
  test.each([
    ['en', 'Really friendly staff, thank you!', 'The app crashes all the time.'],
    ['en', 'No problems at all', 'This is not good'],
    ['zh-TW', '客服很親切，物流超快，推薦！', '等了兩個禮拜，退款還是沒下文，很失望'],
    ['zh', '物流很快，质量不错', '质量很差，再也不买了'],
    ['zh', '非常满意', '不满意'],
    ['ko', '배송이 정말 빨라요. 최고예요.', '앱이 자꾸 멈춰요. 실망했어요'],
    ['ko', '직원이 친절했어요', '직원이 친절하지 않아요'],
    ['vi', 'Nhân viên nhiệt tình, giao hàng nhanh', 'Quá thất vọng, gọi không ai trả lời'],
    ['vi', 'Rất hài lòng', 'Không hài lòng chút nào'],
    ['tr', 'Kargo çok hızlıydı, teşekkürler.', 'Cihaz çalışmıyor, rezalet'],
    ['tr', 'Çok memnunum', 'Hiç memnun değilim'],
    ['pl', 'Polecam, szybka dostawa i miła obsługa', 'Fatalna obsługa, nie polecam'],
    ['pl', 'Jestem zadowolona', 'Aplikacja nie działa'],
    ['de', 'Ausgezeichnet, wunderbar, perfekt', 'Katastrophe, furchtbar, schrecklich'],
  ])('listed words tell content from discontent: %s', (language, good, bad) => {
    expect(judged(good, language)).toBeGreaterThan(SENTIMENT_BAND);
    expect(judged(bad, language)).toBeLessThan(-SENTIMENT_BAND);
  });

  test('one clear word is right six times in seven, so it is 2 · 0.858 − 1', () => {
    expect(judged('Terrible!', 'en')).toBeCloseTo(-Math.tanh(0.9), 10);
  });

  test('emoji speak where there are no words, in any language', () => {
    expect(judged('👍👍', 'en')).toBeGreaterThan(SENTIMENT_BAND);
    expect(judged('😡', 'xx')).toBeLessThan(-SENTIMENT_BAND);
    expect(judged('🚗', 'en')).toBeNull();
  });

  test('words that nobody listed are not judged, and not called neutral', () => {
    expect(judged('The parcel stood in the hall on Tuesday', 'en')).toBeNull();
    expect(judged('Kotka on rannalla', 'xx')).toBeNull();
  });

  test('an untaught model writes no rows, and no rows make an untaught model', () => {
    expect([...untaughtModel('en').rows()]).toEqual([]);
    expect(readSentimentModel({ language: 'en', rows: [] }).learnt).toEqual({ positive: 0, negative: 0 });
  });
});

/** Comments of which only the scores say what they mean: no list knows a word of them. */
function scored(count: number, { positive, negative, language = 'en' }: { positive: string; negative: string; language?: string }): ScoredOpinion[] {
  const fillers = ['hall', 'desk', 'lamp', 'river', 'table', 'window', 'garden'];
  return Array.from({ length: count }, (_, index) => {
    const isPositive = index % 2 === 0;
    const opinion = opinionOf(`${isPositive ? positive : negative} ${fillers[index % fillers.length] ?? ''} ${fillers[(index * 3 + 1) % fillers.length] ?? ''}`, language);
    if (!opinion) throw new Error('A comment of this test cannot be read.');
    return { opinion, isPositive };
  });
}

describe('after scored comments', () => {
  const texts = scored(200, { positive: 'gezellig', negative: 'omslachtig' });
  const model = buildSentimentModel({ language: 'en', texts });

  test('the organisation\'s own words are learnt', () => {
    const good = opinionOf('so gezellig here', 'en');
    const bad = opinionOf('so omslachtig here', 'en');
    expect(good && model.judge(good)).toBeGreaterThan(0.5);
    expect(bad && model.judge(bad)).toBeLessThan(-0.5);
    expect(model.learnt).toEqual({ positive: 100, negative: 100 });
  });

  test('a model from its rows judges exactly as before, and writes the same rows', () => {
    const rows = [...model.rows()];
    const again = readSentimentModel({ language: 'en', rows: rows.toReversed() });
    for (const comment of ['gezellig hall', 'omslachtig desk and terrible', 'nothing of it at all', 'great 👍']) {
      const opinion = opinionOf(comment, 'en');
      if (opinion) expect(again.judge(opinion)).toBe(model.judge(opinion));
    }
    const sorted = (list: typeof rows): string[] => list.map((row) => JSON.stringify(row)).sort();
    expect(sorted([...again.rows()])).toEqual(sorted(rows));
    expect(rows.every(({ n }) => Number.isInteger(n) && n >= 0 && n < 2 ** 32)).toBe(true);
    expect(rows.find(({ class: side, ngram }) => side === 'positive' && ngram === 'gezellig')?.n).toBe(100);
  });

  test('fewer than enough, or of one class only, teach nothing', () => {
    expect(buildSentimentModel({ language: 'en', texts: texts.slice(0, FEWEST_SCORED - 1) }).learnt.positive).toBe(0);
    expect(buildSentimentModel({ language: 'en', texts: texts.filter(({ isPositive }) => isPositive) }).learnt.positive).toBe(0);
  });

  test('what is said of nothing known is null, even after much was learnt', () => {
    const opinion = opinionOf('zzyzx qwrtp', 'en');
    expect(opinion && model.judge(opinion)).toBeNull();
  });

  test('"not" turns a word where the scores say so', () => {
    const pairs = [...scored(100, { positive: 'so lofty', negative: 'not lofty' }), ...scored(100, { positive: 'not bulky', negative: 'so bulky' })];
    const turned = buildSentimentModel({ language: 'en', texts: pairs });
    const value = (comment: string): number => {
      const opinion = opinionOf(comment, 'en');
      return (opinion && turned.judge(opinion)) ?? Number.NaN;
    };
    // Neither "not" nor the word that it turns tells anything alone: each stands in as many positive as negative comments.
    expect(value('not bulky lamp')).toBeGreaterThan(SENTIMENT_BAND);
    expect(value('so bulky lamp')).toBeLessThan(-SENTIMENT_BAND);
    expect(value('so lofty lamp')).toBeGreaterThan(SENTIMENT_BAND);
    expect(value('not lofty lamp')).toBeLessThan(-SENTIMENT_BAND);
  });

  test('words that stand in positive and negative comments alike say nothing, though three comments in four are positive', () => {
    const same = Array.from({ length: 400 }, (_, index) => ({ opinion: opinionOf(`plain lamp number ${['a', 'b', 'c', 'd', 'e'][index % 5] ?? ''}`, 'en'), isPositive: index % 4 !== 0 }));
    const even = buildSentimentModel({ language: 'en', texts: same.flatMap(({ opinion, isPositive }) => (opinion ? [{ opinion, isPositive }] : [])) });
    const opinion = opinionOf('plain lamp', 'en');
    expect(even.learnt).toEqual({ positive: 300, negative: 100 });
    expect(opinion && even.judge(opinion)).toBeNull();
  });

  test('a word that is right four times in five is judged 0.6, not more', () => {
    const mixed = scored(1_000, { positive: 'gezellig', negative: 'omslachtig' }).map(({ opinion, isPositive }, index) => ({ opinion, isPositive: index % 10 < 8 ? isPositive : !isPositive }));
    const taught = buildSentimentModel({ language: 'en', texts: mixed });
    const values = scored(100, { positive: 'gezellig', negative: 'omslachtig' }).filter(({ isPositive }) => isPositive).map(({ opinion }) => taught.judge(opinion) ?? 0);
    expect(values.reduce((sum, value) => sum + value, 0) / values.length).toBeCloseTo(0.6, 1);
  });
});

test('calibration finds the odds that evidence has', () => {
  // Evidence of ±1 that is right four times in five: log odds of ln 4 for each unit of it, however many texts there are.
  const texts: Evidence[] = Array.from({ length: 4_000 }, (_, index) => {
    const learnt = index % 2 === 0 ? 1 : -1;
    const isRight = index % 10 < 8;
    return { learnt, listed: 0, isPositive: (learnt > 0) === isRight };
  });
  expect(calibrate(texts).learnt).toBeCloseTo(Math.log(4), 2);
  expect(calibrate([])).toEqual(UNTAUGHT);
});

describe('scores', () => {
  test.each([
    [{ nps: 10 }, 1, 'positive'],
    [{ nps: 9 }, 0.625, 'positive'],
    [{ nps: 8 }, 0.0625, 'middle'],
    [{ nps: 7 }, -0.0625, 'middle'],
    [{ nps: 0 }, -1, 'negative'],
    [{ csat: 5 }, 1, 'positive'],
    [{ csat: 3 }, 0, 'middle'],
    [{ csat: 2, csatScale: 3 as const }, 0, 'middle'],
    [{ csat: 2, csatScale: 4 as const }, -0.625, 'negative'],
    [{ csat: 8, csatScale: 10 as const }, 0.5, 'positive'],
    [{ ces: 7 }, 1, 'positive'],
    [{ ces: 4 }, 0, 'middle'],
    [{ ces: 1, cesScale: 5 as const, cesVersion: '1.0' as const }, 1, 'positive'],
    [{ ces: 5, cesScale: 5 as const, cesVersion: '1.0' as const }, -1, 'negative'],
    [{ nps: 10, csat: 1 }, 0, 'middle'],
    [{}, null, null],
    [{ nps: 11 }, null, null],
    [{ ces: 3, cesScale: 6 }, null, null],
  ])('%j', (scores, sentiment, contentment) => {
    expect(scoreSentiment(scores)).toBe(sentiment);
    expect(contentmentOf(scores)).toBe(contentment);
  });

  test('each answer lies in the band of its metric', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 }), (nps) => {
        const value = scoreSentiment({ nps }) ?? Number.NaN;
        const band = value >= SENTIMENT_BAND ? 'positive' : value < -SENTIMENT_BAND ? 'negative' : 'middle';
        expect(band).toBe(contentmentOf({ nps }));
      }),
    );
  });

  test('words and scores stay apart, and it is said what a judgement is based on', () => {
    const model = untaughtModel('en');
    const complaint = opinionOf('Terrible!', 'en');
    const words = -Math.tanh(0.9);
    expect(judgeComment({ opinion: complaint, scores: { nps: 10 } }, { model })).toEqual({ words, score: 1, both: (words + 1) / 2, basis: 'both' });
    expect(judgeComment({ opinion: complaint, scores: {} }, { model })).toEqual({ words, score: null, both: words, basis: 'words' });
    expect(judgeComment({ opinion: null, scores: { nps: 10 } }, { model })).toEqual({ words: null, score: 1, both: 1, basis: 'score' });
    expect(judgeComment({ opinion: null, scores: {} }, { model })).toEqual({ words: null, score: null, both: null, basis: null });
  });
});

test('the share that could not be judged is counted by language', () => {
  const readings = [{ language: 'ko', sentiment: 0.5 }, { language: 'ko', sentiment: null }, { language: 'ko', sentiment: 0 }, { language: 'vi', sentiment: null }];
  expect(countUnjudged(readings)).toEqual([
    { language: 'ko', comments: 3, unjudged: 1, share: 1 / 3 },
    { language: 'vi', comments: 1, unjudged: 1, share: 1 },
  ]);
});

describe('hostile text', () => {
  const model = buildSentimentModel({ language: 'en', texts: scored(200, { positive: 'gezellig', negative: 'omslachtig' }) });

  test('whatever is written, the judgement is null or a number from −1 to 1', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), fc.constantFrom('en', 'zh', 'ko', 'vi', 'tr', 'pl', 'th', 'xx', '__proto__', 'constructor'), (comment, language) => {
        const opinion = opinionOf(comment, language);
        for (const judge of [model.judge, untaughtModel(opinion?.language ?? 'en').judge]) {
          const value = opinion && judge(opinion);
          if (value !== null) expect(Math.abs(value)).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  test('machine output, digits and links are not judged', () => {
    for (const comment of ['12345 67890', 'https://bad.example/terrible', '{"error":"fatal","a":[1,2,3]}', '   ', '', '\u0000\uD800']) expect(judged(comment, 'en')).toBeNull();
  });

  test('names of an object\'s own methods are words like any other', () => {
    expect(judged('constructor toString __proto__ hasOwnProperty', 'en')).toBeNull();
  });

  test('a comment as long as they come is judged like any other', () => {
    expect(judged('great '.repeat(4_000), 'en')).toBeCloseTo(1, 3);
    expect(judged('很糟糕'.repeat(7_000), 'zh')).toBeCloseTo(-1, 3);
    // Many of one sign are one.
    expect(judged('👍'.repeat(9_000), 'en')).toBe(judged('👍', 'en'));
  });
});
