import { ThemeNamesQuery } from '#lib/api/themes-documents.ts';
import { request } from '#lib/api/request.ts';

export interface NamedTheme {
  id: string;
  name: string;
  hidden: boolean;
}

/** The names of themes, fetched when they are first wanted; without them ids stay unnamed and all else works. */
class ThemeNames {
  #themes = $state.raw<readonly NamedTheme[]>([]);
  readonly #names = $derived(new Map(this.#themes.map(({ id, name }) => [id, name])));

  constructor(wanted: () => boolean) {
    $effect(() => {
      if (!wanted()) return;
      let ended = false;
      request(fetch, ThemeNamesQuery, {}).then(({ themesState }) => !ended && (this.#themes = themesState.themes), () => undefined);
      return () => (ended = true);
    });
  }
  get themes(): readonly NamedTheme[] {
    return this.#themes;
  }
  of(id: string): string | undefined {
    return this.#names.get(id);
  }
}

/** Call it while the component is being made. */
export const createThemeNames = (wanted: () => boolean): ThemeNames => new ThemeNames(wanted);
