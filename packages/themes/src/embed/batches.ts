/** Texts in pieces of at most so many, and of so many characters together; a text that is longer alone is a piece of its own. */
export function inBatches<T extends { text: string }>(texts: readonly T[], { size, characters }: { size: number; characters: number }): T[][] {
  const batches: T[][] = [];
  let length = 0;
  for (const one of texts) {
    const last = batches.at(-1);
    if (last && last.length < size && length + one.text.length <= characters) {
      last.push(one);
      length += one.text.length;
    } else {
      batches.push([one]);
      length = one.text.length;
    }
  }
  return batches;
}

/** The beginning of a text, of at most so many UTF-16 units, without half a character at its end. */
export function cut(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const end = /[\uD800-\uDBFF]/u.test(text[longest - 1] ?? '') ? longest - 1 : longest;
  return text.slice(0, end);
}
