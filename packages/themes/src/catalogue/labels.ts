import type { BuiltTheme } from './event.ts';
import { LONGEST_LABEL, labelOf } from './label-of.ts';
import { livingThemes } from './sound.ts';
import type { Catalogue } from './state.ts';
import { wordKey } from './words.ts';

/**
 * Themes of a model with labels that are unique among siblings, beside what people call theirs. A label that is taken is made longer by
 * the next telling phrase, then by a number. Themes that are known come first, so that a new one does not take a known one's label.
 */
export function uniquelyLabelled(catalogue: Catalogue, themes: readonly BuiltTheme[], { ended }: { ended: ReadonlySet<string> } = { ended: new Set() }): BuiltTheme[] {
  const ids = new Set(themes.map(({ id }) => id));
  const taken = new Set<string>();
  const keyOf = (label: string, parent: string | null): string => `${parent ?? ''}\n${wordKey(label)}`;
  for (const { id, name, label, namedByPerson, parent } of livingThemes(catalogue)) {
    if (ended.has(id)) continue;
    if (!ids.has(id)) taken.add(keyOf(label, parent));
    if (!ids.has(id) || namedByPerson) taken.add(keyOf(name, parent));
  }
  const labels = new Map<string, string>();
  for (const built of themes.toSorted((left, right) => Number(catalogue.themes.has(right.id)) - Number(catalogue.themes.has(left.id)))) {
    const { id, parent } = built;
    const known = catalogue.themes.get(id);
    // A theme that people named keeps its label aside; it may be the same as that name.
    const own = known?.namedByPerson ? keyOf(known.name, parent) : '';
    const label = candidates(built).find((one) => !taken.has(keyOf(one, parent)) || keyOf(one, parent) === own) as string;
    taken.add(keyOf(label, parent));
    labels.set(id, label);
  }
  return themes.map((built) => ({ ...built, label: labels.get(built.id) as string }));
}

/** Endless, so that one of them is free. */
function candidates(built: BuiltTheme): { find: (isFree: (label: string) => boolean) => string | undefined } {
  const label = labelOf(built);
  return {
    find(isFree) {
      if (isFree(label)) return label;
      for (const phrase of built.phrases) {
        const longer = labelOf({ label: `${label} · ${phrase}`, phrases: [] });
        if (!wordKey(label).includes(wordKey(phrase)) && isFree(longer)) return longer;
      }
      for (let number = 2; ; number++) {
        const numbered = `${[...label].slice(0, LONGEST_LABEL - 6).join('')} ${number}`;
        if (isFree(numbered)) return numbered;
      }
    },
  };
}
