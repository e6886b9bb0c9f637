import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startLocalEngine } from '../engine/local-engine.ts';

/** Starts the local engine as Heed does when nothing is configured. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'heed-local-'));
  const engine = await startLocalEngine({ folder });
  project.provide('engine', { url: engine.url, username: engine.username, password: engine.password });
  return async () => {
    await engine.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
