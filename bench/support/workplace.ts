import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Folders of one benchmark under the system's folder for temporary files, removed at its end. */
export interface Workplace {
  /** A new, empty folder. */
  folder(name: string): string;
  remove(): void;
}

export function makeWorkplace(): Workplace {
  const root = mkdtempSync(join(tmpdir(), 'heed-bench-'));
  return {
    folder(name) {
      const path = join(root, name);
      mkdirSync(path, { recursive: true });
      return path;
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}
