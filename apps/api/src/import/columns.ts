import { createInterface } from 'node:readline/promises';
import { COLUMN_TARGETS, createMapper, guessColumns, type CsvReading } from '@heed/collect';
import { HeedError } from '@heed/domain';
import { createLoopMapper, guessLoopColumns, LOOP_COLUMN_TARGETS, withLoopColumns } from '@heed/loops';
import { datesAt } from '../loops/bring-loops.ts';
import { UsageError } from '../usage-error.ts';
import { readChoice, withChoices, type ImportArguments } from './arguments.ts';

const say = (text: string): void => void process.stdout.write(`${text}\n`);
/** Control characters of a file's header must not steer the terminal. */
const plain = (text: string, length = 60): string => text.replaceAll(/\p{C}/gu, '·').slice(0, length);

/** Turns a row of the file into what the door takes. */
export type RowMapper = (row: readonly string[]) => Record<string, unknown>;

/** How the columns of one file are taken, and how that can be changed. */
interface Columns<Mapping> {
  mapping: Mapping;
  /** The mapping with a choice of the form `Column=target`. Throws UsageError. */
  change(mapping: Mapping, choice: string): Mapping;
  /** Throws BAD_USER_INPUT when a column is missing. */
  mapper(mapping: Mapping): RowMapper;
}
type Shown = { columns: readonly { column: string; target: string; sentence: string }[] };

/** Guesses, shows and where somebody is there asks how the columns are to be taken; undefined when the person does not want it. Throws UsageError. */
export async function agreeOnColumns({ header, sample }: Pick<CsvReading, 'header' | 'sample'>, args: ImportArguments, { source }: { source: string }): Promise<RowMapper | undefined> {
  if (args.what === 'feedback') {
    return agree(args, {
      mapping: withChoices(guessColumns(header, sample), args.targets),
      change: (mapping, choice) => withChoices(mapping, new Map([readChoice(choice, COLUMN_TARGETS)])),
      mapper: (mapping) => createMapper(mapping, { source }),
    });
  }
  const dates = datesAt(Date.now());
  return agree(args, {
    mapping: chosen(() => withLoopColumns(guessLoopColumns(header, sample, { dates }), args.targets)),
    change: (mapping, choice) => chosen(() => withLoopColumns(mapping, new Map([readChoice(choice, LOOP_COLUMN_TARGETS)]))),
    mapper: (mapping) => createLoopMapper(mapping, { dates }),
  });
}

/** A column that the file does not have is a mistake of whoever typed it. */
function chosen<T>(choose: () => T): T {
  try {
    return choose();
  } catch (error) {
    throw error instanceof HeedError ? new UsageError(error.message) : error;
  }
}

function show({ columns }: Shown): void {
  const width = Math.max(...columns.map(({ column }) => plain(column).length), 6);
  say('Columns:');
  for (const { column, target, sentence } of columns) say(`  ${plain(column).padEnd(width)}  →  ${target.padEnd(18)} ${plain(sentence.slice(column.length), 200).trim()}`);
}

/** Asks only in a terminal; elsewhere the guess stands as it was shown. */
async function agree<Mapping extends Shown>({ yes }: Pick<ImportArguments, 'yes'>, { mapping: guessed, change, mapper }: Columns<Mapping>): Promise<RowMapper | undefined> {
  show(guessed);
  if (yes || !process.stdin.isTTY || !process.stdout.isTTY) return mapper(guessed);
  const prompt = createInterface({ input: process.stdin, output: process.stdout });
  let mapping = guessed;
  try {
    for (;;) {
      const answer = (await prompt.question('Import like this? [Y]es, [n]o, or COLUMN=TARGET to change one: ')).trim();
      if (answer === '' || /^y(es)?$/i.test(answer)) return mapper(mapping);
      if (/^n(o)?$/i.test(answer)) return undefined;
      try {
        mapping = change(mapping, answer);
        show(mapping);
      } catch (error) {
        if (!(error instanceof UsageError)) throw error;
        say(error.message);
      }
    }
  } finally {
    prompt.close();
  }
}
