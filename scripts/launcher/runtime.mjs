import { existsSync } from 'node:fs';
import { delimiter, dirname } from 'node:path';
import { at } from './paths.mjs';
import { Failure } from './say.mjs';

const major = Number.parseInt(process.versions.node, 10);
const target = `${process.platform}-${process.arch}`;

/** The npm package that carries Node 24 for this machine; it need not exist for every platform. */
export const runtimePackage = `node-${target}`;

/** Says in one sentence why Heed cannot run on this machine, before minutes are spent on an install. */
export function assertPlatform() {
  if (major < 18) throw new Failure(`Node ${process.versions.node} is too old even to install Heed; use Node 18 or newer.`);
  if (process.env.CLICKHOUSE_URL) return;
  const supported = ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64'].includes(target);
  // The engine's library is linked against glibc.
  if (!supported || existsSync('/etc/alpine-release')) {
    throw new Failure(
      `Heed's own ClickHouse runs on Linux (glibc) and macOS, x64 or arm64, and this is ${target}; set CLICKHOUSE_URL to a server to run without it.`,
    );
  }
}

/** Path of Node 24: the one from node_modules, else the running one when it is new enough. */
export function findNode() {
  const bundled = at('node_modules', runtimePackage, 'bin', 'node');
  if (existsSync(bundled)) return bundled;
  if (major >= 24) return process.execPath;
  throw new Failure(`No Node 24 is packaged for ${target} and this is Node ${process.versions.node}; install Node 24 and try again.`);
}

/** Puts Node 24 and the installed tools first on PATH, for every process that is started from here. */
export function enterRuntime() {
  const folders = [dirname(findNode()), at('node_modules', '.bin'), process.env.PATH ?? ''];
  process.env.PATH = folders.join(delimiter);
}
