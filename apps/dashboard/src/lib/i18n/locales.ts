/** The languages of the screens, each named in itself. */
export const LOCALES = {
  en: 'English',
  'zh-TW': '繁體中文',
  ko: '한국어',
  vi: 'Tiếng Việt',
  tr: 'Türkçe',
  pl: 'Polski',
} as const;

export type Locale = keyof typeof LOCALES;
export const LOCALE_COOKIE = 'heed_locale';

/** Whether a text from outside names one of our languages. */
export function isLocale(value: string | undefined): value is Locale {
  return value !== undefined && Object.hasOwn(LOCALES, value);
}

/**
 * The best of our languages for an Accept-Language header, or English. Any Chinese gets Traditional Chinese: it is the
 * only Chinese we have, and closer than English.
 */
export function negotiateLocale(header: string | null): Locale {
  const wanted = (header ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().split(';');
      const quality = parameters.map((one) => /^\s*q=([\d.]+)/.exec(one)?.[1]).find((one) => one !== undefined);
      return { tag: tag.trim().toLowerCase(), quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality);
  for (const { tag } of wanted) {
    const language = tag.split('-')[0];
    const found = (Object.keys(LOCALES) as Locale[]).find((locale) => locale.toLowerCase().split('-')[0] === language);
    if (found) return found;
  }
  return 'en';
}
