import { didYouMean, nearNames } from '@heed/filter';
import { parse } from 'csv-parse/sync';
import { TAXONOMY_FIELDS, type TaxonomyEntry, type TaxonomyProblem } from './taxonomy.ts';

const DELIMITERS = [',', ';', '\t', '|'] as const;
/** What stands between the words of one cell, in any script. */
const BETWEEN_WORDS = /[;|,\n、，；]/u;
const WORDS = /^(words|phrases)(?:[_ :.-]\(?([a-z]{2,3}(?:[-_][a-z0-9]{1,8})*)\)?)?$/iu;

/** The rows of a CSV with a header, numbered from 1. Each problem that it has goes to `problems`; the entries are then not to be used. */
export function readTaxonomyCsv(text: string, problems: TaxonomyProblem[]): TaxonomyEntry[] {
  const records = recordsOf(text, problems);
  const header = records[0]?.cells.map((cell) => cell.trim()) ?? [];
  const columns = columnsOf(header, problems);
  if (problems.length > 0) return [];
  return records.slice(1).flatMap(({ row, cells }): TaxonomyEntry[] => {
    if (cells.length !== header.length && cells.slice(header.length).some((cell) => cell !== '')) {
      problems.push({ at: row, column: '', reason: `The row has ${cells.length} fields, but the header has ${header.length}; put quotes around fields that hold the delimiter.` });
      return [];
    }
    return [entryOf(cells, { row, columns })];
  });
}

interface Column {
  field: (typeof TAXONOMY_FIELDS)[number];
  /** Of words and phrases; empty for all. */
  language: string;
}

function recordsOf(text: string, problems: TaxonomyProblem[]): { row: number; cells: string[] }[] {
  const records: { row: number; cells: string[] }[] = [];
  let row = -1;
  const broken = (): undefined => {
    problems.push({ at: Math.max(0, ++row), column: '', reason: 'The quotes are broken: close every quote, and double those inside quoted fields.' });
  };
  try {
    parse(text, {
      bom: true,
      delimiter: delimiterOf(text),
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      skip_records_with_error: true,
      on_record: (cells: string[]) => {
        row++;
        if (cells.some((cell) => cell.trim() !== '')) records.push({ row, cells });
        return null;
      },
      on_skip: broken,
    });
  } catch {
    broken();
  }
  return records;
}

/** The one that stands most often in the header. */
function delimiterOf(text: string): string {
  const line = text.replace(/^\ufeff/u, '').trimStart().split(/[\r\n]/u, 1)[0]?.replaceAll(/"[^"]*"/gu, '') ?? '';
  const counted = DELIMITERS.map((delimiter) => line.split(delimiter).length);
  return DELIMITERS[counted.indexOf(Math.max(...counted))] as string;
}

function columnsOf(header: readonly string[], problems: TaxonomyProblem[]): Column[] {
  const add = (column: string, reason: string): void => void problems.push({ at: 0, column, reason });
  if (header.every((name) => name === '')) add('', `The file is empty; its first line must name the columns: ${TAXONOMY_FIELDS.join(', ')}.`);
  const seen = new Set<string>();
  const columns = header.map((name, index): Column => {
    const words = WORDS.exec(name);
    const field = TAXONOMY_FIELDS.find((one) => one === (words?.[1] ?? name).toLowerCase());
    const language = words?.[2]?.toLowerCase() ?? '';
    const key = `${field ?? ''} ${language}`;
    if (!field) add(name.slice(0, 80) || `column ${index + 1}`, `There is no such column; ${didYouMean(nearNames(name, TAXONOMY_FIELDS), `the columns are ${TAXONOMY_FIELDS.join(', ')}, and words_en or phrases_en for a language.`)}`);
    else if (seen.has(key)) add(name, 'This column stands twice; remove one of them.');
    seen.add(key);
    return { field: field ?? 'name', language };
  });
  if (problems.length === 0 && !columns.some(({ field }) => field === 'name')) add('name', 'A column named name is missing; add it.');
  return columns;
}

/** An empty cell says nothing: what is there stays. */
function entryOf(cells: readonly string[], { row, columns }: { row: number; columns: readonly Column[] }): TaxonomyEntry {
  const words: Record<string, string[]> = {};
  const texts: Partial<Record<Column['field'], string>> = {};
  columns.forEach(({ field, language }, index) => {
    const cell = cells[index]?.trim() ?? '';
    if (cell === '') return;
    if (field === 'words' || field === 'phrases') words[language] = [...(words[language] ?? []), ...cell.split(BETWEEN_WORDS).map((word) => word.trim()).filter((word) => word !== '')];
    else texts[field] = cell;
  });
  return {
    at: row,
    name: texts.name ?? '',
    parent: texts.parent ?? null,
    description: texts.description,
    words: Object.keys(words).length > 0 ? words : undefined,
    department: texts.department,
    owner: texts.owner,
    dueOn: texts.due,
  };
}
