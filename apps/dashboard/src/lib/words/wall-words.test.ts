import { describe, expect, it } from 'vitest';
import { createFormats } from '#lib/i18n/format.ts';
import type { Locale } from '#lib/i18n/locales.ts';
import en from '#lib/i18n/messages/en.ts';
import pl from '#lib/i18n/messages/pl.ts';
import { createTranslate } from '#lib/i18n/translate.ts';
import { commentChip, promiseWords, tileAbout, tileTitle } from './wall-words.ts';

const told = (locale: Locale, catalogue = en) => ({ locale, t: createTranslate(locale, { catalogue }), format: createFormats(locale, { timeZone: 'UTC' }) });
const english = told('en');
const NOW = Date.parse('2026-11-23T12:00:00Z');
const due = (seconds: number): string => new Date(NOW + seconds * 1_000).toISOString();

describe('what is left of a promise', () => {
  it.each([
    [3_840, '1h 4m left', false],
    // Not a minute is promised more than there is: 59 seconds and a bit are "1 minute left" until they are over.
    [61, '2m left', false],
    [59, '1m left', false],
    [0, 'due now', false],
    [-30, 'due now', true],
    [-60, '1m late', true],
    [-93_600, '1d 2h late', true],
  ])('%i seconds away: %s', (seconds, text, late) => {
    expect(promiseWords(due(seconds), { now: NOW, i18n: english })).toEqual({ text, late });
  });
  it('is told in the language of the wall', () => {
    expect(promiseWords(due(-7_200), { now: NOW, i18n: told('pl', pl) }).text).toMatch(/^2.h po czasie$/);
  });
});

describe('names of tiles', () => {
  it('are the metric, the kind, or what somebody wrote', () => {
    expect(tileTitle({ kind: 'SCORE', title: null, metric: 'CSAT_7' }, english)).toMatch(/^CSAT 1–.?7$/);
    expect(tileTitle({ kind: 'LOOPS_AT_RISK', title: null, metric: null }, english)).toBe('Promises to keep');
    expect(tileTitle({ kind: 'TREND', title: 'Our <b>course</b>', metric: 'NPS' }, english)).toBe('Our <b>course</b>');
  });
  it('come with their time and their departments', () => {
    expect(tileAbout({ kind: 'SCORE', period: null, departments: ['Support', 'Sales'] }, english)).toBe('last 28 days · Support and Sales');
    expect(tileAbout({ kind: 'LOOPS_AT_RISK', period: null, departments: [] }, english)).toBe('');
  });
});

describe('the score beside a comment', () => {
  it.each([
    [{ metric: 'NPS', score: 9, scale: 10 }, { text: 'Promoter 9', tone: 'good' }],
    [{ metric: 'CSAT_5', score: 2, scale: 5 }, { text: 'CSAT 2 of 5', tone: 'bad' }],
    // CES 1.0 asks for the effort itself: five is the most effort.
    [{ metric: 'CES_1', score: 5, scale: 5 }, { text: 'CES 5 of 5', tone: 'bad' }],
    [{ metric: null, score: null, scale: null }, null],
  ] as const)('of %j is %j', (comment, chip) => {
    expect(commentChip(comment, english)).toEqual(chip);
  });
});
