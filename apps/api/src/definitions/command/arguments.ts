import { parseArgs } from 'node:util';
import { UsageError } from '../../usage-error.ts';

export type DefinitionsArguments = { config: string[] } & ({ action: 'export'; file: string | undefined } | { action: 'apply'; file: string; dryRun: boolean; check: boolean });

export const USAGE = `Usage: npm run definitions -- export [FILE]
       npm run definitions -- apply FILE [--dry-run | --check]

  export          writes everything that is saved or set up, see the file's head, to FILE, or prints it
  apply           makes them what FILE says, all or nothing; a section that FILE lacks stays as it is
  --dry-run       only say what would change
  --check         the same, and end with exit code 1 if something would
  --data FOLDER   the data folder, if it is not .heed

Set HEED_URL and HEED_TOKEN for a Heed on another machine; without HEED_URL it is the one that runs on the data folder.
`;

/** Throws UsageError. */
export function readArguments(args: readonly string[]): DefinitionsArguments {
  let parsed;
  try {
    parsed = parseArgs({ args: [...args], allowPositionals: true, options: { 'dry-run': { type: 'boolean', default: false }, check: { type: 'boolean', default: false }, data: { type: 'string' } } });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : 'The options are not understood.');
  }
  const { values, positionals } = parsed;
  const [action, file, more] = positionals;
  const config = values.data === undefined ? [] : ['--data', values.data];
  if (more !== undefined) throw new UsageError('Name one file.');
  if (action === 'export') {
    if (values['dry-run'] || values.check) throw new UsageError('--dry-run and --check go with apply.');
    return { action, file, config };
  }
  if (action !== 'apply') throw new UsageError('Say export or apply.');
  if (file === undefined) throw new UsageError('Name the file to apply.');
  return { action, file, dryRun: values['dry-run'] || values.check, check: values.check, config };
}
