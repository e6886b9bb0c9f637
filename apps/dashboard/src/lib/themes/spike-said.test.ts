import { expect, it } from 'vitest';
import { createFormats } from '#lib/i18n/format.ts';
import en from '#lib/i18n/messages/en.ts';
import pl from '#lib/i18n/messages/pl.ts';
import { createTranslate, type Catalogue } from '#lib/i18n/translate.ts';
import { spikeSaid } from './spike-said.ts';

const spike = { comments: 40, hours: 24, expected: 17.1, people: 38, since: '2026-11-22T10:05:00Z', falseAlarms: 0.05 };
const inLanguage = (locale: 'en' | 'pl', catalogue: Catalogue): string =>
  spikeSaid({ t: createTranslate(locale, { catalogue }), format: createFormats(locale, { timeZone: 'UTC' }) }, spike);

it('says how much more there is, from when on, and how often chance alone would do so', () => {
  const said = inLanguage('en', en);
  expect(said).toMatch(/^40 comments from 38 people in 24 hours, where 17 would be usual; since .*22.*10:05.*\. Chance alone shows this on at most one quiet day in 20\.$/);
  expect(inLanguage('pl', pl)).toMatch(/^40 komentarzy od 38 osób w ciągu 24 godzin, zwykle 17; od .*\. Sam przypadek daje to najwyżej w jeden spokojny dzień na 20\.$/);
});
