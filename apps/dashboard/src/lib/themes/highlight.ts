/** A part of a comment: told by it, or not. */
export interface Part {
  text: string;
  telling: boolean;
}

/** A comment cut at its telling words. Ranges may come in any order and overlap; what lies outside the text is left out. */
export function partsOf(text: string, ranges: readonly { start: number; end: number }[]): Part[] {
  const parts: Part[] = [];
  let at = 0;
  for (const { start, end } of [...ranges].sort((left, right) => left.start - right.start || left.end - right.end)) {
    const from = Math.max(at, Math.min(start, text.length));
    const to = Math.min(end, text.length);
    if (to <= from) continue;
    if (from > at) parts.push({ text: text.slice(at, from), telling: false });
    parts.push({ text: text.slice(from, to), telling: true });
    at = to;
  }
  if (at < text.length) parts.push({ text: text.slice(at), telling: false });
  return parts;
}

/** The parts up to about so many characters, with an ellipsis where something is cut. */
export function foldParts(parts: readonly Part[], limit: number): Part[] {
  const kept: Part[] = [];
  let left = limit;
  for (const part of parts) {
    if (part.text.length <= left) {
      kept.push(part);
      left -= part.text.length;
      continue;
    }
    kept.push({ ...part, text: `${part.text.slice(0, left).replace(/[\uD800-\uDBFF]$/, '').trimEnd()}…` });
    return kept;
  }
  return kept;
}
