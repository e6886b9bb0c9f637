import { mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { at } from './paths.mjs';
import { say } from './say.mjs';

const HEARTBEAT_MS = 2_000;
/** A process number may be in use again after a restart of the machine, so a silent owner counts as dead too. */
const SILENT_MS = 15_000;

/**
 * Runs `work` while no other Heed command of this checkout holds the lock of that name. A lock whose owner has died is
 * taken over. Locks live beside node_modules and not in it, because `npm ci` empties that folder.
 */
export async function withLock(name, work) {
  mkdirSync(at('.turbo'), { recursive: true });
  const file = at('.turbo', `${name}.lock`);
  let announced = false;
  while (!take(file)) {
    if (!announced) say(`Waiting for another Heed command in this folder (${name}).`);
    announced = true;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  const heartbeat = setInterval(() => utimesSync(file, new Date(), new Date()), HEARTBEAT_MS);
  const release = () => {
    clearInterval(heartbeat);
    rmSync(file, { force: true });
  };
  process.once('exit', release);
  try {
    return await work();
  } finally {
    process.removeListener('exit', release);
    release();
  }
}

function take(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  const owner = ownerOf(file);
  if (isSilent(file) || (owner !== undefined && !isAlive(owner))) discard(file, owner);
  return false;
}

/** Moves a dead owner's lock aside; puts it back when somebody else took it over in between. */
function discard(file, owner) {
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
    if (ownerOf(aside) === owner) rmSync(aside);
    else renameSync(aside, file);
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
}

function ownerOf(file) {
  try {
    // Empty for the instant between creating the file and writing the number.
    return Number.parseInt(readFileSync(file, 'utf8'), 10) || undefined;
  } catch {
    return undefined;
  }
}

function isSilent(file) {
  try {
    return Date.now() - statSync(file).mtimeMs > SILENT_MS;
  } catch {
    return false;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
