import { parseArgs } from 'node:util';
import { COLUMN_TARGETS, type ColumnMapping, type ColumnTarget } from '@heed/collect';
import { UsageError } from '../usage-error.ts';

export interface ImportArguments {
  file: string;
  /** Under which source the rows are kept; importing under the same source counts once. */
  source: string | undefined;
  /** Columns whose target the person chose. */
  targets: ReadonlyMap<string, ColumnTarget>;
  report: string | undefined;
  /** Do not ask. */
  yes: boolean;
  /** Options of Heed's own configuration. */
  config: string[];
}

export const USAGE = `Usage: npm run import -- FILE [options]

  --source NAME         keep the rows under this source (default: file:NAME OF THE FILE)
  --map COLUMN=TARGET   take a column for something else; may be repeated
  --report FILE         where to write the refused rows (default: FILE.refused.csv)
  --yes                 do not ask
  --data FOLDER         the data folder, if it is not .heed

Targets: ${COLUMN_TARGETS.join(', ')}.
Set HEED_URL and HEED_TOKEN to import into a Heed on another machine.
`;

/** One choice of the form `Column=target`. Throws UsageError. */
export function readChoice(text: string): [string, ColumnTarget] {
  const split = text.lastIndexOf('=');
  const target = text.slice(split + 1).trim();
  if (split < 1 || !(COLUMN_TARGETS as readonly string[]).includes(target)) {
    throw new UsageError(`"${text}" is not of the form COLUMN=TARGET; the targets are ${COLUMN_TARGETS.join(', ')}.`);
  }
  return [text.slice(0, split).trim(), target as ColumnTarget];
}

/** Throws UsageError. */
export function readArguments(args: readonly string[]): ImportArguments {
  let parsed;
  try {
    parsed = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { source: { type: 'string' }, map: { type: 'string', multiple: true }, report: { type: 'string' }, yes: { type: 'boolean', default: false }, data: { type: 'string' } },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : 'The options are not understood.');
  }
  const { values, positionals } = parsed;
  const [file, more] = positionals;
  if (file === undefined || more !== undefined) throw new UsageError('Name one file to import.');
  return {
    file,
    source: values.source,
    targets: new Map((values.map ?? []).map(readChoice)),
    report: values.report,
    yes: values.yes,
    config: values.data === undefined ? [] : ['--data', values.data],
  };
}

/** The mapping with a person's choices. A target that moves leaves its old column an attribute. Throws UsageError for an unknown column. */
export function withChoices(mapping: ColumnMapping, choices: ReadonlyMap<string, ColumnTarget>): ColumnMapping {
  for (const column of choices.keys()) {
    if (!mapping.columns.some((guess) => guess.column === column)) {
      throw new UsageError(`The file has no column "${column}"; its columns are ${mapping.columns.map((guess) => guess.column).join(', ')}.`);
    }
  }
  const chosen = new Set<ColumnTarget>([...choices.values()].filter((target) => target !== 'attribute'));
  return {
    ...mapping,
    columns: mapping.columns.map((guess) => {
      const target = choices.get(guess.column);
      if (target) return { ...guess, target, by: 'name', sentence: `${guess.column} is the ${target}: you chose it.` };
      return chosen.has(guess.target) ? { ...guess, target: 'attribute', by: 'nothing', sentence: `${guess.column} is kept as an attribute: another column is the ${guess.target}.` } : guess;
    }),
  };
}
