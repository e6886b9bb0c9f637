import { parseArgs } from 'node:util';
import { COLUMN_TARGETS, type ColumnMapping, type ColumnTarget } from '@heed/collect';
import { LOOP_COLUMN_TARGETS, type LoopColumnTarget } from '@heed/loops';
import { UsageError } from '../usage-error.ts';

interface Arguments {
  file: string;
  /** Under which source the rows are kept; importing under the same source counts once. */
  source: string | undefined;
  report: string | undefined;
  /** Do not ask. */
  yes: boolean;
  /** Options of Heed's own configuration. */
  config: string[];
}

/** What to import, and the columns whose target the person chose. */
export type ImportArguments = Arguments & ({ what: 'feedback'; targets: ReadonlyMap<string, ColumnTarget> } | { what: 'loops'; targets: ReadonlyMap<string, LoopColumnTarget> });

export const USAGE = `Usage: npm run import -- FILE [options]           feedback
       npm run import -- loops FILE [options]     loops of a helpdesk's export

  --source NAME         keep the rows under this source (default: file:NAME OF THE FILE)
  --map COLUMN=TARGET   take a column for something else; may be repeated
  --report FILE         where to write the refused rows (default: FILE.refused.csv)
  --yes                 do not ask
  --data FOLDER         the data folder, if it is not .heed

Targets: ${COLUMN_TARGETS.join(', ')}.
Targets of loops: ${LOOP_COLUMN_TARGETS.join(', ')}.
Set HEED_URL and HEED_TOKEN to import into a Heed on another machine.
`;

/** One choice of the form `Column=target`, among some targets. Throws UsageError. */
export function readChoice<Target extends string>(text: string, targets: readonly Target[]): [string, Target] {
  const split = text.lastIndexOf('=');
  const target = text.slice(split + 1).trim();
  if (split < 1 || !(targets as readonly string[]).includes(target)) {
    throw new UsageError(`"${text}" is not of the form COLUMN=TARGET; the targets are ${targets.join(', ')}.`);
  }
  return [text.slice(0, split).trim(), target as Target];
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
  const what = positionals[0] === 'loops' && positionals.length > 1 ? 'loops' : 'feedback';
  const [file, more] = what === 'loops' ? positionals.slice(1) : positionals;
  if (file === undefined || more !== undefined) throw new UsageError('Name one file to import.');
  const choices = values.map ?? [];
  const common = { file, source: values.source, report: values.report, yes: values.yes, config: values.data === undefined ? [] : ['--data', values.data] };
  return what === 'loops'
    ? { ...common, what, targets: new Map(choices.map((choice) => readChoice(choice, LOOP_COLUMN_TARGETS))) }
    : { ...common, what, targets: new Map(choices.map((choice) => readChoice(choice, COLUMN_TARGETS))) };
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
