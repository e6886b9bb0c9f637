import type { Alert, AlertFacts } from '../alert/alert.ts';
import { MAIL_WORDS, type MailWords } from './mail-words.ts';

export interface MailFacts {
  /** Of whoever is told. */
  person: { name: string; language: string };
  /** Whether they were told before. */
  again: boolean;
  /** What a metric is called. */
  metricTitle: (metric: string) => string;
  /** IANA zone in which moments are said. */
  timeZone: string;
  /** Where the evidence is; empty where Heed's own address is not known. */
  link: string;
}

/** A mail about an alert: the same words as plain text and in HTML. */
export interface AlertMail {
  language: string;
  subject: string;
  text: string;
  html: string;
}

const HOUR = 3_600_000;
const DAY_MS = 24 * HOUR;
const base = (tag: string): string => tag.toLowerCase().split('-')[0] ?? '';

/** In the wanted language, in another variety of it, else in English. */
function wordsFor(wanted: string): { language: string; words: MailWords } {
  const language = Object.keys(MAIL_WORDS).find((tag) => tag.toLowerCase() === wanted.toLowerCase()) ?? Object.keys(MAIL_WORDS).find((tag) => base(tag) === base(wanted)) ?? 'en';
  return { language, words: MAIL_WORDS[language] as MailWords };
}

interface Saying extends Pick<MailFacts, 'metricTitle' | 'timeZone'> {
  language: string;
  words: MailWords;
}

function subjectOf(facts: AlertFacts, { words, metricTitle }: Saying): string {
  const department = (name: string): string => (name === '' ? words.noDepartment : name);
  switch (facts.kind) {
    case 'score_down':
      return words.subject.score_down({ metric: metricTitle(facts.metric), department: facts.department });
    case 'theme_spiking':
      return words.subject.theme_spiking;
    case 'loops_late':
    case 'loops_at_risk':
      return words.subject[facts.kind]({ department: department(facts.department) });
    case 'source_silent':
      return words.subject.source_silent({ source: facts.source });
    case 'webhook_off':
      // Nobody is written to about it.
      return facts.webhook;
  }
}

function sentenceOf(facts: AlertFacts, { language, words, metricTitle, timeZone }: Saying): string {
  const number = (value: number, digits = 0): string => new Intl.NumberFormat(language, { maximumFractionDigits: digits }).format(value);
  const signed = (value: number): string => new Intl.NumberFormat(language, { maximumFractionDigits: 1, signDisplay: 'exceptZero' }).format(value);
  const day = (moment: number): string => new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone }).format(moment);
  const long = (milliseconds: number): string => {
    const hours = Math.round(milliseconds / HOUR);
    if (milliseconds >= 2 * HOUR) return words.hours(number(hours), hours);
    const minutes = Math.max(1, Math.round(milliseconds / 60_000));
    return words.minutes(number(minutes), minutes);
  };
  switch (facts.kind) {
    case 'score_down':
      return words.score_down({
        metric: metricTitle(facts.metric), value: number(facts.value, 1), previous: number(facts.previous, 1), low: signed(facts.low), high: signed(facts.high), n: number(facts.n), previousN: number(facts.previousN),
        // The period is half-open: its last day is the one before its end.
        from: day(facts.period.from), to: day(facts.period.to - 1),
      });
    case 'theme_spiking':
      return words.theme_spiking({ name: facts.name, count: number(facts.count), expected: number(facts.expected, facts.expected < 10 ? 1 : 0) });
    case 'loops_late':
    case 'loops_at_risk':
      return words[facts.kind]({ count: facts.loops, shown: number(facts.loops) });
    case 'source_silent':
      return words.source_silent({ last: new Intl.DateTimeFormat(language, { dateStyle: facts.silentMs > 6 * DAY_MS ? 'long' : 'medium', timeStyle: 'short', timeZone }).format(facts.lastAt), silent: long(facts.silentMs), usual: long(facts.usualMs) });
    case 'webhook_off':
      return facts.webhook;
  }
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escapeHtml = (text: string): string => text.replaceAll(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);

/** An alert in the language of whoever is told; in English where Heed does not speak it. The subject holds nothing that customers' words were made into. */
export function alertMail({ facts, name: rule }: Pick<Alert, 'facts' | 'name'>, { person, again, link, ...said }: MailFacts): AlertMail {
  const saying = { ...said, ...wordsFor(person.language) };
  const { language, words } = saying;
  const headline = subjectOf(facts, saying);
  const paragraphs = [words.greeting(person.name), sentenceOf(facts, saying)];
  const foot = words.rule(rule);
  const text = [...paragraphs, ...(link === '' ? [] : [`${words.evidence}:\n${link}`]), '--', foot].join('\n\n');
  const button = link === '' ? '' : `<p style="margin:24px 0"><a href="${escapeHtml(link)}" style="background:#1d4ed8;color:#fff;padding:10px 18px;border-radius:6px;text-decoration:none;display:inline-block">${escapeHtml(words.evidence)}</a></p>\n`;
  const html = `<!doctype html>
<html lang="${escapeHtml(language)}"><body style="font-family:sans-serif;line-height:1.5;color:#1f2937;max-width:36em">
<h1 style="font-size:1.25em">${escapeHtml(headline)}</h1>
${paragraphs.map((paragraph) => `<p>${escapeHtml(paragraph)}</p>`).join('\n')}
${button}<p style="color:#6b7280;font-size:0.875em">${escapeHtml(foot)}</p>
</body></html>
`;
  return { language, subject: again ? `${words.again} ${headline}` : headline, text: `${text}\n`, html };
}
