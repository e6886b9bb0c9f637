import { IntlMessageFormat } from 'intl-messageformat';
import type en from './messages/en.ts';
import type { Locale } from './locales.ts';

export type MessageKey = keyof typeof en;
export type Catalogue = Record<MessageKey, string>;
export type MessageValues = Record<string, string | number | boolean | Date>;
export type Translate = (key: MessageKey, values?: MessageValues) => string;

/** Each language's messages, which stand in one file an area of the dashboard. */
const catalogues = import.meta.glob<Catalogue>('./messages/*.ts', { import: 'default' });

/** Fetches the words of one language; no other language is downloaded. */
export async function loadCatalogue(locale: Locale): Promise<Catalogue> {
  const load = catalogues[`./messages/${locale}.ts`];
  if (!load) throw new Error(`There is no catalogue for ${locale}.`);
  return load();
}

/** Writes messages of a catalogue in its language: ICU plurals, selects and numbers; each is parsed once. */
export function createTranslate(locale: string, { catalogue }: { catalogue: Catalogue }): Translate {
  const parsed = new Map<MessageKey, IntlMessageFormat>();
  return (key, values) => {
    let message = parsed.get(key);
    if (!message) parsed.set(key, (message = new IntlMessageFormat(catalogue[key], locale, undefined, { ignoreTag: true })));
    return String(message.format(values));
  };
}
