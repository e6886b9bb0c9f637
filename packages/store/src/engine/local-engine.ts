import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ENGINE_USER, writeEngineConfig } from './engine-config.ts';
import { engineChildFile } from './engine-child-file.ts';
import { EngineError } from './engine-error.ts';
import { lockFolder } from './folder-lock.ts';
import type { ReaderAccess } from './reader-access.ts';

/** A running local engine, or one that is just being restarted: its address and password stay the same. */
export interface LocalEngine {
  readonly url: string;
  readonly username: string;
  readonly password: string;
  /** Process number of the current child, for tests that kill it. */
  readonly pid: number | undefined;
  /** How often the child was started again since. */
  readonly restarts: number;
  stop(): Promise<void>;
}

export interface LocalEngineOptions {
  folder: string;
  /** Lets tools read with SQL at a port that stays the same; otherwise the port is another at every start. */
  reader?: ReaderAccess | undefined;
  /** Told after the child died and is back, with the reason, never with statements or data. */
  onRestart?: (reason: string) => void;
}

const PING_EVERY_MS = 700;
const PING_TIMEOUT_MS = 1_200;
/** Silence for this long means frozen or crashed without ending (a SIGSEGV inside the engine hangs it). */
const SILENCE_LIMIT_MS = 2_500;
/** And so many pings without an answer. */
const MISSED_LIMIT = 2;
const START_LIMIT_MS = 60_000;

/** `wanted` when nobody listens there, any free port for 0. Rejects with EADDRINUSE. */
async function freePort(wanted: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(wanted, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/** The reader's port, once it is free: the last owner's child may need a moment to notice that its parent is gone. */
async function readerPort({ port }: ReaderAccess): Promise<number> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await freePort(port);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== 'EADDRINUSE' && code !== 'EACCES') throw error;
      if (code === 'EACCES') throw new EngineError('PORT_TAKEN', `Port ${port} is reserved for the system; choose one above 1023 with HEED_SQL_PORT.`);
      if (attempt >= 20) throw new EngineError('PORT_TAKEN', `Port ${port} is taken by another program; stop it, or choose another with HEED_SQL_PORT.`);
    }
    await sleep(150);
  }
}

async function isAnswering(url: string): Promise<boolean> {
  try {
    const answer = await fetch(`${url}/ping`, { signal: AbortSignal.timeout(PING_TIMEOUT_MS) });
    await answer.body?.cancel();
    return answer.ok;
  } catch {
    return false;
  }
}

/** Sleeps until the next ping is due, or less when the child ends before. */
async function sleepUntilExit(child: ChildProcess): Promise<void> {
  const done = new AbortController();
  await Promise.race([sleep(PING_EVERY_MS, undefined, { signal: done.signal }), once(child, 'exit', { signal: done.signal })]).catch(() => undefined);
  done.abort();
}

/**
 * Starts the engine on a folder of its own and keeps it running: pinged, killed when silent, restarted when dead. It is
 * gone when this process is gone. Throws EngineError when the folder is in use or the engine cannot start.
 */
export async function startLocalEngine({ folder, reader, onRestart }: LocalEngineOptions): Promise<LocalEngine> {
  const unlock = lockFolder(folder);
  const password = randomBytes(24).toString('base64url');
  const configFile = writeEngineConfig(folder, { password, reader });
  const port = await (reader ? readerPort(reader) : freePort(0)).catch((error: unknown) => {
    unlock();
    throw error;
  });
  const url = `http://127.0.0.1:${port}`;
  const childFile = engineChildFile();

  let child: ChildProcess | undefined;
  let stopping = false;
  let restarts = 0;
  let lastWords = '';

  function launch(): ChildProcess {
    // An environment of its own: nothing that is set for Heed (tokens, passwords) is handed to the engine.
    const launched = spawn(process.execPath, [childFile, join(folder, 'data'), configFile, String(port)], {
      stdio: ['pipe', 'ignore', 'pipe'],
      env: { PATH: '/usr/bin:/bin', TZ: 'UTC' },
    });
    launched.stdin?.on('error', () => undefined);
    launched.stderr?.setEncoding('utf8').on('data', (text: string) => (lastWords = (lastWords + text).slice(-4_000)));
    return launched;
  }

  const isDead = (process: ChildProcess): boolean => process.exitCode !== null || process.signalCode !== null;

  /** Waits until the child answers; false when it died or stayed silent. */
  async function ready(process: ChildProcess): Promise<boolean> {
    const deadline = Date.now() + START_LIMIT_MS;
    while (!isDead(process) && Date.now() < deadline) {
      if (await isAnswering(url)) return true;
      await sleep(20);
    }
    return false;
  }

  async function watch(): Promise<void> {
    let heardAt = Date.now();
    // One missed answer may be our own fault: a busy event loop lets a ping run out without looking at its answer.
    let missed = 0;
    while (!stopping) {
      if (child && !isDead(child)) {
        if (await isAnswering(url)) {
          heardAt = Date.now();
          missed = 0;
          await sleepUntilExit(child);
          continue;
        }
        missed++;
        if (missed < MISSED_LIMIT || Date.now() - heardAt < SILENCE_LIMIT_MS) {
          await sleep(50);
          continue;
        }
      }
      if (stopping) return;
      const reason = child && !isDead(child) ? 'silent' : (child?.signalCode ?? `exit ${child?.exitCode ?? 'unknown'}`);
      child?.kill('SIGKILL');
      lastWords = '';
      child = launch();
      if (await ready(child)) {
        restarts++;
        onRestart?.(reason);
      } else {
        child.kill('SIGKILL');
        await sleep(500);
      }
      heardAt = Date.now();
      missed = 0;
    }
  }

  // The last owner's child may need a moment to notice that its parent is gone.
  for (let attempt = 0; ; attempt++) {
    lastWords = '';
    child = launch();
    if (await ready(child)) break;
    child.kill('SIGKILL');
    const stillHeld = /CANNOT_OPEN_FILE|Cannot lock file/.test(lastWords);
    if (!stillHeld || attempt >= 20) {
      unlock();
      const code = /\(([A-Z_]{3,})\)/.exec(lastWords)?.[1];
      throw stillHeld
        ? new EngineError('FOLDER_IN_USE', `The data folder ${folder} is in use by another process; stop it or choose another folder.`)
        : new EngineError('CANNOT_START', `The local database could not start${code ? ` (${code})` : ''}; look at free memory, disk space and the rights on ${folder}.`);
    }
    await sleep(150);
  }
  const watching = watch();

  return {
    url,
    username: ENGINE_USER,
    password,
    get pid() {
      return child?.pid;
    },
    get restarts() {
      return restarts;
    },
    async stop() {
      if (stopping) return;
      stopping = true;
      child?.kill('SIGKILL');
      await watching;
      child?.kill('SIGKILL');
      unlock();
    },
  };
}
