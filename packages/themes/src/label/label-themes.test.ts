import { describe, expect, it } from 'vitest';
import { readText, type ReadText } from '../text/read-text.ts';
import { CORPORA, read } from '../model/testing.ts';
import { stopWords } from '../text/stop-words.ts';
import { labelThemes, type LabelOptions } from './label-themes.ts';
import { phrasesIn } from './phrases-in.ts';

function options(pairs: readonly [string | null, string][], language: string): LabelOptions {
  return { texts: pairs.map(([, comment]) => read(comment, language)), comments: pairs.map(([, comment]) => comment), themes: pairs.map(([theme]) => theme) };
}

const COMMENTS: [string | null, string][] = [
  ['a', 'The credit card was declined in Paris'],
  ['a', 'My credit card was declined by a machine'],
  ['a', 'Credit Card blocked, why?'],
  ['a', 'They lost my credit card'],
  ['b', 'Wi-Fi in the hotel room is slow'],
  ['b', 'The hotel room had no hot water'],
  ['b', 'A clean hotel room, friendly people'],
  ['b', 'Our hotel room was tiny'],
  [null, 'Something else entirely happened yesterday'],
];

describe('names', () => {
  it('are phrases that tell a theme, as most people wrote them', () => {
    const labels = labelThemes(options(COMMENTS, 'en'));
    expect(labels.get('a')?.name).toBe('credit card');
    expect(labels.get('b')?.name).toBe('hotel room');
    expect([...labels.keys()]).not.toContain(null);
  });

  it('neither begin nor end with a stop word, whatever the language', () => {
    for (const language of Object.keys(CORPORA)) {
      const pairs = Object.entries(CORPORA[language] ?? {}).flatMap(([theme, comments]) => comments.map((comment): [string, string] => [theme, comment]));
      const given = options(pairs, language);
      const labels = labelThemes(given);
      expect(new Set([...labels.values()].map(({ name }) => name)).size).toBe(3);
      const stops = stopWords(given.texts[0]?.language ?? '');
      for (const { name, phrases } of labels.values()) {
        expect(name).not.toBe('');
        for (const phrase of phrases) {
          const words = phrase.toLowerCase().split(' ');
          expect([phrase, stops.has(words[0] ?? '') || stops.has(words.at(-1) ?? '')]).toEqual([phrase, false]);
        }
      }
    }
  });

  it('keep accents and capitals, and have no spaces in Chinese', () => {
    const polish = labelThemes(options([['a', 'Biuro obsługi Żabka nie odbiera'], ['a', 'Sklep Żabka zamknięty wieczorem'], ['a', 'Lubię Żabka przy dworcu'], ['b', 'Paczka przyszła za późno'], ['b', 'Paczka uszkodzona w drodze'], ['b', 'Gdzie jest moja paczka z butami']], 'pl'));
    expect(polish.get('a')?.name).toBe('Żabka');
    const chinese = labelThemes(options([['a', '信用卡付款失敗'], ['a', '信用卡付款沒有成功'], ['a', '無法使用信用卡付款'], ['b', '客服電話打不通'], ['b', '客服電話一直忙線'], ['b', '等了很久客服電話沒人接']], 'zh-TW'));
    expect(chinese.get('a')?.name).toContain('信用');
    expect(chinese.get('b')?.name).toContain('客服');
    for (const { name } of chinese.values()) expect(name).not.toMatch(/\s/);
  });

  it('differ between themes, also where all say the same, and from names that are taken', () => {
    const same: [string, string][] = ['a', 'b', 'c'].flatMap((theme) => [1, 2, 3].map((): [string, string] => [theme, 'late parcel']));
    const labels = labelThemes({ ...options(same, 'en'), taken: ['Late Parcel'] });
    const names = [...labels.values()].map(({ name }) => name.toLowerCase());
    expect(new Set(names).size).toBe(3);
    expect(names).not.toContain('late parcel');
  });

  it('are not made by one text that was sent a hundred times', () => {
    const spam = Array.from({ length: 100 }, (): [string, string] => ['a', 'Congratulations winner claim prize']);
    const rest = ['Delivery too late', 'Late delivery of shoes', 'When does the delivery arrive?', 'Delivery forgotten'].map((comment): [string, string] => ['a', comment]);
    const labels = labelThemes(options([...spam, ...rest, ...COMMENTS], 'en'));
    expect(labels.get('a')?.name.toLowerCase()).not.toMatch(/prize|winner/);
  });

  it('are things, and not what was done with them', () => {
    const things = ['I got my invoice twice', 'We got the invoice late', 'You charged the invoice again', 'They charged me for an invoice', 'I was charged, no invoice came', 'Who charged this invoice?'];
    expect(labelThemes(options([...things.map((comment): [string, string] => ['a', comment]), ...COMMENTS.slice(4)], 'en')).get('a')?.name).toBe('invoice');
    const korean = ['배송이 너무 늦었어요', '배송은 늦었어요 정말', '빠른 배송을 기대했는데 늦었어요', '배송 또 늦었어요'].map((comment): [string, string] => ['a', comment]);
    expect(labelThemes(options([...korean, ['b', '앱 로그인 오류가 나요'], ['b', '로그인 화면 오류'], ['b', '로그인할 때 오류']], 'ko')).get('a')?.name).toBe('배송');
  });

  it('do not come out of one sentence that many sent in longer comments', () => {
    const sentence = 'I will certainly shop somewhere else next time';
    const pairs = ['My refund is late. ', 'No refund again? ', 'Where is that refund! ', 'Promised refund missing. ', 'Refund of half the price only. '].map((start): [string, string] => ['a', start + sentence]);
    expect(labelThemes(options([...pairs, ...COMMENTS.slice(4)], 'en')).get('a')?.name.toLowerCase()).toBe('refund');
  });

  it('take a word with what it is mostly said with', () => {
    const pairs = ['The live view opens at once', 'I love the live view', 'My live view is sharp', 'A live view of both doors', 'The view at night', 'Live view fails today'].map((comment): [string, string] => ['a', comment]);
    expect(labelThemes(options([...pairs, ...COMMENTS.slice(4)], 'en')).get('a')?.name).toBe('live view');
  });

  it('take two phrases where the first is in fewer than two of three texts', () => {
    const label = labelThemes(
      options([...COMMENTS.slice(4), ...['refund never arrived', 'my refund is missing', 'refund took weeks', 'return label broken', 'no return label inside', 'the return label is missing', 'where is that return label', 'store closed early', 'counter without cashier'].map((comment): [string, string] => ['a', comment])], 'en'),
    ).get('a');
    expect(label?.name).toBe('return label, refund');
  });
});

