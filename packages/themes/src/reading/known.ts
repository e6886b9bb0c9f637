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

/** Every theme that there ever was, and the one that lives in its place: itself while it lives, null where its feedback went nowhere. */
export function heirsOf({ themes, gone }: Pick<Catalogue, 'themes' | 'gone'>): Map<string, string | null> {
  const heirs = new Map<string, string | null>();
  const heirOf = (id: string, passed: readonly string[]): string | null => {
    const known = heirs.get(id);
    if (known !== undefined) return known;
    if (passed.includes(id)) return null;
    const theme = themes.get(id);
    const next = theme ? (theme.retired === null ? id : (theme.retired.into[0] ?? null)) : (gone.get(id) ?? null);
    const heir = next === id || next === null ? next : heirOf(next, [...passed, id]);
    heirs.set(id, heir);
    return heir;
  };
  for (const id of [...themes.keys(), ...gone.keys()]) heirOf(id, []);
  return heirs;
}
