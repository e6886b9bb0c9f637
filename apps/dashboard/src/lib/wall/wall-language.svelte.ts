import type { WallSettings } from '#lib/api/wall-documents.ts';
import type { Locale } from '#lib/i18n/locales.ts';
import { loadCatalogue, type Catalogue } from '#lib/i18n/translate.ts';

/** The language of the screens that each language of walls is. */
export const WALL_LOCALES: Readonly<Record<WallSettings['language'], Locale>> = { EN: 'en', ZH_TW: 'zh-TW', KO: 'ko', VI: 'vi', TR: 'tr', PL: 'pl' };

/** Letters of our languages that stand in files of their own. A face that arrives late is not shown at all (see vite.config.ts). */
const LETTERS = '0aąğơạ−';
const WEIGHTS = [400, 500, 600];
const PATIENCE_MS = 3_000;
const AGAIN_MS = 5_000;

/** Waits for the faces that a wall is written in, though not for ever: words in another face are better than none. */
async function facesReady(): Promise<void> {
  const faces = Promise.all(WEIGHTS.map((weight) => document.fonts.load(`${weight} 32px "Inter Variable"`, LETTERS)));
  await Promise.race([faces, new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))]).catch(() => undefined);
}

/** The words of a wall, whatever the browser's language is. While another language is fetched the one before stays. */
class WallLanguage {
  #current = $state.raw<{ locale: Locale; catalogue: Catalogue } | null>(null);

  constructor(wanted: () => Locale) {
    $effect(() => {
      const locale = wanted();
      let over = false;
      let timer: ReturnType<typeof setTimeout> | undefined;
      const load = (): void => {
        Promise.all([loadCatalogue(locale), facesReady()]).then(
          ([catalogue]) => {
            if (!over) this.#current = { locale, catalogue };
          },
          () => {
            if (!over) timer = setTimeout(load, AGAIN_MS);
          },
        );
      };
      load();
      return () => {
        over = true;
        clearTimeout(timer);
      };
    });
  }

  /** Whether there are words yet; before that `current` must not be asked. */
  get ready(): boolean {
    return this.#current !== null;
  }
  get current(): { locale: Locale; catalogue: Catalogue } {
    return this.#current ?? { locale: 'en', catalogue: {} as Catalogue };
  }
}

/** Loads the words of a language and those that take its place. Call it while a component is being made. */
export const createWallLanguage = (wanted: () => Locale): WallLanguage => new WallLanguage(wanted);
