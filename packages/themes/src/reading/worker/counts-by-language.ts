/** How often an n-gram was counted in a class. */
export interface CountRow {
  class: string;
  ngram: string;
  n: number;
}

const LINE_END = 0x0a;
/** So many bytes are parsed at a time: a text of all of them could be longer than a string may be. */
const PIECE = 4_000_000;

/** Lines of JSON (language, class, n-gram, n) by language. */
export function countsByLanguage(lines: Uint8Array): Map<string, CountRow[]> {
  const byLanguage = new Map<string, CountRow[]>();
  const decoder = new TextDecoder();
  for (let start = 0; start < lines.length; ) {
    const cut = start + PIECE < lines.length ? lines.lastIndexOf(LINE_END, start + PIECE) + 1 : lines.length;
    const end = cut > start ? cut : lines.length;
    // A text cannot be decoded out of memory that is shared.
    const text = decoder.decode(lines.slice(start, end)).trimEnd();
    start = end;
    if (text === '') continue;
    for (const [language, name, ngram, n] of JSON.parse(`[${text.replaceAll('\n', ',')}]`) as [string, string, string, number][]) {
      const rows = byLanguage.get(language);
      if (rows) rows.push({ class: name, ngram, n });
      else byLanguage.set(language, [{ class: name, ngram, n }]);
    }
  }
  return byLanguage;
}
