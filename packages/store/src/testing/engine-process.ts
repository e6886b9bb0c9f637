import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Address of an engine and how to end it. */
export interface EngineProcess {
  url: string;
  username: string;
  password: string;
  stop(): Promise<void>;
}

/** Starts an engine in a process of its own, known to the caller by nothing but its address, as a server would be. */
export async function startEngineProcess(): Promise<EngineProcess> {
  const folder = mkdtempSync(join(tmpdir(), 'heed-server-'));
  const child = fork(fileURLToPath(new URL('./engine-server.ts', import.meta.url)), [folder], { execArgv: [], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const [address] = (await once(child, 'message')) as [Omit<EngineProcess, 'stop'>];
  return {
    ...address,
    async stop() {
      const ended = once(child, 'exit');
      child.disconnect();
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
