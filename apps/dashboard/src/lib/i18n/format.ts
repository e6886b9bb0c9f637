/** How numbers, dates and lists are written in one language and one time zone. All of it is the platform's own Intl. */
export interface Formats {
  /** A number with exactly `digits` decimals. */
  number(value: number, digits?: number): string;
  percent(value: number, digits?: number): string;
  /** A number with as many decimals as it has, three at most. */
  decimal(value: number): string;
  /** A calendar day, with the year only when it is not this year. */
  day(at: string | number, options?: { weekday?: boolean; year?: boolean }): string;
  month(at: string | number): string;
  /** Months as one phrase; `to` is in the last of them. */
  months(from: string | number, to: string | number): string;
  time(at: string | number): string;
  dateTime(at: string | number): string;
  /** Two days as one phrase; `to` is the last day that counts. */
  days(from: string | number, to: string | number): string;
  /** How long ago, in the largest unit that says something: `3 s ago`, `2 h ago`. */
  ago(milliseconds: number): string;
  list(items: readonly string[]): string;
  /** Names of ever narrower things, such as a department and a channel in it. */
  parts(items: readonly string[]): string;
  languageName(tag: string): string;
  /** `yyyy-MM-dd` of a moment in the workspace's zone: for addresses and date fields, not for reading. */
  isoDay(at: string | number): string;
}

/** A true minus: a hyphen is too short beside large figures, and too high. */
const minus = (text: string): string => text.replace('-', '\u2212');

/** Intl sets thin spaces that Inter does not have: they would fetch another face for nothing that can be seen. */
const plainSpaces = (text: string): string => text.replace(/[\u2009\u202f]/g, '\u00a0');

const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
] as const;

/** Builds the formats of a language in an IANA time zone. */
export function createFormats(locale: string, { timeZone }: { timeZone: string }): Formats {
  const memo = new Map<string, Intl.DateTimeFormat>();
  const dates = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => {
    const key = JSON.stringify(options);
    let format = memo.get(key);
    if (!format) memo.set(key, (format = new Intl.DateTimeFormat(locale, { timeZone, ...options })));
    return format;
  };
  const thisYear = (at: Date): boolean => dates({ year: 'numeric' }).format(at) === dates({ year: 'numeric' }).format(new Date());
  const year = (at: Date): Intl.DateTimeFormatOptions => (thisYear(at) ? {} : { year: 'numeric' });
  const fixed = (digits: number): Intl.NumberFormatOptions => ({ minimumFractionDigits: digits, maximumFractionDigits: digits });
  const relative = new Intl.RelativeTimeFormat(locale, { style: 'short', numeric: 'always' });
  const languages = new Intl.DisplayNames(locale, { type: 'language', fallback: 'code' });
  const iso = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  return {
    number: (value, digits = 0) => minus(new Intl.NumberFormat(locale, { ...fixed(digits), signDisplay: 'negative' }).format(value)),
    percent: (value, digits = 0) =>
      minus(new Intl.NumberFormat(locale, { style: 'percent', ...fixed(digits), signDisplay: 'negative' }).format(value / 100)),
    decimal: (value) => minus(new Intl.NumberFormat(locale, { maximumFractionDigits: 3, signDisplay: 'negative' }).format(value)),
    day: (at, { weekday = false, year: mayHaveYear = true } = {}) => {
      const date = new Date(at);
      return dates({ day: 'numeric', month: 'short', ...(weekday && { weekday: 'short' }), ...(mayHaveYear && year(date)) }).format(date);
    },
    month: (at) => dates({ month: 'short', year: 'numeric' }).format(new Date(at)),
    months: (from, to) => plainSpaces(dates({ month: 'short', year: 'numeric' }).formatRange(new Date(from), new Date(to))),
    time: (at) => plainSpaces(dates({ hour: 'numeric', minute: '2-digit' }).format(new Date(at))),
    dateTime: (at) => {
      const date = new Date(at);
      return plainSpaces(dates({ day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit', ...year(date) }).format(date));
    },
    days: (from, to) => {
      const [first, last] = [new Date(from), new Date(to)];
      const withYear = thisYear(first) && thisYear(last) ? {} : { year: 'numeric' as const };
      return plainSpaces(dates({ day: 'numeric', month: 'short', ...withYear }).formatRange(first, last));
    },
    ago: (milliseconds) => {
      const [unit, size] = UNITS.find(([, one]) => milliseconds >= one) ?? ['second', 1_000];
      return relative.format(-Math.floor(Math.max(0, milliseconds) / size), unit);
    },
    list: (items) => new Intl.ListFormat(locale, { type: 'conjunction' }).format(items),
    parts: (items) => items.join(' · '),
    languageName: (tag) => {
      try {
        return languages.of(tag) ?? tag;
      } catch {
        return tag;
      }
    },
    isoDay: (at) => iso.format(new Date(at)),
  };
}
