import { METRIC_IDS, type MetricId } from '@heed/measure';
import { DEFINITION_KINDS, isKeyed, keyOf, nameOf, type DefinitionKind, type DefinitionOf } from '../definition.ts';
import type { Wanted } from '../difference.ts';
import { didYouMean } from '../near-names.ts';
import { problemsOf, sentence, type Problem } from '../problems.ts';
import { SCHEMAS, shapeOfKind } from '../schemas.ts';
import type { Path } from '../shape.ts';
import { readDocument, type LineProblem, type ReadDocument } from './document.ts';
import { FILE_VERSION, SECTIONS } from './write-yaml.ts';

/** A file that was understood; lines (from 1) are found by what is defined there, without a name by the section. */
export interface DefinitionsFile {
  wanted: Wanted;
  lineOf(place: { kind: DefinitionKind; name: string | null; path: Path }): number;
}

/** Reads a file of definitions, or returns all of its problems, each with its line. Throws as `readDocument`. */
export function readYaml(yaml: string): DefinitionsFile | LineProblem[] {
  const document = readDocument(yaml);
  return Array.isArray(document) ? document : contentsOf(document);
}

/** What stands for one definition in a file, and where. */
interface Entry {
  value: unknown;
  path: Path;
}

const isFields = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What sections of another form than a list are told. */
const NOT_A_SECTION: Partial<Record<DefinitionKind, string>> = {
  target: 'must hold a number for each metric; write {} to remove all of them',
  loop: 'must hold the field reask; write {} for what holds while nobody decides',
};

/** The entries of a section, or undefined where it has another form. */
function entriesOf(kind: DefinitionKind, section: unknown): Entry[] | undefined {
  const name = SECTIONS[kind];
  if (kind === 'loop') return isFields(section) ? (Object.keys(section).length === 0 ? [] : [{ value: section, path: [name] }]) : undefined;
  if (kind !== 'target') return Array.isArray(section) ? section.map((value: unknown, index) => ({ value, path: [name, index] })) : undefined;
  return isFields(section) ? Object.entries(section).map(([metric, value]) => ({ value: { name: metric, value }, path: [name, metric] })) : undefined;
}

function readEntry<Kind extends DefinitionKind>(kind: Kind, { value, path }: Entry): { definition: DefinitionOf[Kind] } | { problems: Problem[] } {
  const metric = path.at(-1);
  if (kind === 'target' && !METRIC_IDS.includes(metric as MetricId)) return { problems: [{ path, message: `there is no metric of this name${didYouMean(String(metric), METRIC_IDS)}` }] };
  const parsed = SCHEMAS[kind].safeParse(value);
  if (parsed.success) return { definition: parsed.data };
  const problems = problemsOf(parsed.error.issues, { shape: shapeOfKind(kind), value });
  // A target has no fields in the file: the metric's name is all there is to point at.
  return { problems: problems.map((problem) => ({ ...problem, path: kind === 'target' ? path : [...path, ...problem.path] })) };
}

function contentsOf({ value: file, lineOf }: ReadDocument): DefinitionsFile | LineProblem[] {
  const known = ['version', ...DEFINITION_KINDS.map((kind) => SECTIONS[kind])];
  if (!isFields(file)) return [{ line: 1, message: `the file must hold the fields ${known.join(', ')}` }];
  const problems: Problem[] = Object.keys(file)
    .filter((field) => !known.includes(field))
    .map((field) => ({ path: [field], message: `there is no section of this name${didYouMean(field, known)}` }));
  if (file.version !== FILE_VERSION) problems.push({ path: ['version'], message: `must be ${FILE_VERSION}, the form of the file that this Heed reads` });

  const wanted: Wanted = {};
  const places = new Map<string, Path>();
  const placeOf = (kind: DefinitionKind, name: string): string => `${kind}:${keyOf(name)}`;
  for (const kind of DEFINITION_KINDS.filter((one) => SECTIONS[one] in file)) {
    const entries = entriesOf(kind, file[SECTIONS[kind]]);
    if (!entries) problems.push({ path: [SECTIONS[kind]], message: NOT_A_SECTION[kind] ?? 'must be a list; write [] to remove all of them' });
    const definitions = (entries ?? []).flatMap((entry) => {
      const read = readEntry(kind, entry);
      if ('problems' in read) {
        problems.push(...read.problems);
        return [];
      }
      const place = placeOf(kind, nameOf(kind, read.definition));
      const first = places.get(place);
      const what = isKeyed(kind) ? 'key' : 'name';
      if (first) problems.push({ path: [...entry.path, what], message: `is the ${what} in line ${lineOf(first)} already; ${what}s must differ by more than case` });
      else places.set(place, entry.path);
      return [read.definition];
    });
    Object.assign(wanted, { [kind]: definitions });
  }
  if (problems.length > 0) return problems.map((problem) => ({ line: lineOf(problem.path), message: sentence(problem) }));
  return {
    wanted,
    lineOf({ kind, name, path }) {
      const place = name === null ? undefined : places.get(placeOf(kind, name));
      return lineOf(place ? [...place, ...path] : [SECTIONS[kind]]);
    },
  };
}
