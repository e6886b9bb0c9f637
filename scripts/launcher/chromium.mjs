import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { capture } from './child.mjs';
import { findNode } from './runtime.mjs';
import { at } from './paths.mjs';
import { Failure, say } from './say.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const MACOS = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium'];

/** Path of a Chromium that starts: the one that HEED_CHROMIUM names, an installed one, the system's package, or Playwright's download. */
export async function ensureChromium() {
  const named = process.env.HEED_CHROMIUM;
  if (named) {
    if (await starts(named)) return named;
    throw new Failure(`HEED_CHROMIUM names ${named}, which does not start; correct it or leave it out.`);
  }
  return (await installed()) ?? (await fromDebian()) ?? (await fromPlaywright());
}

async function installed() {
  const candidates = process.platform === 'darwin' ? MACOS : NAMES.map(onPath);
  for (const candidate of candidates) if (candidate && (await starts(candidate))) return candidate;
  return undefined;
}

/** On Ubuntu the package is only a stub for snap, which does not start in a container; then the next way is tried. */
async function fromDebian() {
  if (process.platform !== 'linux' || !onPath('apt-get')) return undefined;
  const prefix = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  if (prefix.length > 0 && (await capture('sudo', ['-n', 'true'])).code !== 0) return undefined;
  say("Installing Chromium for the browser tests from the system's packages.");
  const apt = async (...args) => {
    const [program, ...rest] = [...prefix, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-qq', ...args];
    return (await capture(program, rest)).code === 0;
  };
  await apt('update');
  if (!(await apt('install', '-y', '--no-install-recommends', 'chromium'))) return undefined;
  return installed();
}

async function fromPlaywright() {
  say('Downloading Chromium for the browser tests through Playwright.');
  const cli = at('node_modules', 'playwright-core', 'cli.js');
  const { code, output } = await capture(findNode(), [cli, 'install', 'chromium']);
  const { chromium } = await import('playwright-core');
  const path = chromium.executablePath();
  if (code === 0 && (await starts(path))) return path;
  throw new Failure(`The tests need Chromium; install it, or name one with HEED_CHROMIUM.\n${output.trim().split('\n').slice(-5).join('\n')}`);
}

const starts = async (path) => existsSync(path) && (await capture(path, ['--version'])).code === 0;

function onPath(name) {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.map((folder) => join(folder, name)).find((file) => {
    try {
      accessSync(file, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
