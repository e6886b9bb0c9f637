import { readFileSync } from 'node:fs';
import { primaryTag, readText, type ReadText } from '@heed/themes';
import { seeded } from '../stats.ts';

/** A text of a labelled set. */
export interface LabelledComment {
  readonly comment: string;
  readonly label: string;
  readonly language: string;
  /** `train`, `test` or another word; null where the set has no such column. */
  readonly split: string | null;
  /** What Heed reads; null where it reads nothing that a theme could be found in. */
  readonly text: ReadText | null;
  /** The same, and what may belong to a theme that people made: null only without a word. */
  readonly brief: ReadText | null;
}

/** The label of texts that belong to no class. */
export const OUT_OF_SCOPE = 'oos';

/** Reads a file with the columns text, label, language and perhaps split, quoted as RFC 4180 says. */
export function readLabelledComments(path: string): LabelledComment[] {
  const [head = [], ...rows] = cells(readFileSync(path, 'utf8'));
  const column = (name: string): number => head.indexOf(name);
  const [text, label, language, split] = [column('text'), column('label'), column('language'), column('split')];
  if (text < 0 || label < 0 || language < 0) throw new Error(`${path}: columns text, label and language are needed`);
  return rows.map((row) => {
    const comment = row[text] ?? '';
    const given = primaryTag(row[language] ?? '') ?? row[language] ?? 'und';
    const read = readText(comment, { language: given, languages: [] });
    return { comment, label: row[label] ?? '', language: given, split: split < 0 ? null : (row[split] ?? null), text: read, brief: read ?? readText(comment, { language: given, languages: [], brief: true }) };
  });
}

function cells(file: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  const cell = /("(?:[^"]|"")*"|[^,\r\n]*)(,|\r?\n|$)/gy;
  for (let match = cell.exec(file); match && cell.lastIndex <= file.length; match = cell.exec(file)) {
    const [, value = '', end] = match;
    row.push(value.startsWith('"') ? value.slice(1, -1).replaceAll('""', '"') : value);
    if (end === ',') continue;
    if (row.length > 1 || row[0] !== '') rows.push(row);
    row = [];
    if (cell.lastIndex === file.length) break;
  }
  return rows;
}

/** `count` of each label, chosen by the seed. */
export function chosenOfEach(comments: readonly LabelledComment[], { count, seed }: { count: number; seed: number }): LabelledComment[] {
  const random = seeded(seed);
  const byLabel = Map.groupBy(comments, ({ label }) => label);
  return [...byLabel.values()].flatMap((own) =>
    own
      .map((comment) => ({ comment, at: random() }))
      .sort((one, other) => one.at - other.at)
      .slice(0, count)
      .map(({ comment }) => comment),
  );
}
