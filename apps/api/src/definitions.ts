import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { HeedError } from '@heed/domain';
import { ConfigError, configOfProcess, importTarget } from './config.ts';
import { USAGE, readArguments, type DefinitionsArguments } from './definitions/command/arguments.ts';
import { printed } from './definitions/command/print.ts';
import { ProblemsError, openRemote } from './definitions/command/remote.ts';
import { MAX_FILE_BYTES } from './definitions/yaml/document.ts';
import { runningHeed } from './running-heed.ts';
import { UsageError } from './usage-error.ts';

function write(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch {
    throw new UsageError(`${file} cannot be written; check its folder and its rights.`);
  }
}

async function run(args: DefinitionsArguments): Promise<number> {
  if (args.action === 'apply' && !(existsSync(args.file) && statSync(args.file).isFile())) throw new UsageError(`There is no file ${args.file}.`);
  const { folder } = configOfProcess(args.config);
  const { url: named, token } = importTarget();
  const url = named ?? (await runningHeed(folder));
  if (url === undefined) throw new HeedError('UNAVAILABLE', `No Heed runs on ${folder}; start it, or name another with HEED_URL.`);
  const definitions = openRemote({ url, token });

  if (args.action === 'export') {
    const yaml = await definitions.export();
    if (args.file === undefined) process.stdout.write(yaml);
    else {
      write(args.file, yaml);
      process.stdout.write(`Wrote ${args.file}.\n`);
    }
    return 0;
  }
  const { dryRun, check } = args;
  // The API says the same of a file that is not much too long; one that is does not even reach it.
  if (statSync(args.file).size > MAX_FILE_BYTES) throw new HeedError('PAYLOAD_TOO_LARGE', `${args.file} has more than ${MAX_FILE_BYTES / 1024} KiB, which is the most that a file of definitions may have.`);
  const changes = await definitions.apply(readFileSync(args.file, 'utf8'), { dryRun });
  process.stdout.write(printed(changes, { dryRun }));
  return check && changes.some(({ action }) => action !== 'UNCHANGED') ? 1 : 0;
}

/** What to print about a failure that has an explanation, and the exit code; undefined for a fault of our own. */
function explained(error: unknown, file: string): { text: string; code: number } | undefined {
  if (error instanceof UsageError) return { text: `${error.message}\n\n${USAGE}`, code: 2 };
  if (error instanceof ProblemsError) {
    const lines = error.problems.map(({ line, message }) => `${file}:${line}: ${message}`);
    const more = error.count - lines.length;
    return { text: [...lines, ...(more > 0 ? [`… and ${more} more`] : []), 'Nothing was changed.', ''].join('\n'), code: 1 };
  }
  if (error instanceof ConfigError || error instanceof HeedError) return { text: `${error.message}\n`, code: 1 };
  return undefined;
}

let args: DefinitionsArguments | undefined;
try {
  args = readArguments(process.argv.slice(2));
  process.exitCode = await run(args);
} catch (error) {
  const { text, code } = explained(error, args?.file ?? '') ?? {};
  if (text === undefined) throw error;
  process.stderr.write(text);
  process.exitCode = code;
}
