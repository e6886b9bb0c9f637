import { createContext } from 'svelte';
import { createFormats, type Formats } from './format.ts';
import type { Locale } from './locales.ts';
import { createTranslate, type Catalogue, type MessageKey, type MessageValues } from './translate.ts';

interface Source {
  locale: Locale;
  catalogue: Catalogue;
  timeZone: string;
}

/** The words and formats of the language in use. Whatever reads from it is written anew when the language changes. */
class I18n {
  readonly #source: () => Source;
  readonly #translate = $derived.by(() => createTranslate(this.#source().locale, { catalogue: this.#source().catalogue }));
  readonly #formats = $derived.by(() => createFormats(this.#source().locale, { timeZone: this.#source().timeZone }));

  constructor(source: () => Source) {
    this.#source = source;
  }
  get locale(): Locale {
    return this.#source().locale;
  }
  get timeZone(): string {
    return this.#source().timeZone;
  }
  get format(): Formats {
    return this.#formats;
  }
  readonly t = (key: MessageKey, values?: MessageValues): string => this.#translate(key, values);
}

export type { I18n };

/** Makes the language of a tree of components from what the page's load found. */
export const createI18n = (source: () => Source): I18n => new I18n(source);

/** `useI18n` gives a component the language; the layout sets it with `provideI18n`. */
export const [useI18n, provideI18n] = createContext<I18n>();
