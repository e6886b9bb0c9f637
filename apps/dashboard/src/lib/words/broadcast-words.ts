import type { I18n } from '#lib/i18n/i18n.svelte.ts';

const REASONS = new Set([
  ...['anonymous', 'no_address', 'no_consent', 'already_closed', 'not_sendable', 'not_queued', 'loop_closed'],
  ...['connection_refused', 'timed_out', 'unknown_host', 'no_encryption', 'smtp_sign_in', 'no_connection', 'no_answer', 'interrupted', 'uncertain'],
]);

/** Why somebody got no letter, in words: the API says it in one. A word that it learns later stays as it is. */
export function reasonWords(reason: string, { t }: Pick<I18n, 't'>): string {
  const code = /^smtp_(\d{3})$/.exec(reason)?.[1];
  if (code !== undefined) return t('broadcasts.reason.smtp', { code });
  return REASONS.has(reason) ? t('broadcasts.reason', { reason }) : reason;
}

/** The name of a language of an audience, in the reader's own. */
export const languageWords = (language: string, { t, format }: Pick<I18n, 't' | 'format'>): string => (language === '' ? t('broadcasts.language.unknown') : format.languageName(language));
