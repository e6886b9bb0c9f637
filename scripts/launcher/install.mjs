import { existsSync, readFileSync } from 'node:fs';
import { at } from './paths.mjs';
import { capture } from './child.mjs';
import { withLock } from './lock.mjs';
import { runtimePackage } from './runtime.mjs';
import { Failure, say, seconds } from './say.mjs';

/** Makes node_modules what package-lock.json asks for; costs milliseconds when it already is. */
export async function install() {
  if (isInstalled()) return;
  await withLock('install', async () => {
    if (!isInstalled()) await npmCi();
  });
}

async function npmCi() {
  say('Installing packages from package-lock.json; the first time this takes a minute or two.');
  const started = Date.now();
  const ticker = setInterval(() => say(`… still installing, ${seconds(Date.now() - started)}`), 15_000);
  // Everything is asked for by name, because NODE_ENV=production or a user's npm settings would leave half of it out.
  const flags = ['ci', '--no-audit', '--no-fund', '--no-progress', '--loglevel=error', '--include=dev', '--include=optional'];
  const [program, args] = npm(flags);
  const { code, output } = await capture(program, args);
  clearInterval(ticker);
  if (code === 127) throw new Failure('npm was not found; Heed needs Node with npm.');
  if (code > 128) throw new Failure('Stopped during the install; the next command starts it again.', code);
  if (code !== 0) throw new Failure(`"npm ci" failed (exit code ${code}):\n${output.trim()}`);
  say(`Packages installed in ${seconds(Date.now() - started)}.`);
}

/** The npm that started us, else the one on PATH. */
function npm(args) {
  const script = process.env.npm_execpath;
  return script?.endsWith('.js') && existsSync(script) ? [process.execPath, [script, ...args]] : ['npm', args];
}

/**
 * Whether npm's own record of what it installed agrees with package-lock.json. npm writes that record last, so an interrupted install
 * has none; and a developer's own `npm install` counts, unlike with a stamp of ours.
 */
function isInstalled() {
  const wanted = packagesIn(at('package-lock.json'));
  if (!wanted) throw new Failure('package-lock.json is missing or damaged; restore it from git.');
  const present = packagesIn(at('node_modules', '.package-lock.json'));
  if (!present) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    if (!path.includes('node_modules/')) return true;
    const found = present[path];
    if (found) return found.version === entry.version && found.integrity === entry.integrity && Boolean(found.link) === Boolean(entry.link);
    return Boolean(entry.optional) && path !== `node_modules/${runtimePackage}`;
  });
}

function packagesIn(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return undefined;
  }
}
