import type { I18n } from '#lib/i18n/i18n.svelte.ts';

/** What a template can name; `only` for one purpose. The API refuses any other. */
export const VARIABLES = [
  { name: 'customer.name', only: undefined },
  { name: 'customer.firstName', only: undefined },
  { name: 'feedback.comment', only: undefined },
  { name: 'feedback.date', only: undefined },
  { name: 'feedback.score', only: undefined },
  { name: 'loop.rootCause', only: undefined },
  { name: 'loop.action', only: undefined },
  { name: 'owner.name', only: undefined },
  { name: 'department', only: undefined },
  { name: 'company', only: undefined },
  { name: 'answerLink', only: 'REASK' },
] as const;

/** A text with made-up values in place of its variables; what is no variable stays as it stands. */
export function fillIn(text: string, { t }: Pick<I18n, 't'>): string {
  const values: Record<string, string> = {
    'customer.name': 'Mira Novak',
    'customer.firstName': 'Mira',
    'feedback.comment': t('loopSettings.example.comment'),
    'feedback.date': '2026-03-14',
    'feedback.score': '4',
    'loop.rootCause': t('loopSettings.example.cause'),
    'loop.action': t('loopSettings.example.action'),
    'owner.name': 'Ana Lima',
    department: 'Support',
    company: 'Halvorn Home',
    answerLink: 'https://heed.example.com/r/…',
  };
  return text.replaceAll(/\{\{\s*([\w.]+)\s*\}\}/g, (whole, name: string) => values[name] ?? whole);
}
