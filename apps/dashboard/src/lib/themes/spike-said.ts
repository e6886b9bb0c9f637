import type { I18n } from '#lib/i18n/i18n.svelte.ts';

/** Figures of a spike, as the API gives them. */
interface Spike {
  comments: number;
  hours: number;
  expected: number;
  people: number;
  since: string;
  falseAlarms: number;
}

/** What a spike consists of, and how often chance alone would show one. */
export function spikeSaid({ t, format }: Pick<I18n, 't' | 'format'>, { comments, hours, expected, people, since, falseAlarms }: Spike): string {
  const usual = format.number(expected, expected < 10 ? 1 : 0);
  const said = t('themes.spike.said', { n: comments, people, hours, usual, since: format.dateTime(since) });
  return falseAlarms > 0 ? `${said} ${t('themes.spike.chance', { days: Math.round(1 / falseAlarms) })}` : said;
}
