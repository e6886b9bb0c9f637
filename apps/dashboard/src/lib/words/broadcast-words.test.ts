import { expect, it } from 'vitest';
import { createFormats } from '#lib/i18n/format.ts';
import en from '#lib/i18n/messages/en.ts';
import { createTranslate } from '#lib/i18n/translate.ts';
import { languageWords, reasonWords } from './broadcast-words.ts';

const i18n = { t: createTranslate('en', { catalogue: en }), format: createFormats('en', { timeZone: 'UTC' }) };

it('says why somebody got no letter', () => {
  expect(['no_consent', 'smtp_550', 'no_connection'].map((reason) => reasonWords(reason, i18n))).toEqual(['no consent', 'the mail server answered 550', 'no connection to the mail server']);
  expect(reasonWords('learned_later', i18n)).toBe('learned_later');
});
it('names languages, also one that nobody knows', () => {
  expect(['pl', ''].map((language) => languageWords(language, i18n))).toEqual(['Polish', 'not known']);
});
