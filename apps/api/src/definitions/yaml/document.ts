import { HeedError } from '@heed/domain';
import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, visit, type Document, type Node, type Pair, type YAMLError, type YAMLMap } from 'yaml';
import type { Path } from '../shape.ts';

/** A file of more bytes than this is refused before it is read. */
export const MAX_FILE_BYTES = 256 * 1024;

/** A problem at a line (from 1); a sentence. */
export interface LineProblem {
  line: number;
  message: string;
}

/** A file that was read: plain values, and the line of each of them. */
export interface ReadDocument {
  value: unknown;
  /** The line (from 1) of what stands at a path; where nothing does, of the nearest that holds it. */
  lineOf(path: Path): number;
}

/** What the library calls a fault, in words that repeat nothing of the file. */
const FAULTS: Partial<Record<YAMLError['code'], string>> = {
  BAD_INDENT: 'the indentation does not fit with the lines above',
  BAD_DQ_ESCAPE: 'there is no such escape with a backslash; double the backslash or use single quotes',
  BLOCK_AS_IMPLICIT_KEY: 'a text with ": " in it needs quotes',
  KEY_OVER_1024_CHARS: 'a field name is too long',
  MISSING_CHAR: 'a quote, bracket, comma or colon is missing, or the indentation does not fit',
  MULTIPLE_DOCS: 'there must be one document, without a second "---"',
  NON_STRING_KEY: 'a field name must be a text',
  RESOURCE_EXHAUSTION: 'this is nested too deep',
  TAB_AS_INDENT: 'indent with spaces, not with tabs',
};

const MERGE_KEY = '<<';

/** What YAML can say and a file of definitions must not: names for parts, types, directives, and one field twice. */
function forbidden(document: Document.Parsed, lineAt: (offset: number | undefined) => number): LineProblem[] {
  const found: LineProblem[] = [];
  const add = (node: { range?: Node['range'] } | undefined, message: string): void => void found.push({ line: lineAt(node?.range?.[0]), message });
  const twice = (map: YAMLMap): void => {
    // The library compares each field with all others, which takes seconds for a file of nothing but fields.
    const seen = new Set<unknown>();
    for (const { key } of map.items) {
      const name = isScalar(key) ? key.value : key;
      if (seen.has(name)) add(isScalar(key) ? key : undefined, 'this field stands here for the second time');
      if (name === MERGE_KEY) add(isScalar(key) ? key : undefined, 'fields cannot be merged in with "<<"; write them out');
      seen.add(name);
    }
  };
  const { yaml, tags } = document.directives;
  if (yaml.explicit || Object.keys(tags).some((handle) => handle !== '!!')) found.push({ line: 1, message: 'lines that begin with % are not used here; remove them' });
  visit(document, {
    Node(_key, node) {
      if (isAlias(node)) return add(node, 'aliases (*) are not used here; write the value out');
      if (node.anchor !== undefined) add(node, 'anchors (&) are not used here; remove it');
      if (node.tag !== undefined) add(node, 'types (!) are not used here; remove it');
      if (isMap(node)) twice(node);
      return undefined;
    },
  });
  return found;
}

/** The fields of a map by name, found once: a file may have thousands of problems. */
function fieldsOf(map: YAMLMap, known: WeakMap<YAMLMap, Map<unknown, Pair>>): Map<unknown, Pair> {
  const fields = known.get(map) ?? new Map(map.items.map((pair) => [isScalar(pair.key) ? pair.key.value : pair.key, pair]));
  known.set(map, fields);
  return fields;
}

/** The node at a path, or the nearest above it; of a field, its name. */
function nodeAt(document: Document.Parsed, { path, known }: { path: Path; known: WeakMap<YAMLMap, Map<unknown, Pair>> }): Node | null {
  let here: unknown = document.contents;
  let nearest: Node | null = document.contents;
  for (const step of path) {
    if (isSeq(here)) {
      here = here.items[Number(step)];
      if (here) nearest = here as Node;
    } else if (isMap(here)) {
      const pair = fieldsOf(here, known).get(step);
      here = pair?.value;
      if (pair) nearest = pair.key as Node;
    } else {
      break;
    }
  }
  return nearest;
}

/**
 * Reads YAML 1.2 that holds nothing but lists, fields and plain values. Returns every problem of its form instead, if it
 * has any. Throws PAYLOAD_TOO_LARGE for a file that is too long.
 */
export function readDocument(text: string): ReadDocument | LineProblem[] {
  if (Buffer.byteLength(text) > MAX_FILE_BYTES) throw new HeedError('PAYLOAD_TOO_LARGE', `A file of definitions may have at most ${MAX_FILE_BYTES / 1024} KiB.`);
  const lineCounter = new LineCounter();
  const lineAt = (offset = 0): number => Math.max(1, lineCounter.linePos(offset).line);
  const document = parseDocument(text, { lineCounter, version: '1.2', schema: 'core', merge: false, stringKeys: true, uniqueKeys: false, resolveKnownTags: false, prettyErrors: false, logLevel: 'error' });
  // Values of a file that is damaged are not looked at: they may be anything.
  const problems =
    document.errors.length > 0
      ? document.errors.map(({ code, pos: [start] }) => ({ line: lineAt(start), message: FAULTS[code] ?? 'this is not valid YAML' }))
      : forbidden(document, lineAt);
  if (problems.length > 0) return problems;
  const known = new WeakMap<YAMLMap, Map<unknown, Pair>>();
  return { value: document.toJS({ maxAliasCount: 0 }) as unknown, lineOf: (path) => lineAt(nodeAt(document, { path, known })?.range?.[0]) };
}
