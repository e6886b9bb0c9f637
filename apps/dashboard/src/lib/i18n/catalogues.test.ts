import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, it } from 'vitest';
import en from './messages/en.ts';
import ko from './messages/ko.ts';
import { LOCALES, type Locale } from './locales.ts';
import pl from './messages/pl.ts';
import tr from './messages/tr.ts';
import vi from './messages/vi.ts';
import zhTW from './messages/zh-TW.ts';

const catalogues: Record<Locale, Record<string, string>> = { en, 'zh-TW': zhTW, ko, vi, tr, pl };
const others = (Object.keys(LOCALES) as Locale[]).filter((locale) => locale !== 'en');

/** Names and abbreviations that are the same in every language. */
const SHARED = new Set([
  ...['metric.nps.short', 'metric.csat.short', 'metric.ces.short', 'metric.ces5.short', 'metric.ces1.short', 'metric.enps.short', 'explore.csat', 'employees.name'],
  ...['filter.score.nps', 'filter.score.csat', 'filter.score.ces', 'explore.export.csv', 'explore.export.xlsx', 'explore.export.ndjson', 'explore.export.parquet', 'loops.actor.system'],
]);
/** Messages that only put arguments in an order, which may be the same in another language. */
const ORDERS = new Set(['explore.about.by', 'explore.about.by2', 'filter.attribute.values', 'filter.saved.one', 'distribution.title']);
/** Words that another language happens to spell as English does. */
const SAME: Partial<Record<Locale, string[]>> = { pl: ['filter.region.title', 'filter.segment.title'] };
/** English words that give away a sentence that nobody wrote anew. */
const ENGLISH = /\b(the|and|of|with|your|this|please|answers?|feedback|show|filters?|loading|try)\b/i;

interface Part {
  value?: unknown;
  /** Of plurals and selects only; plurals also have an offset. */
  options?: Record<string, { value: Part[] }>;
  offset?: number;
}
const partsOf = (message: string): Part[] => new IntlMessageFormat(message, 'en', undefined, { ignoreTag: true }).getAst() as Part[];
/** ICU's parser numbers kinds of elements: 0 is text, 7 the # of a plural. */
const isName = (part: Part): boolean => (part as { type: number }).type !== 0 && (part as { type: number }).type !== 7;

function names(parts: Part[]): string[] {
  return parts.flatMap((part) => [...(isName(part) ? [String(part.value)] : []), ...Object.values(part.options ?? {}).flatMap(({ value }) => names(value))]);
}
const argumentsOf = (message: string): string[] => [...new Set(names(partsOf(message)))].sort();

describe.each(others)('the catalogue of %s', (locale) => {
  const catalogue = catalogues[locale];

  it('has exactly the keys of the English one', () => {
    expect(Object.keys(catalogue)).toEqual(Object.keys(en));
  });
  it('uses the same arguments in each message', () => {
    const found = Object.fromEntries(Object.entries(catalogue).map(([key, message]) => [key, argumentsOf(message)]));
    const wanted = Object.fromEntries(Object.entries(en).map(([key, message]) => [key, argumentsOf(message)]));
    expect(found).toEqual(wanted);
  });
  it('has no English left over', () => {
    const copied = Object.entries(catalogue).filter(([key, message]) => {
      if (SHARED.has(key) || ORDERS.has(key) || SAME[locale]?.includes(key)) return false;
      const words = message.replace(/\{\w+, (plural|select),|\b(one|few|many|other|promoters|passives|days)\b \{|NPS|CSAT|CES|CSV|Heed/g, ' ');
      return message === (en as Record<string, string>)[key] || ENGLISH.test(words.replace(/\{\w+(, number)?\}/g, ' '));
    });
    // "{n} pp" and the like hold no word.
    expect(copied.filter(([, message]) => /\p{L}{3,}/u.test(message))).toEqual([]);
  });
  it('has every plural form that its language needs', () => {
    // Turkish has a form for one, but after a number its nouns do not change.
    const categories = locale === 'tr' ? ['other'] : new Intl.PluralRules(locale).resolvedOptions().pluralCategories;
    const lacking = Object.entries(catalogue).filter(([, message]) =>
      partsOf(message).some(({ options, offset }) => options && offset !== undefined && categories.some((category) => !(category in options))),
    );
    expect(lacking).toEqual([]);
  });
});

it('counts in Polish as Poles do', () => {
  const message = new IntlMessageFormat(pl['overview.matched'], 'pl');
  expect([1, 3, 5, 22, 112].map((n) => message.format({ n }))).toEqual(['1 opinia', '3 opinie', '5 opinii', '22 opinie', '112 opinii']);
});
