import { HeedError } from '@heed/domain';
import { problemsOf } from './problems.ts';
import { readTaxonomyCsv } from './read-csv.ts';
import { readTaxonomyYaml } from './read-yaml.ts';
import type { TaxonomyEntry, TaxonomyFormat, TaxonomyProblem } from './taxonomy.ts';

/** So many bytes a file of a taxonomy may have. */
const MAX_BYTES = 1024 * 1024;

/**
 * The themes that somebody wrote, for the command `import`, which looks at their names and places. A YAML file is a list (or `themes:` with
 * a list) of `name`, `parent` or nested `themes`, `description`, `words` and `phrases` (a list, or lists by language), `department`, `owner`
 * and `due`; a CSV has columns of these names, `words_en` and `phrases_en` for a language, several words in a cell apart by ; | , or a line
 * end. Throws BAD_USER_INPUT with every problem in `details.problems`, PAYLOAD_TOO_LARGE for a file over 1 MiB.
 */
export function readTaxonomy(text: string, { format }: { format: TaxonomyFormat }): TaxonomyEntry[] {
  if (Buffer.byteLength(text) > MAX_BYTES) throw new HeedError('PAYLOAD_TOO_LARGE', `A taxonomy may have at most ${MAX_BYTES / 1024} KiB.`);
  const problems: TaxonomyProblem[] = [];
  const entries = format === 'csv' ? readTaxonomyCsv(text, problems) : readTaxonomyYaml(text, problems);
  if (problems.length > 0) throw problemsOf(problems);
  return entries;
}
