import { closeSync, mkdirSync, openSync, readFileSync, unlinkSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { EngineError } from './engine-error.ts';

interface Owner {
  pid: number;
  /** When the process started, in the kernel's own unit; tells a process from a later one with the same number. */
  startedAt: string;
}

/** Field 22 of /proc/<pid>/stat, or an empty string where there is no /proc. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}

function isAlive({ pid, startedAt }: Owner): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return startedAt === '' || startOf(pid) === startedAt;
}

/**
 * Takes the data folder for this process, at once and also after its last owner was killed, and returns a function that
 * gives it back. Throws EngineError FOLDER_IN_USE when another living process owns it.
 */
export function lockFolder(folder: string): () => void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, 'lock.json');
  const me: Owner = { pid: process.pid, startedAt: startOf(process.pid) };
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      const handle = openSync(file, 'wx', 0o600);
      writeSync(handle, JSON.stringify(me));
      closeSync(handle);
      return () => unlinkSync(file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    let owner: Owner | undefined;
    try {
      owner = JSON.parse(readFileSync(file, 'utf8')) as Owner;
    } catch {
      // Half-written by a process that was killed in between: nobody's.
    }
    if (owner && isAlive(owner)) {
      throw new EngineError('FOLDER_IN_USE', `The data folder ${folder} is in use by another Heed (process ${owner.pid}); stop it or choose another folder.`);
    }
    try {
      unlinkSync(file);
    } catch {
      // Another process cleaned up first.
    }
  }
  throw new EngineError('FOLDER_IN_USE', `The data folder ${folder} is being taken by another Heed; try again.`);
}
