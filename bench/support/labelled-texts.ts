import { readFileSync } from 'node:fs';

/** A row of a set of texts that people labelled; columns that the file does not have are empty. */
export interface LabelledText {
  text: string;
  label: string;
  language: string;
  rating: string;
}

/** Reads a CSV file (RFC 4180, with a line of heads) of texts; it must have the column `text`. */
export function readLabelledTexts(path: string): LabelledText[] {
  const [heads = [], ...rows] = cells(readFileSync(path, 'utf8').replace(/^\uFEFF/u, ''));
  const at = (name: string): number => heads.indexOf(name);
  if (at('text') < 0) throw new Error(`${path} has no column "text", but ${heads.join(', ')}.`);
  const columns = { text: at('text'), label: at('label'), language: at('language'), rating: at('rating') };
  return rows.map((row) => ({ text: row[columns.text] ?? '', label: row[columns.label] ?? '', language: row[columns.language] ?? '', rating: row[columns.rating] ?? '' }));
}

/** The same order for the same seed. */
export function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const mixed = [...items];
  for (let at = mixed.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1));
    [mixed[at], mixed[other]] = [mixed[other] as T, mixed[at] as T];
  }
  return mixed;
}

function cells(csv: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  // A cell in quotes, with doubled ones inside, or one without; then what ends it.
  for (const [, quoted, plain, end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/gu)) {
    row.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'));
    if (end === ',') continue;
    if (row.length > 1 || row[0] !== '') rows.push(row);
    row = [];
  }
  return rows;
}
