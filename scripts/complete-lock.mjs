// npm leaves a package for another platform out of package-lock.json when the registry at hand does not carry it, and then
// `npm ci` refuses the file. This adds the missing entries, so that the lock names every platform that its packages
// know. Run it after `npm install`: node scripts/complete-lock.mjs
import { readFileSync, writeFileSync } from 'node:fs';
import { at } from './launcher/paths.mjs';

const SYSTEMS = { android: 'android', darwin: 'darwin', freebsd: 'freebsd', linux: 'linux', openharmony: 'openharmony', win32: 'win32', windows: 'win32' };
const PROCESSORS = { arm64: 'arm64', arm: 'arm', x64: 'x64', 64: 'x64', ppc64: 'ppc64', riscv64: 'riscv64', s390x: 's390x', ia32: 'ia32', wasm32: 'wasm32' };

const file = at('package-lock.json');
const lock = JSON.parse(readFileSync(file, 'utf8'));
const known = new Set(Object.keys(lock.packages).map((path) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)));

const added = [];
for (const { optionalDependencies = {}, dev } of Object.values(lock.packages)) {
  for (const [name, version] of Object.entries(optionalDependencies)) {
    const platform = platformOf(name);
    if (known.has(name) || !platform || !/^\d/.test(version)) continue;
    known.add(name);
    added.push(name);
    lock.packages[`node_modules/${name}`] = { version, cpu: [platform.cpu], ...(dev && { dev }), optional: true, os: [platform.os] };
  }
}

lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en')));
if (added.length > 0) writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(added.length > 0 ? `Added to package-lock.json: ${added.join(', ')}` : 'package-lock.json is complete.');

/** The platform that a package of prebuilt binaries names itself after, or undefined for a name without one. */
function platformOf(name) {
  const words = name.split('/').at(-1).split('-');
  const os = words.map((word) => SYSTEMS[word]).find(Boolean);
  const cpu = words.map((word) => PROCESSORS[word]).find(Boolean);
  return os && cpu ? { os, cpu } : undefined;
}
