// Development: the API is rebuilt and restarted when one of its sources changes, and the dashboard is served by Vite, which
// replaces modules in the open page and passes the API's paths on.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { context } from 'esbuild';
import { options } from '../../apps/api/build.mjs';
import { at } from '../launcher/paths.mjs';
import { say } from '../launcher/say.mjs';

const STOP_LIMIT_MS = 12_000;
const DEFAULT_PORT = '4300';

if (existsSync(at('.env'))) process.loadEnvFile(at('.env'));

const { values } = parseArgs({ options: { port: { type: 'string' } }, strict: false });
const port = String(values.port ?? process.env.HEED_PORT ?? DEFAULT_PORT);
const apiUrl = `http://127.0.0.1:${port}`;

/** @type {import('node:child_process').ChildProcess | undefined} */
let api;
let stopping = false;
/** Restarts happen one after the other, however fast files are saved. */
let turn = Promise.resolve();

/** Starts a program that gets signals from here only, and that ends when we are gone. */
function launch(args, options = {}) {
  const followParent = ['--import', at('scripts', 'launcher', 'follow-parent.mjs')];
  return spawn(process.execPath, [...followParent, ...args], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], detached: true, ...options });
}

function startApi() {
  const child = launch(['--enable-source-maps', at('apps', 'api', 'dist', 'main.js'), ...process.argv.slice(2)]);
  child.once('exit', (code) => {
    if (!stopping && api === child && code) say(`The API ended with exit code ${code}; it starts again with the next change.`);
  });
  api = child;
}

async function end(child) {
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const impatience = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
  await ended;
  clearTimeout(impatience);
}

async function restartApi() {
  const old = api;
  api = undefined;
  await end(old);
  if (!stopping) startApi();
}

const restartAfterBuild = {
  name: 'restart-after-build',
  setup({ onEnd }) {
    onEnd(({ errors }) => {
      if (errors.length === 0) turn = turn.then(restartApi);
    });
  },
};

const watcher = await context({ ...options, plugins: [...options.plugins, restartAfterBuild] });
await watcher.watch();

const vite = launch([at('scripts', 'dev', 'dashboard.mjs')], {
  cwd: at('apps', 'dashboard'),
  env: { ...process.env, HEED_INTERNAL_URL: apiUrl },
});
vite.once('exit', (code) => void stop(code ?? 1));

async function stop(code) {
  if (stopping) return;
  stopping = true;
  await watcher.dispose();
  await turn;
  await Promise.all([end(api), end(vite)]);
  process.exit(code);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void stop(0));
