import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

const FOLLOW_PARENT = fileURLToPath(new URL('../../../../scripts/launcher/follow-parent.mjs', import.meta.url));

/** A Heed in a process of its own, as an operator would start it, known by its address. */
export interface HeedProcess {
  url: string;
  folder: string;
  child: ChildProcess;
  /** All that it printed so far. */
  output(): string;
  /** Asks it to stop and waits. */
  stop(): Promise<void>;
}

export interface StartOptions {
  env?: Record<string, string>;
  args?: string[];
  /** An existing data folder, which is then kept. */
  folder?: string;
}

/** Starts the built program and does not wait: for starts that are meant to fail. */
export function launch({ env = {}, args = [], folder }: StartOptions & { folder: string }): { child: ChildProcess; output(): string } {
  // A test that fails or is killed before it stops its Heed must not leave it behind: it follows its parent.
  const child = spawn(process.execPath, ['--enable-source-maps', '--import', FOLLOW_PARENT, MAIN, ...args], {
    cwd: folder,
    env: { PATH: process.env.PATH ?? '', HEED_PORT: '0', HEED_SAMPLE: 'false', HEED_DATA: join(folder, 'data'), HEED_LOG_LEVEL: 'warn', ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let text = '';
  const collect = (chunk: Buffer): void => void (text += chunk.toString());
  child.stdout?.on('data', collect);
  child.stderr?.on('data', collect);
  return { child, output: () => text };
}

/** Starts Heed on a free port with an empty database and waits until it is ready. */
export async function startHeed(options: StartOptions = {}): Promise<HeedProcess> {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'heed-api-'));
  const { child, output } = launch({ ...options, folder });
  const exited = once(child, 'exit');
  const url = await new Promise<string>((resolve, reject) => {
    const look = (): void => {
      // Behind a public address it is the log that knows where it listens.
      const found = /"url":"(http:\/\/localhost:\d+)".*"msg":"ready"/.exec(output())?.[1] ?? /Heed is ready at (http:\/\/\S+?)(?: with|\. Stop)/.exec(output())?.[1];
      if (found) resolve(found);
    };
    child.stdout?.on('data', look);
    child.once('exit', (code) => reject(new Error(`Heed ended with ${code}: ${output()}`)));
  });
  return {
    url,
    folder,
    child,
    output,
    async stop() {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGTERM');
        await exited;
      }
      if (!options.folder) rmSync(folder, { recursive: true, force: true });
    },
  };
}

export interface Answer<T> {
  status: number;
  data: T | null;
  errors: { message: string; path?: (string | number)[]; extensions: { code: string; [key: string]: unknown } }[];
}

/** Asks GraphQL over HTTP. */
export async function ask<T = Record<string, unknown>>(url: string, query: string, { variables = {}, token, headers = {} }: { variables?: unknown; token?: string; headers?: Record<string, string> } = {}): Promise<Answer<T>> {
  const answer = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}), ...headers },
    body: JSON.stringify({ query, variables }),
  });
  const body = (await answer.json()) as { data?: T; errors?: Answer<T>['errors'] };
  return { status: answer.status, data: body.data ?? null, errors: body.errors ?? [] };
}

/** The data of an answer without errors. */
export async function dataOf<T = Record<string, never>>(url: string, query: string, options: Parameters<typeof ask>[2] = {}): Promise<T> {
  const { data, errors } = await ask<T>(url, query, options);
  if (errors.length > 0 || !data) throw new Error(`GraphQL answered ${JSON.stringify(errors)}`);
  return data;
}

/** Makes a token of a role and returns its id and secret. */
export async function makeToken(url: string, admin: string, input: { role: string; departments?: string[]; person?: string; expiresAt?: string }): Promise<{ id: string; secret: string }> {
  const { createToken } = await dataOf<{ createToken: { secret: string; token: { id: string } } }>(
    url,
    'mutation ($input: CreateTokenInput!) { createToken(input: $input) { secret token { id } } }',
    { token: admin, variables: { input: { name: `test ${input.role}`, ...input } } },
  );
  return { id: createToken.token.id, secret: createToken.secret };
}
