import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readText, type ReadText } from './read-text.ts';

const LANGUAGES = ['en', 'zh-TW', 'ko', 'vi', 'tr', 'pl'];

function read(comment: string, language: string | null = null): ReadText | null {
  return readText(comment, { language, languages: LANGUAGES });
}

function words(comment: string, language: string | null = null): readonly string[] | undefined {
  return read(comment, language)?.words;
}

describe('reading a comment', () => {
  it.each([
    ['en', 'The courier was rude and my parcel is damaged', ['courier', 'rude', 'parcel', 'damaged']],
    ['zh', '外送遲到,客服的態度很差', ['外', '送', '遲到', '客', '服', '態度', '差']],
    ['ko', '배송이 너무 느려요 ㅋㅋㅋ', ['배송이', '너무', '느려요']],
    ['vi', 'Giao hàng chậm quá, nhân viên không thân thiện', ['giao', 'hàng', 'chậm', 'nhân', 'viên', 'thân', 'thiện']],
    ['tr', 'KARGO çok geç geldi, müşteri hizmetleri İLGİSİZDİ', ['kargo', 'geç', 'geldi', 'müşteri', 'hizmetleri', 'ilgisizdi']],
    ['pl', 'Paczka przyszła za późno i była uszkodzona', ['paczka', 'przyszła', 'późno', 'uszkodzona']],
  ])('tells %s and keeps its content words', (language, comment, expected) => {
    expect(read(comment)).toMatchObject({ language, words: expected });
  });

  it('keeps all words in order beside the content words', () => {
    expect(read('The parcel was damaged')?.tokens).toEqual(['the', 'parcel', 'was', 'damaged']);
  });

  it('prefers the language that came with it, in any of its writings', () => {
    for (const given of ['pl', 'PL', 'pl-PL', 'pl_PL', 'pol']) expect(read('courier parcel damaged', given)?.language).toBe('pl');
    expect(read('包裹損壞了嗎', 'zh-TW')?.language).toBe('zh');
    expect(read('The courier was rude and my parcel is damaged', 'English?')?.language).toBe('en');
  });

  it('gives a very short text the language of its source', () => {
    expect(readText('minibar internet', { language: null, languages: LANGUAGES, fallback: 'tr' })?.language).toBe('tr');
    expect(readText('客服態度差', { language: null, languages: LANGUAGES, fallback: 'tr' })?.language).toBe('zh');
    expect(readText('minibar internet', { language: null, languages: ['pl'] })?.language).toBe('pl');
    expect(readText('minibar internet lobby', { language: null, languages: [] })).not.toBeNull();
  });

  it('leaves out links, addresses, handles, long numbers and tags', () => {
    const plain = words('courier damaged parcel', 'en');
    expect(words('<b>courier</b> damaged&nbsp;parcel https://example.com/parcel?id=abc www.shop.example/xyz', 'en')).toEqual(plain);
    expect(words('@heed_help courier bob.builder+shop@example.co.uk damaged parcel 0912-345-678, +48 123 456 789, A7B2C9D1', 'en')).toEqual(plain);
    expect(words('courier damaged parcel https://example.com/外送遲到', 'en')).toEqual(expect.arrayContaining(['courier', 'damaged', 'parcel']));
  });

  it('treats width, case, endings after an apostrophe and stretched letters as the same', () => {
    expect(words('ＣＯＵＲＩＥＲ damaged', 'en')).toEqual(['courier', 'damaged']);
    expect(words('the courier’s parceeeeel slooooow', 'en')).toEqual(['courier', 'parceel', 'sloow']);
    expect(words("Ankara'dan ISINMA sorunu", 'tr')).toEqual(['ankara', 'ısınma', 'sorunu']);
    expect(words('điều hoà huỷ phòng quý hoàn', 'vi')).toEqual(words('điều hòa hủy phòng quý hoàn', 'vi'));
    expect(words('điều hoà huỷ phòng quý hoàn', 'vi')).toEqual(expect.arrayContaining(['hòa', 'hủy', 'quý', 'hoàn']));
    expect(words("l'application d'achat plante", 'fr')).toEqual(['application', 'achat', 'plante']);
  });

  it('counts words with their edges and 4-grams, syllables by two and three, Chinese by one to three', () => {
    expect(read('courier cab', 'en')?.terms).toEqual(['courier', '~_cou', '~cour', '~ouri', '~urie', '~rier', '~ier_', 'cab', '~_cab', '~cab_']);
    expect(read('배송 지연', 'ko')?.terms).toEqual(['배송', '~_배', '~배송', '~송_', '~_배송', '~배송_', '지연', '~_지', '~지연', '~연_', '~_지연', '~지연_']);
    expect(read('app 當機', 'zh')?.terms).toEqual(['~當', '~當機', '~機', 'app']);
  });

  it('folds near duplicates: another order, case, number or sign', () => {
    const fold = read('The courier damaged my glass parcel', 'en')?.fold;
    expect(read('my GLASS PARCEL!!! was damaged by the courier 123456', 'en')?.fold).toBe(fold);
    expect(read('The courier damaged my glass parcels', 'en')?.fold).not.toBe(fold);
    expect(read('The courier damaged my glass parcel again courier', 'en')?.fold).toBe(fold);
    // In a short text stop words tell.
    expect(read('say my name', 'en')?.fold).not.toBe(read('what is my name', 'en')?.fold);
    expect(read('NAME: say my', 'en')?.fold).toBe(read('say my name', 'en')?.fold);
  });
});

