import { CATEGORY_COUNT } from './chart-ink.ts';

function hash(text: string): number {
  let value = 2_166_136_261;
  for (const character of text) value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 16_777_619);
  return value >>> 0;
}

/**
 * The category colour (0-based) of each department. A name asks for the colour of its hash; where that is taken it gets
 * the next free one, in the order of the alphabet, so that the same departments have the same colours on every page.
 */
export function departmentColours(names: readonly string[]): ReadonlyMap<string, number> {
  const colours = new Map<string, number>();
  const taken = new Set<number>();
  for (const name of [...new Set(names)].filter((one) => one !== '').sort()) {
    if (taken.size === CATEGORY_COUNT) taken.clear();
    let colour = hash(name) % CATEGORY_COUNT;
    while (taken.has(colour)) colour = (colour + 1) % CATEGORY_COUNT;
    taken.add(colour);
    colours.set(name, colour);
  }
  return colours;
}
