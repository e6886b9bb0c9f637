import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Folders of one benchmark under the system's folder for temporary files, gone when the process ends. */
export interface Workplace {
  /** A folder of that name, made if needed. */
  folder(name: string): string;
}

export function makeWorkplace(): Workplace {
  const root = mkdtempSync(join(tmpdir(), 'heed-bench-'));
  // An engine that is just dying may still write a file.
  process.once('exit', () => rmSync(root, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
  return {
    folder(name) {
      const path = join(root, name);
      mkdirSync(path, { recursive: true });
      return path;
    },
  };
}
