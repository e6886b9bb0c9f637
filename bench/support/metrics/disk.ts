import { execFileSync } from 'node:child_process';
import { lstatSync, readdirSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** GiB in a folder and everything below; what vanishes while we look counts as nothing. */
export function gibIn(folder: string): number {
  let bytes = 0;
  const look = (path: string): void => {
    try {
      const entry = lstatSync(path);
      bytes += entry.blocks * 512;
      if (entry.isDirectory()) for (const name of readdirSync(path)) look(join(path, name));
    } catch {
      // It was a temporary file.
    }
  };
  look(folder);
  return bytes / 1024 ** 3;
}

/** GiB that are free where the folder is. */
export function gibFree(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return (bavail * bsize) / 1024 ** 3;
}

/** Makes the system forget the files that it keeps in memory; false where that is not allowed. */
export function dropFileCache(): boolean {
  try {
    execFileSync('sync');
    writeFileSync('/proc/sys/vm/drop_caches', '3');
    return true;
  } catch {
    return false;
  }
}