describe('rubbish', () => {
  it.each([
    ['nothing', ''],
    ['space and control characters', ' \u0000\n\t\u202e\u200b'],
    ['emoji', '😀👍🏽👨‍👩‍👧 ❤️'],
    ['one content word by itself', 'The parcel!'],
    ['no content word', 'It was very, very good'],
    ['one content word twice', 'parcel, the parcel'],
    ['one word of Chinese', '包裹'],
    ['digits', '12345 678 90 11'],
    ['a link', 'https://example.com/some/path?with=words'],
    ['one token repeated', 'spam '.repeat(10_000)],
    ['one letter', 'a'.repeat(10_000)],
    ['base64', Buffer.from('some binary data that goes on and on for a while, longer than a line').toString('base64')],
    ['base64 in lines', `${'QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo'.repeat(2)}\n`.repeat(20)],
    ['a log', '2026-11-22T10:00:01Z ERROR connection refused by upstream server\n2026-11-22T10:00:02Z INFO retrying the connection'],
    ['a stack trace', "TypeError: Cannot read properties of undefined (reading 'x')\n    at Object.handle (/srv/app/handle.js:10:3)\n    at process.run (node:internal/process:95:5)"],
    ['JSON', JSON.stringify({ user: 'somebody', action: 'parcel damaged', nested: { list: [1, 2, 3], flag: true } })],
    ['JSON in lines', JSON.stringify({ user: 'somebody', action: 'parcel damaged', nested: { list: [1, 2, 3], flag: true } }, null, 2)],
    ['a lone surrogate', '\ud800 \udc00'],
  ])('%s is nothing to read', (_, comment) => {
    expect(read(comment)).toBeNull();
    expect(read(comment, 'en')).toBeNull();
  });

  it('takes one content word within a sentence for enough', () => {
    expect(words('What is in my parcel', 'en')).toEqual(['parcel']);
    expect(words('Wie heiß wird es heute?', 'de')).toEqual(['heiß']);
  });

  it('takes one word of any kind where people may have made a theme for it, and still no rubbish', () => {
    const brief = (comment: string): readonly string[] | undefined => readText(comment, { language: 'en', languages: [], brief: true })?.tokens;
    expect(brief('Thank you so much!')).toEqual(['thank', 'you', 'so', 'much']);
    expect(brief('Parcel')).toEqual(['parcel']);
    expect(readText('Thank you so much!', { language: 'en', languages: [] })).toBeNull();
    for (const rubbish of ['', '😀👍🏽', '!!!', 'https://example.com/a', '2026-11-22T10:00:01Z ERROR connection refused by upstream server\n2026-11-22T10:00:02Z INFO retrying the connection']) expect(brief(rubbish) ?? []).toEqual([]);
  });

  it('still reads what somebody says around a stack trace', () => {
    expect(words('The app crashes when I upload a photo:\nTypeError: x is not a function\n    at upload (/srv/app.js:1:2)', 'en')).toEqual(['app', 'crashes', 'upload', 'photo']);
  });

  it('reads the beginning of a novel', () => {
    const novel = Array.from({ length: 100_000 }, (_, at) => `word${'abcdefghij'.charAt(at % 10)}${'klmnopqrst'.charAt(Math.floor(at / 10) % 10)}`).join(' ');
    const found = read(novel, 'en');
    expect(found?.tokens.length).toBeGreaterThan(2_000);
    expect(found?.tokens.length).toBeLessThan(3_000);
  });

  it('takes harmful characters for spaces or nothing', () => {
    expect(words('courier\u0000damaged \u202eparcel\u202c bro\u00adken \ud800late', 'en')).toEqual(['courier', 'damaged', 'parcel', 'broken', 'late']);
  });

  it('never throws, and answers in its own shape', () => {
    const anything = fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), fc.string({ unit: 'grapheme', maxLength: 300 }), fc.array(fc.constantFrom('<a', "'", '@', 'www.', '{"a":', '\n', ' at x(', '中', 'ก', '배', '\ud800', '\u0301', 'İ', 'ß', 'x1', '9'), { maxLength: 200 }).map((parts) => parts.join('')));
    fc.assert(
      fc.property(anything, fc.option(fc.constantFrom('en', 'zh-TW', 'ja', 'ko', 'th', 'tr', 'xx', '', '\ud800')), (comment, language) => {
        const found = read(comment, language);
        if (!found) return;
        expect(new Set(found.tokens)).toEqual(new Set([...found.tokens, ...found.words]));
        expect(found.words.length).toBeGreaterThan(0);
        expect(found.fold).toBe(BigInt.asUintN(64, found.fold));
        expect(found.terms.every((term) => term.length > 0 && term.isWellFormed())).toBe(true);
      }),
      { numRuns: 200, seed: 20261122 },
    );
  });

  it.each(['a', 'a ', '<', '<a', 'a@', '1 ', 'ﷺ', '"a":', '中', 'ก', "a'", ' ', 'www.', '\u0301', 'at ', 'a.', '&a', '[{', 'x-1', '\n', 'File "'])('takes no more than its share of time for %j a million times', (part) => {
    const start = process.cpuUsage();
    read(part.repeat(1_000_000 / part.length));
    const { user, system } = process.cpuUsage(start);
    // A quadratic step over 20,000 characters would take minutes; the linear ones take some ten milliseconds.
    expect((user + system) / 1_000).toBeLessThan(3_000);
  });
});
