import type { Catalogue, Theme } from './state.ts';
import { wordKey } from './words.ts';

export interface Unsound {
  /** A sentence that says what to change. */
  reason: string;
  themes: string[];
}

/** The living themes, in the order in which they came. */
export const livingThemes = ({ themes }: Pick<Catalogue, 'themes'>): Theme[] => [...themes.values()].filter(({ retired }) => retired === null);

/** What must hold and does not: names unique among siblings, two levels, parents that live. The first, or null. */
export function firstProblem(catalogue: Catalogue): Unsound | null {
  const names = new Map<string, string>();
  for (const { id, name, parent } of livingThemes(catalogue)) {
    if (parent !== null) {
      const above = catalogue.themes.get(parent);
      if (!above || above.retired !== null) return { reason: 'the theme above it is no longer there; choose another one, or the top.', themes: [id, parent] };
      if (above.id === id || above.parent !== null) return { reason: 'themes have two levels; choose a theme that stands at the top and has none of these below it.', themes: [id, parent] };
    }
    const key = `${parent ?? ''}\n${wordKey(name)}`;
    const other = names.get(key);
    if (other !== undefined) return { reason: 'there is another theme of this name beside it; choose another name, or merge the two.', themes: [other, id] };
    names.set(key, id);
  }
  return null;
}
