import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Engine } from './engine.ts';
import { mustSend } from './http.ts';
import { childrenOf, rssMb } from './process-figures.ts';

const MAIN = fileURLToPath(new URL('../../apps/api/dist/main.js', import.meta.url));

/** A running Heed, known by its address and its process number. */
export interface Heed {
  readonly url: string;
  readonly pid: number;
  readonly child: ChildProcess;
  /** Milliseconds from the start of the process to "ready". */
  readonly readyMs: number;
  /** Process number of the engine that it started itself. */
  enginePid(): number;
  /** Asks it to stop and waits. */
  stop(): Promise<void>;
}

export interface HeedOptions {
  /** The data folder; with `engine` it holds nothing. */
  folder: string;
  /** An engine to use by its address; without it Heed starts its own in the folder. */
  engine?: Engine;
  env?: Record<string, string>;
  nodeArgs?: string[];
}

/**
 * Starts the built program as an operator would, on a free port and without sample data, and waits until it says that it
 * is ready. BENCH_NODE_ARGS in the environment is handed to its Node, for example --cpu-prof.
 */
export async function startHeed({ folder, engine, env = {}, nodeArgs = [] }: HeedOptions): Promise<Heed> {
  const database: Record<string, string> = engine ? { CLICKHOUSE_URL: engine.url, CLICKHOUSE_USER: engine.username, CLICKHOUSE_PASSWORD: engine.password } : {};
  const more = process.env.BENCH_NODE_ARGS?.split(' ') ?? [];
  const start = performance.now();
  const child = spawn(process.execPath, ['--enable-source-maps', ...more, ...nodeArgs, MAIN], {
    cwd: folder,
    env: { PATH: process.env.PATH ?? '', NODE_ENV: 'production', HEED_PORT: '0', HEED_SAMPLE: 'false', HEED_DATA: folder, HEED_LOG_LEVEL: 'warn', ...database, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = once(child, 'exit');
  // A benchmark that fails leaves no Heed behind.
  const end = (): void => void child.kill('SIGKILL');
  process.once('exit', end);
  child.once('exit', () => process.off('exit', end));
  const port = await new Promise<string>((resolve, reject) => {
    let words = '';
    const hear = (part: Buffer): void => {
      words = (words + part.toString()).slice(-4_000);
      const found = /Heed is ready at http:\/\/localhost:(\d+)/.exec(words)?.[1];
      if (found) resolve(found);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('exit', (code, signal) => reject(new Error(`Heed ended with ${code ?? signal}: ${words}`)));
  });
  const pid = child.pid as number;
  return {
    // By number, so that no look-up of a name and no second address family is measured.
    url: `http://127.0.0.1:${port}`,
    pid,
    child,
    readyMs: performance.now() - start,
    enginePid() {
      const engineProcess = childrenOf(pid)[0];
      if (engineProcess === undefined) throw new Error('Heed has no engine of its own at this moment');
      return engineProcess;
    },
    async stop() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
      await exited;
    },
  };
}

/** How often each named database statement ran so far, from /metrics. */
export async function statementCounts(url: string): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  const text = await mustSend(`${url}/metrics`, { method: 'GET' });
  for (const [, name = '', count] of text.matchAll(/^heed_statement_seconds_count\{name="([^"]+)",ok="true"\} (\d+)$/gm)) counts.set(name, Number(count));
  return counts;
}

/** Resident memory of API and engine, as one text. */
export function memoryOf({ api, engine }: { api: number; engine: number }): string {
  return `API ${rssMb(api).toFixed(0)} MiB, engine ${rssMb(engine).toFixed(0)} MiB`;
}
