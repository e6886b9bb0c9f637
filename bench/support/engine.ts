import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { EngineAddress } from './engine-server.ts';
import { mustSend } from './http.ts';

/**
 * The engine that Heed itself would start, started by the benchmark: so the benchmark knows its password and can ask it
 * over bare HTTP, and Heed uses the very same engine by its address.
 */
export interface Engine {
  readonly url: string;
  readonly username: string;
  readonly password: string;
  /** Process number of the engine. */
  readonly pid: number;
  /** Sends a statement over bare HTTP and returns the answer's text. */
  query(statement: string): Promise<string>;
  /** The rows of a statement (JSONEachRow, 64-bit numbers as text). */
  rows<T>(statement: string): Promise<T[]>;
  /** Inserts a body that is ready to be sent. */
  insert(statement: string, body: Buffer): Promise<void>;
  /** Waits until no merge is running, so that the next measurement does not pay for the one before; at most so long, 15 s if nothing is said. */
  settle(atMostMs?: number): Promise<void>;
  stop(): Promise<void>;
}

export async function startEngine(folder: string): Promise<Engine> {
  const server = fork(fileURLToPath(new URL('./engine-server.ts', import.meta.url)), [folder], { execArgv: [] });
  const ended = once(server, 'exit');
  const [engine] = (await Promise.race([once(server, 'message'), ended.then(() => Promise.reject(new Error('the engine could not start')))])) as [EngineAddress];
  const headers = { 'x-clickhouse-user': engine.username, 'x-clickhouse-key': engine.password };
  const query = (statement: string): Promise<string> => mustSend(`${engine.url}/`, { body: statement, headers });
  return {
    url: engine.url,
    username: engine.username,
    password: engine.password,
    pid: engine.pid,
    query,
    async rows<T>(statement: string) {
      const text = await query(`${statement} FORMAT JSONEachRow`);
      return text.split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as T);
    },
    async insert(statement, body) {
      await mustSend(`${engine.url}/?query=${encodeURIComponent(statement)}`, { body, headers });
    },
    async settle(atMostMs = 15_000) {
      const deadline = performance.now() + atMostMs;
      for (let quiet = 0; quiet < 3 && performance.now() < deadline; ) {
        quiet = (await query('SELECT count() FROM system.merges')).trim() === '0' ? quiet + 1 : 0;
        await sleep(200);
      }
    },
    async stop() {
      if (server.connected) server.disconnect();
      await ended;
    },
  };
}
