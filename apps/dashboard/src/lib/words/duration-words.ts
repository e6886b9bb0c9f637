import type { LoopClock } from '#lib/api/departments-documents.ts';
import type { I18n } from '#lib/i18n/i18n.svelte.ts';
import type { Locale } from '#lib/i18n/locales.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** The shortest that reads well: narrow Turkish has one letter for hours and seconds, narrow Chinese runs together. */
const STYLES: Readonly<Record<Locale, 'narrow' | 'short'>> = { en: 'narrow', 'zh-TW': 'short', ko: 'short', vi: 'narrow', tr: 'short', pl: 'narrow' };

type Parts = { days?: number; hours?: number; minutes?: number; seconds?: number };

/**
 * The two largest units of a duration that say something. Working time is never counted in days: a day of work is not 24
 * hours, and no two departments have the same.
 */
function partsOf(milliseconds: number, clock: LoopClock): Parts {
  if (milliseconds < MINUTE) return { seconds: Math.round(milliseconds / 1_000) };
  const minutes = Math.round(milliseconds / MINUTE);
  if (minutes < 60) return { minutes };
  if (clock === 'CALENDAR' && minutes >= 24 * 60) {
    const hours = Math.round(milliseconds / HOUR);
    const days = Math.floor(hours / 24);
    return days >= 10 || hours % 24 === 0 ? { days: days >= 10 ? Math.round(hours / 24) : days } : { days, hours: hours % 24 };
  }
  const hours = Math.floor(minutes / 60);
  return hours >= 10 || minutes % 60 === 0 ? { hours: hours >= 10 ? Math.round(minutes / 60) : hours } : { hours, minutes: minutes % 60 };
}

/** A duration in the reader's language: `1d 4h`, on the working clock `31h`. `long` writes units out, for screen readers and hovering. */
export function durationWords(milliseconds: number, { clock, i18n, long = false }: { clock: LoopClock; i18n: Pick<I18n, 'locale'>; long?: boolean }): string {
  const style = long ? 'long' : STYLES[i18n.locale];
  const text = new Intl.DurationFormat(i18n.locale, { style }).format(partsOf(Math.max(0, milliseconds), clock));
  // Nothing at all is written as an empty text by some engines.
  return text === '' ? new Intl.DurationFormat(i18n.locale, { style, secondsDisplay: 'always' }).format({ seconds: 0 }) : text;
}
