import type { FeedbackInput } from '@heed/domain';
import { beforeAll, describe, expect, it } from 'vitest';
import { SAMPLE_LANGUAGES, sampleFeedback } from '../index.ts';
import { Random } from '../random.ts';
import { DEVICES, SUBJECT_FACTS, SUBJECTS, type Subject } from '../subjects.ts';
import { HOSTILE_TEXTS } from './hostile.ts';
import { sayLine, TEXTS } from './lexicon.ts';

let comments: { text: string; row: FeedbackInput }[] = [];
beforeAll(() => {
  const options = { seed: 1, now: Date.parse('2026-11-22T13:00:00Z'), timeZone: 'Europe/Berlin' };
  comments = Array.from(sampleFeedback(options)).flatMap((row) => (row.comment === undefined ? [] : { text: row.comment, row }));
});
const inLanguage = (language: string): string[] => comments.flatMap(({ text, row }) => (row.language === language ? text : []));

/** Words by which an English comment shows its subject. */
const ENGLISH: Readonly<Record<Subject, RegExp>> = {
  pairing: /\bpair/i,
  connection: /offline|loses connection|rock-?solid/i,
  app: /\bthe app\b/i,
  alerts: /\balerts?\b/i,
  picture: /night vision|live view|the picture/i,
  battery: /battery drain|battery life|low battery|battery of the/i,
  energy: /heating bill|thermostat learns|energy report/i,
  setup: /instructions|setup was|installation video/i,
  waiting: /on hold|hold for|called back|got through/i,
  agent: /from support|on the phone|support:/i,
  replacement: /replacement|warranty/i,
  delivery: /deliver|driver|ordered on/i,
  packaging: /packed|the box/i,
  tracking: /tracking/i,
  invoice: /invoice|charged|bill me/i,
  refund: /refund/i,
  cancellation: /cancel/i,
  advice: /in sales|advice|sales person/i,
  business: /the API|business dashboard|account manager/i,
  plan: /Plus is|family plan|went up by/i,
  promotion: /discount|\bsale\b|cashback/i,
  newsletter: /newsletter|e-mails|unsubscrib/i,
  productPage: /product page|the website|as described/i,
  workplace: /colleagues|priorities|my pay|understaffed|training budget/i,
};

describe('comments', () => {
  it('come in all six languages, each at least 3 % and mostly distinct', () => {
    for (const language of SAMPLE_LANGUAGES) {
      const texts = inLanguage(language);
      expect(texts.length / comments.length).toBeGreaterThan(0.03);
      expect(new Set(texts).size / texts.length).toBeGreaterThan(0.6);
    }
  });

  it('are written in the script of their language', () => {
    const own = { en: /^[\p{Script=Latin}]/u, 'zh-TW': /\p{Script=Han}/u, ko: /\p{Script=Hangul}/u, vi: /[ăâđêôơưáàảãạ]/iu, tr: /[çğıöşü]/iu, pl: /[ąćęłńóśźż]/iu };
    for (const language of SAMPLE_LANGUAGES) {
      const texts = inLanguage(language).filter((text) => text.length > 12);
      expect(texts.filter((text) => own[language].test(text)).length / texts.length).toBeGreaterThan(0.85);
    }
    // Characters that only the simplified script has.
    expect(inLanguage('zh-TW').filter((text) => /[们这来个说还没货发电体验订阅连线设备]/u.test(text))).toEqual([]);
  });

  it('speak of every subject', () => {
    const english = inLanguage('en');
    for (const subject of SUBJECTS) {
      expect(english.filter((text) => ENGLISH[subject].test(text)).length, subject).toBeGreaterThanOrEqual(subject === 'workplace' ? 5 : 15);
    }
  });

  it('are now a word, now a page', () => {
    const lengths = comments.map(({ text }) => Array.from(text).length);
    expect(lengths.filter((length) => length <= 12).length / lengths.length).toBeGreaterThan(0.02);
    expect(lengths.filter((length) => length > 5_500 && length < 6_500)).toHaveLength(1);
    expect(comments.filter(({ text }) => text.includes('\n')).length).toBeGreaterThan(100);
    expect(comments.filter(({ text }) => /\p{Extended_Pictographic}/u.test(text)).length).toBeGreaterThan(100);
  });

  it('hold every hostile text once, unchanged, in ordinary rows', () => {
    expect(HOSTILE_TEXTS.length).toBeGreaterThanOrEqual(20);
    for (const hostile of HOSTILE_TEXTS) {
      const holding = comments.filter(({ text }) => text.endsWith(hostile));
      expect(holding).toHaveLength(1);
      expect(holding[0]?.row.source).not.toBe('sample:staff-survey');
    }
    for (const known of ['<script>alert(1)</script>', "'; DROP TABLE feedback; --", '=HYPERLINK("http://', '\u202E', '\u200D', '\u0301\u0302\u0303']) {
      expect(comments.some(({ text }) => text.includes(known))).toBe(true);
    }
  });
});

describe('every line of every language', () => {
  it.each(SAMPLE_LANGUAGES)('%s: is whole, with all of its slots filled', (language) => {
    const random = new Random(1, language);
    const { subjects, scenes, closing } = TEXTS[language];
    const broken = /[{}[\]|]|undefined|,,|，，|。。|\s\s|\s,|[?!？！][.。]|[,，][.。?？!！]$/u;
    const spoilt: string[] = [];
    const say = (lines: readonly string[], about: Subject): void => {
      const of = SUBJECT_FACTS[about].about;
      for (const device of typeof of === 'string' ? DEVICES : of) {
        for (let i = 0; i < 60; i++) {
          const speaker = { language, region: (['Europe', 'North America', 'East Asia', 'Türkiye', 'Vietnam', 'Oceania'] as const)[i % 6] ?? 'Europe', female: i % 2 === 0, device, app: '6.15' };
          for (const more of [false, true]) {
            const said = sayLine(lines, { speaker, random, more });
            if (said !== '' && (broken.test(said) || !/[.!?…:。！？：)”"』」]$/u.test(said))) spoilt.push(said);
          }
        }
      }
    };
    for (const subject of SUBJECTS) {
      say(subjects[subject].good, subject);
      say(subjects[subject].bad, subject);
      expect(subjects[subject].bad.filter((line) => !line.startsWith('+ ')).length).toBeGreaterThanOrEqual(4);
    }
    for (const scene of Object.values(scenes)) say(scene, 'connection');
    for (const lines of [closing.good, closing.bad]) say(lines, 'plan');
    expect(spoilt).toEqual([]);
  });
});
