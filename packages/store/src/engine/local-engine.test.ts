import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStore, type OpenStore } from '../open-store.ts';
import { defineQuery } from '../query/query.ts';
import { sql } from '../query/sql.ts';
import { rowsToBody } from '../query/table.ts';
import { startLocalEngine } from './local-engine.ts';

const numbers = defineQuery({
  name: 'store.testNumbers',
  params: z.strictObject({}),
  row: z.object({ n: z.number() }),
  sql: () => sql`SELECT n FROM numbers_seen ORDER BY n`,
  examples: [],
});
const table = { name: 'numbers_seen', columns: ['n'] };

async function ask(url: string, statement: string, headers: Record<string, string> = {}): Promise<string> {
  const answer = await fetch(url, { method: 'POST', body: statement, headers });
  return answer.text();
}

const basic = (user: string, password = ''): string => `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe('the local engine', () => {
  let folder: string;
  let opened: OpenStore;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'heed-engine-'));
    opened = await openStore({ folder, database: 'heed' });
    await opened.store.command('CREATE TABLE IF NOT EXISTS numbers_seen (n UInt32) ENGINE = MergeTree ORDER BY n');
  });
  afterAll(async () => {
    await opened.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('gives nothing to whoever has no password', async () => {
    const { url, username, password } = opened.engine!;
    for (const headers of [{}, { 'x-clickhouse-user': 'default' }, { authorization: basic('default') }, { 'x-clickhouse-user': '' }]) {
      expect(await ask(url, 'SELECT 1', headers)).toMatch(/^Send a user and a password/);
    }
    for (const path of ['/?user=default', '/?query=SELECT+1', '/play', '/dashboard', '/replicas_status']) expect(await ask(`${url}${path}`, 'SELECT 1')).toMatch(/^Send a user and a password/);
    expect(await ask(url, 'SELECT 1', { 'x-clickhouse-user': username, 'x-clickhouse-key': 'guess' })).toMatch(/AUTHENTICATION_FAILED/);
    expect(await ask(url, 'SELECT 1', { authorization: basic(username, 'guess') })).toMatch(/AUTHENTICATION_FAILED/);
    expect(await ask(`${url}/?user=default`, 'SELECT 1', { 'x-clickhouse-user': username })).toMatch(/AUTHENTICATION_FAILED/);
    for (const headers of [{ 'x-clickhouse-user': username, 'x-clickhouse-key': password }, { authorization: basic(username, password) }]) expect(await ask(url, 'SELECT 1', headers)).toBe('1\n');
  });

  test('whoever becomes the user without a password all the same may do nothing and cannot stop the engine', async () => {
    const asDefault = { url: `${opened.engine!.url}/?user=default`, headers: { authorization: basic(opened.engine!.username) } };
    for (const statement of ['SYSTEM STOP LISTEN HTTP', 'SELECT n FROM heed.numbers_seen', 'CREATE DATABASE theirs ENGINE = Atomic', 'KILL QUERY WHERE 1 ASYNC', "SELECT file('/etc/hosts')"]) {
      expect(await ask(asDefault.url, statement, asDefault.headers), statement).toMatch(/QUOTA_EXCEEDED|ACCESS_DENIED|files cannot be read/);
    }
    expect(await opened.store.isReady()).toBe(true);
    expect(opened.engine!.restarts).toBe(0);
  });

  test('cannot read files, not even for Heed itself', async () => {
    const { url, username, password } = opened.engine!;
    const own = { 'x-clickhouse-user': username, 'x-clickhouse-key': password };
    expect(await ask(url, "SELECT * FROM file('/etc/hosts', 'LineAsString')", own)).toMatch(/ACCESS_DENIED/);
    expect(await ask(url, "SELECT * FROM url('http://127.0.0.1:9/', 'LineAsString')", own)).toMatch(/ACCESS_DENIED/);
    expect(await ask(url, 'SELECT * FROM default.`/etc/hosts`', own)).toMatch(/ACCESS_DENIED/);
    // The function, which knows no rights, by all names and in both of the engine's analysers.
    const spellings = ["file('/etc/hosts')", "`f\\x69le`('/etc/hosts')", '"file"(\'/etc/hosts\')', "arrayMap(file, ['/etc/hosts'])", "arrayMap(path -> file(path), ['/etc/hosts'])"];
    const statements = [...spellings.map((call) => `SELECT ${call}`), ...spellings.map((call) => `SELECT ${call} SETTINGS enable_analyzer = 0`), "SELECT * APPLY file FROM (SELECT '/etc/hosts' AS path)", "SELECT number FROM numbers(toUInt64(file('/etc/hosts')))", "SELECT 1 LIMIT toUInt64(file('/etc/hosts'))"];
    for (const statement of statements) {
      const answer = await ask(url, statement, own);
      expect(answer, statement).toMatch(/DB::Exception/);
      expect(answer, statement).not.toContain('localhost');
    }
    expect(await ask(url, "SELECT file('/etc/hosts')", own)).toMatch(/files cannot be read/);
  });

  test.each(['SIGKILL', 'SIGSTOP', 'SIGSEGV'] as const)('is back within 6 s after %s, with what was acknowledged', async (signal) => {
    const { store, engine } = opened;
    const value = { SIGKILL: 1, SIGSTOP: 2, SIGSEGV: 3 }[signal];
    await store.insert(table, rowsToBody([[value]]));
    const before = engine!.restarts;
    process.kill(engine!.pid!, signal);
    const start = performance.now();
    while (engine!.restarts === before && performance.now() - start < 20_000) await sleep(20);
    const seconds = (performance.now() - start) / 1000;
    expect((await store.read(numbers, {})).map(({ n }) => n)).toContain(value);
    expect(seconds).toBeLessThan(15);
  });

  test('refuses a folder that another Heed uses, at once and in one sentence', async () => {
    const start = performance.now();
    await expect(startLocalEngine({ folder })).rejects.toThrow(/is in use by another Heed \(process \d+\); stop it or choose another folder\.$/);
    expect(performance.now() - start).toBeLessThan(4_000);
  });

  test('takes over a folder whose last owner was killed', async () => {
    const abandoned = mkdtempSync(join(tmpdir(), 'heed-abandoned-'));
    writeFileSync(join(abandoned, 'lock.json'), JSON.stringify({ pid: process.pid, startedAt: 'another life' }));
    const engine = await startLocalEngine({ folder: abandoned });
    await engine.stop();
    rmSync(abandoned, { recursive: true, force: true });
  });

  test('is gone within seconds when its parent is killed', async () => {
    const orphaned = mkdtempSync(join(tmpdir(), 'heed-orphan-'));
    const server = fileURLToPath(new URL('../testing/engine-server.ts', import.meta.url));
    const program = `const { startLocalEngine } = await import(${JSON.stringify(server.replace('testing/engine-server.ts', 'index.ts'))});
      const engine = await startLocalEngine({ folder: ${JSON.stringify(orphaned)} }); process.stdout.write(String(engine.pid)); setInterval(() => {}, 1000);`;
    const parent = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: ['ignore', 'pipe', 'inherit'], cwd: fileURLToPath(new URL('../..', import.meta.url)) });
    const [pid] = (await once(parent.stdout, 'data')) as [Buffer];
    expect(isAlive(Number(pid))).toBe(true);
    parent.kill('SIGKILL');
    const start = performance.now();
    while (isAlive(Number(pid)) && performance.now() - start < 20_000) await sleep(20);
    expect(performance.now() - start).toBeLessThan(15_000);
    rmSync(orphaned, { recursive: true, force: true });
  });
});
