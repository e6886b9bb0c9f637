import { didYouMean, nearNames } from '@heed/filter';
import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, visit, type Document, type Node } from 'yaml';
import { TAXONOMY_FIELDS, type TaxonomyEntry, type TaxonomyProblem } from './taxonomy.ts';

const FIELDS: readonly string[] = [...TAXONOMY_FIELDS, 'themes'];

/** What reading needs to know of where it is. */
interface Reading {
  problems: TaxonomyProblem[];
  /** The line (from 1) of a node. */
  lineOf: (node: unknown) => number;
}

/** The entries of a YAML file by their lines. Each problem that it has goes to `problems`; the entries are then not to be used. */
export function readTaxonomyYaml(text: string, problems: TaxonomyProblem[]): TaxonomyEntry[] {
  const lines = new LineCounter();
  const lineAt = (offset = 0): number => Math.max(1, lines.linePos(offset).line);
  const document = parseDocument(text, { lineCounter: lines, version: '1.2', schema: 'core', merge: false, stringKeys: true, uniqueKeys: false, resolveKnownTags: false, prettyErrors: false, logLevel: 'error' });
  // The library's own words may repeat what stands in the file.
  for (const { pos } of document.errors) problems.push({ at: lineAt(pos[0]), column: '', reason: 'This is not valid YAML: look at the indentation, quotes and colons here.' });
  const lineOf = (node: unknown): number => lineAt((node as Node | null)?.range?.[0]);
  if (problems.length === 0) refuseReferences(document, { problems, lineOf });
  if (problems.length > 0) return [];
  return entriesIn(listOf(document.contents, { problems, lineOf }), { problems, lineOf, parent: null });
}

/** A taxonomy needs no names for parts and no types, and with them a small file can be a huge one. */
function refuseReferences(document: Document.Parsed, { problems, lineOf }: Reading): void {
  visit(document, {
    Node(_key, node) {
      if (isAlias(node) || node.anchor !== undefined || node.tag !== undefined) problems.push({ at: lineOf(node), column: '', reason: 'Aliases (*), anchors (&) and types (!) are not used here; write the value out.' });
    },
  });
}

/** The list at the top, or that of the field `themes` there. */
function listOf(contents: unknown, { problems, lineOf }: Reading): unknown {
  if (!isMap(contents)) return contents;
  const others = contents.items.filter(({ key }) => !(isScalar(key) && key.value === 'themes'));
  for (const { key } of others) problems.push({ at: lineOf(key), column: '', reason: 'At the top there is a list of themes, or the field themes with one, and nothing else.' });
  return contents.get('themes', true);
}

function entriesIn(list: unknown, { problems, lineOf, parent }: Reading & { parent: string | null }): TaxonomyEntry[] {
  if (!isSeq(list)) {
    problems.push({ at: list ? lineOf(list) : 1, column: 'themes', reason: 'There must be a list of themes, each beginning with "- name:".' });
    return [];
  }
  return list.items.flatMap((item) => entryIn(item, { problems, lineOf, parent }));
}

function entryIn(item: unknown, { problems, lineOf, parent }: Reading & { parent: string | null }): TaxonomyEntry[] {
  const at = lineOf(item);
  // A name alone is a theme as well.
  if (isScalar(item)) return [{ at, name: textIn(item, { problems, lineOf, field: 'name' }) ?? '', parent }];
  if (!isMap(item)) {
    problems.push({ at, column: '', reason: 'A theme has fields; begin it with "- name:".' });
    return [];
  }
  const fields = new Map<string, unknown>();
  for (const { key, value } of item.items) {
    const name = isScalar(key) ? String(key.value) : '';
    if (!FIELDS.includes(name)) problems.push({ at: lineOf(key), column: name.slice(0, 80), reason: `There is no such field; ${didYouMean(nearNames(name, FIELDS), `the fields are ${FIELDS.join(', ')}.`)}` });
    else if (fields.has(name)) problems.push({ at: lineOf(key), column: name, reason: 'This field stands here for the second time; remove one of them.' });
    else fields.set(name, value);
  }
  const read = (field: string): string | null | undefined => (fields.has(field) ? textIn(fields.get(field), { problems, lineOf, field }) : undefined);
  const entry: TaxonomyEntry = {
    at,
    name: read('name') ?? '',
    parent: read('parent') ?? parent,
    description: fields.has('description') ? (read('description') ?? '') : undefined,
    words: wordsIn(fields, { problems, lineOf }),
    department: read('department'),
    owner: read('owner'),
    dueOn: read('due'),
  };
  if (parent !== null && fields.has('parent')) problems.push({ at, column: 'parent', reason: 'This theme stands below another one already; leave parent out.' });
  if (!fields.has('themes')) return [entry];
  if (entry.parent !== null) {
    problems.push({ at, column: 'themes', reason: 'Themes have two levels; move these up.' });
    return [entry];
  }
  return [entry, ...entriesIn(fields.get('themes'), { problems, lineOf, parent: entry.name })];
}

/** A text, or null where the field is empty. Numbers and dates are read as they are written. */
function textIn(node: unknown, { problems, lineOf, field }: Reading & { field: string }): string | null {
  if (node === null || node === undefined) return null;
  if (!isScalar(node)) {
    problems.push({ at: lineOf(node), column: field, reason: 'This must be a text, not a list or fields.' });
    return null;
  }
  if (node.value === null) return null;
  return typeof node.value === 'string' ? node.value : (node.source ?? '');
}

/** Words and phrases are one thing: a list, one text, or both by language. */
function wordsIn(fields: ReadonlyMap<string, unknown>, { problems, lineOf }: Reading): Record<string, string[]> | undefined {
  const words: Record<string, string[]> = {};
  for (const field of ['words', 'phrases']) {
    if (!fields.has(field)) continue;
    const node = fields.get(field);
    const byLanguage = isMap(node) ? node.items.map(({ key, value }) => [isScalar(key) ? String(key.value) : '', value] as const) : [['', node] as const];
    for (const [language, list] of byLanguage) {
      const items = isSeq(list) ? list.items : [list];
      const texts = items.map((one) => textIn(one, { problems, lineOf, field })).filter((text) => text !== null && text.trim() !== '') as string[];
      words[language] = [...(words[language] ?? []), ...texts];
    }
  }
  return fields.has('words') || fields.has('phrases') ? words : undefined;
}
