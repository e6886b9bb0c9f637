import { describe, expect, it, test } from 'vitest';
import type { AlertFacts } from '../alert/alert.ts';
import { alertMail } from './alert-mail.ts';

const LANGUAGES = ['en', 'zh-TW', 'ko', 'vi', 'tr', 'pl'];
const period = { from: Date.UTC(2026, 10, 2), to: Date.UTC(2026, 10, 9) };
const FACTS: readonly Exclude<AlertFacts, { kind: 'webhook_off' }>[] = [
  { kind: 'score_down', metric: 'nps', department: 'Sales & <Co>', value: 12.25, previous: 30.5, change: -18.25, low: -28, high: -8.5, n: 1_204, previousN: 980, period, previousPeriod: period, looked: 4 },
  { kind: 'theme_spiking', theme: 't', name: 'parcel late', count: 42, expected: 7.5, growth: 5.6, period },
  { kind: 'loops_late', department: 'Sales', loops: 3 },
  { kind: 'loops_at_risk', department: '', loops: 1 },
  { kind: 'source_silent', source: 'survey:web', lastAt: period.to, silentMs: 26 * 3_600_000, usualMs: 5_400_000, expected: 14 },
];
const LINK = 'https://heed.example/loops?queue=breached&department=Sales';
const mailOf = (facts: AlertFacts, language: string, again = false) =>
  alertMail({ facts, name: 'Our rule' }, { person: { name: 'Ada', language }, again, metricTitle: () => 'NPS', timeZone: 'Europe/Berlin', link: LINK });

describe('a mail about an alert', () => {
  test.each(FACTS.map((facts) => [facts.kind, facts] as const))('of the kind %s is written in each language, with the way to the evidence', (_kind, facts) => {
    const mails = LANGUAGES.map((language) => mailOf(facts, language));
    expect(mails.map(({ language }) => language)).toEqual(LANGUAGES);
    expect(new Set(mails.map(({ subject }) => subject)).size).toBe(LANGUAGES.length);
    for (const { subject, text, html } of mails) {
      expect(text).toContain(LINK);
      expect(html).toContain(`href="${LINK.replace('&', '&amp;')}"`);
      expect(text).toContain('Our rule');
      expect(html).not.toContain('<Co>');
      expect(text + subject).not.toMatch(/undefined|NaN|\[object/);
      // A theme's name was made of customers' words.
      expect(subject).not.toContain('parcel');
    }
  });

  it('says numbers, days and lengths of time as its language does', () => {
    expect(mailOf(FACTS[0] as AlertFacts, 'en').text).toContain('NPS was 12.3 from November 2, 2026 to November 9, 2026, after 30.5 in as many days before. The change is between -28 and -8.5 (95 % interval; 1,204 and 980 answers).');
    expect(mailOf(FACTS[4] as AlertFacts, 'en').text).toContain('for 26 hours. In the last 60 days the longest pause was 90 minutes.');
    expect([1, 3, 5].map((loops) => mailOf({ kind: 'loops_late', department: 'Sales', loops }, 'pl').text.split('\n\n')[1]?.split(':')[0])).toEqual(['1 pętla jest po terminie', '3 pętle są po terminie', '5 pętli jest po terminie']);
  });

  it('is in English where Heed does not speak the language, and says when it comes again', () => {
    expect(mailOf(FACTS[2] as AlertFacts, 'de', true)).toMatchObject({ language: 'en', subject: 'Still: Loops are late – Sales' });
    expect(mailOf(FACTS[2] as AlertFacts, 'zh').language).toBe('zh-TW');
  });
});
