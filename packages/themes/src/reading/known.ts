import { livingTheme } from '../catalogue/living.ts';
import type { Catalogue } from '../catalogue/state.ts';
import type { Known } from './worker/messages.ts';

type OfCatalogue = Pick<Known, 'model' | 'heirs' | 'examples' | 'words' | 'excludedWords'>;

/** What reading needs to know of a catalogue. */
export function knownOf(catalogue: Catalogue): OfCatalogue {
  const words = [...catalogue.themes.values()].filter((theme) => theme.retired === null && Object.keys(theme.words).length > 0);
  return {
    model: catalogue.model ?? 0,
    heirs: heirsOf(catalogue),
    examples: new Map([...catalogue.examples].map(([id, { theme }]) => [id, theme])),
    words: words.map(({ id, words: lists }) => ({ theme: id, words: lists })),
    excludedWords: catalogue.excludedWords,
  };
}

/** Every theme that there ever was, and the one that lives in its place: itself while it lives, null where its feedback went nowhere, or to several. */
export function heirsOf(catalogue: Pick<Catalogue, 'themes' | 'gone'>): Map<string, string | null> {
  return new Map([...catalogue.themes.keys(), ...catalogue.gone.keys()].map((id) => [id, livingTheme(catalogue, id)?.id ?? null]));
}
