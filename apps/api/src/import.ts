import { createReadStream, createWriteStream, existsSync, readFileSync, statSync, type WriteStream } from 'node:fs';
import { createRequire } from 'node:module';
import { basename } from 'node:path';
import { Transform } from 'node:stream';
import { once } from 'node:events';
import { createGunzip } from 'node:zlib';
import { REFUSAL_REPORT_HEADER, readCsv, refusalReportLines } from '@heed/collect';
import { HeedError } from '@heed/domain';
import { SingleBar } from 'cli-progress';
import { configOfProcess, importTarget } from './config.ts';
import { USAGE, readArguments, type ImportArguments } from './import/arguments.ts';
import { agreeOnColumns } from './import/columns.ts';
import { openSink, type ImportTotals, type Sink } from './import/sink.ts';
import { startProblem } from './start-problem.ts';
import { UsageError } from './usage-error.ts';

const { version } = JSON.parse(readFileSync(createRequire(import.meta.url).resolve('@heed/api/package.json'), 'utf8')) as { version: string };
const say = (text: string): void => void process.stdout.write(`${text}\n`);

async function run(args: ImportArguments): Promise<number> {
  if (!existsSync(args.file) || !statSync(args.file).isFile()) throw new UsageError(`There is no file ${args.file}.`);
  const size = statSync(args.file).size;
  let read = 0;
  const counting = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      read += chunk.length;
      done(null, chunk);
    },
  });
  const bytes = createReadStream(args.file).pipe(counting);
  const reading = await readCsv(args.file.endsWith('.gz') ? bytes.pipe(createGunzip()) : bytes);
  const source = args.source ?? `file:${basename(args.file)}`;
  const map = await agreeOnColumns(reading, args, { source });
  if (!map) {
    say('Nothing was imported.');
    return 0;
  }

  const sink: Sink = await openSink({ config: configOfProcess(args.config), ...importTarget(), version });
  say(`Importing ${args.file} as ${source} into ${sink.name} …`);
  const bar = process.stderr.isTTY ? new SingleBar({ format: '{bar} {percentage} %  {rows} rows  {refused} refused', barsize: 30, hideCursor: true }) : undefined;
  bar?.start(size, 0, { rows: 0, refused: 0 });

  const reportFile = args.report ?? `${args.file}.refused.csv`;
  let report: WriteStream | undefined;
  let totals: ImportTotals;
  try {
    totals = await sink.send({
      what: args.what,
      reading,
      source,
      map,
      onRefused(refused) {
        if (!report) {
          report = createWriteStream(reportFile);
          report.write(REFUSAL_REPORT_HEADER);
        }
        report.write(refusalReportLines(refused));
      },
      onProgress: ({ received, refused }) => bar?.update(Math.min(read, size), { rows: received, refused }),
    });
    bar?.update(size, { rows: totals.received, refused: totals.refused });
  } finally {
    bar?.stop();
    if (report) {
      report.end();
      await once(report, 'close');
    }
    await sink.close();
  }
  say(`${totals.received} rows: ${totals.accepted} new, ${totals.corrected} ${args.what === 'loops' ? 'moved on' : 'corrected'}, ${totals.duplicate} already here, ${totals.refused} refused.`);
  if (totals.refused > 0) say(`Why rows were refused: ${reportFile}`);
  return totals.refused > 0 && totals.refused === totals.received ? 1 : 0;
}

try {
  process.exitCode = await run(readArguments(process.argv.slice(2)));
} catch (error) {
  if (error instanceof UsageError) {
    process.stderr.write(`${error.message}\n\n${USAGE}`);
    process.exit(2);
  }
  const sentences = error instanceof HeedError ? [error.message] : startProblem(error);
  if (!sentences) throw error;
  for (const sentence of sentences) process.stderr.write(`${sentence}\n`);
  process.exit(1);
}
process.exit();
