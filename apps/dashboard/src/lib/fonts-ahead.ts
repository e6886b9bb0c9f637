import latin from '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2?url';
import latinExtended from '@fontsource-variable/inter/files/inter-latin-ext-wght-normal.woff2?url';
import vietnamese from '@fontsource-variable/inter/files/inter-vietnamese-wght-normal.woff2?url';
import type { Locale } from '#lib/i18n/locales.ts';

const FURTHER: Partial<Record<Locale, readonly string[]>> = { pl: [latinExtended], tr: [latinExtended], vi: [latinExtended, vietnamese] };

/** The files of Inter that a page in a language needs, to be loaded ahead: one that is late is not shown (see vite.config.ts). */
export function fontsAhead(locale: Locale): readonly string[] {
  return [latin, ...(FURTHER[locale] ?? [])];
}
