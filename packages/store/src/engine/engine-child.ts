/**
 * The local engine's process. It runs the ClickHouse engine out of the npm package `chdb` and serves HTTP on loopback.
 *
 * The library's C function `query_stable_v2(argc, argv)` runs clickhouse-local's own main, and clickhouse-local 26 can
 * start listeners by SQL; a query that never ends keeps it serving. The call blocks, so it runs in a thread of its own
 * and this thread stays free to notice that the parent is gone: its end of our standard input closes, whatever killed it.
 *
 * There is no orderly shutdown: the native teardown hangs, and every acknowledged write is already in the file system.
 *
 * Run by Node itself (type stripping), never bundled: `node engine-child.ts <data folder> <config file> <port>`.
 */
import { resolveLibchdb } from 'chdb/libchdb';
import { DataType, load, open } from 'ffi-rs';

const [dataFolder, configFile, port] = process.argv.slice(2);
if (!dataFolder || !configFile || !port) {
  process.stderr.write('usage: engine-child <data folder> <config file> <port>\n');
  process.exit(64);
}

const die = (): never => process.kill(process.pid, 'SIGKILL') as never;
process.stdin.on('end', die).on('close', die).on('error', die).resume();
process.on('SIGTERM', die);
// A terminal's Ctrl-C reaches the whole process group; the parent decides when the engine ends.
process.on('SIGINT', () => undefined);

const serveForEver =
  'SYSTEM START LISTEN HTTP; ' +
  'SELECT sleepEachRow(3) FROM system.numbers SETTINGS max_block_size = 1, function_sleep_max_microseconds_per_block = 0 FORMAT Null';
const args = [
  'clickhouse-local',
  `--path=${dataFolder}`,
  `--config-file=${configFile}`,
  `--http_port=${port}`,
  '--listen_host=127.0.0.1',
  `--query=${serveForEver}`,
];

open({ library: 'engine', path: resolveLibchdb().path });
// Returns only when the engine could not start or its endless query was stopped; the parent reads why on stderr.
await load({
  library: 'engine',
  funcName: 'query_stable_v2',
  retType: DataType.External,
  paramsType: [DataType.I32, DataType.StringArray],
  paramsValue: [args.length, args],
  runInNewThread: true,
});
die();