describe('phrases', () => {
  it('stay within a part of a sentence', () => {
    const keys = (comment: string, language: string): string[] => phrasesIn(comment, read(comment, language)).map(({ key }) => key);
    expect(keys('Bad food. Parking expensive', 'en')).toEqual(expect.arrayContaining(['bad food', 'parking expensive']));
    expect(keys('Bad food. Parking expensive', 'en')).not.toContain('food parking');
    expect(keys('Pair the Wi-Fi network', 'en')).toEqual(['pair', 'wi fi', 'wi fi network', 'network']);
    expect(keys('배송비 14,000원 환불', 'ko')).toEqual(['배송비', '환불']);
    expect(keys('Customer’s choice of wine', 'en')).toContain('choice of wine');
  });
});

describe('quotes', () => {
  it('are the typical one, another one, and the latest, with near duplicates folded', () => {
    const pairs: [string, string][] = [['a', 'My credit card was declined'], ['a', 'credit card declined'], ['a', 'The shop declined the credit card at once'], ['a', 'Payment terminal out of order'], ['b', 'Nice hotel room'], ['b', 'Dirty hotel room'], ['b', 'hotel room cold']];
    const given = options(pairs, 'en');
    const quotes = labelThemes({ ...given, at: [7, 1, 5, 6, 2, 3, 4] }).get('a')?.quotes ?? [];
    expect(quotes.map(({ why }) => why)).toEqual(['typical', 'different', 'recent']);
    expect(new Set(quotes.map(({ index }) => index)).size).toBe(3);
    for (const { index } of quotes) expect(pairs[index]?.[0]).toBe('a');
    const folded = labelThemes({ ...options([...pairs, ['a', 'declined credit card'], ['a', 'Credit card declined!!']], 'en') }).get('a')?.quotes ?? [];
    expect(Math.max(...folded.map(({ alike }) => alike))).toBe(3);
  });

  it('of a theme with one text are one', () => {
    expect(labelThemes(options([['a', 'credit card declined'], ...COMMENTS.slice(4)], 'en')).get('a')).toMatchObject({ quotes: [{ index: 0, why: 'typical', alike: 1 }] });
  });
});

describe('hostile comments', () => {
  it('are labelled all the same', () => {
    const comments = ['\u202eparcel late\u202c __proto__', 'constructor toString valueOf', '$& $1 (price|', '<b>late</b> parcel https://x.example/a?b', 'ﬁne ﬁsh dish'];
    const texts = comments.map((comment) => readText(comment, { language: 'en', languages: [] })).filter((text): text is ReadText => text !== null);
    const labels = labelThemes({ texts, comments: comments.slice(0, texts.length), themes: texts.map((_, at) => (at % 2 === 0 ? '__proto__' : 'b')) });
    for (const { name } of labels.values()) expect(name.length).toBeGreaterThan(0);
  });
});
