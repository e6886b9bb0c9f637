import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startEngineProcess, type EngineProcess } from '@heed/store/testing/engine-process';
import { dataOf, launch, startHeed } from './support/heed-process.ts';

const SUBMIT = 'mutation ($input: FeedbackInput!) { submitFeedback(input: $input) { status } }';
const COUNT = '{ workspace { feedbackCount sampleData name } }';

function temporary(): { folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'heed-start-'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Starts what cannot start and returns how it ended. */
async function failing(options: { env?: Record<string, string>; args?: string[]; folder: string }): Promise<{ code: number | null; said: string; milliseconds: number }> {
  const start = performance.now();
  const { child, output } = launch(options);
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, said: output().trim(), milliseconds: performance.now() - start };
}

describe('starting and stopping', () => {
  test('keeps the data from one start to the next, and ends cleanly on SIGTERM', async () => {
    const { folder, remove } = temporary();
    const first = await startHeed({ folder });
    await dataOf(first.url, SUBMIT, { variables: { input: { source: 'kept', externalId: '1', nps: 9 } } });
    const asked = performance.now();
    await first.stop();
    expect(performance.now() - asked).toBeLessThan(10_000);
    expect(first.child.exitCode).toBe(0);
    const second = await startHeed({ folder });
    expect(await dataOf(second.url, COUNT)).toMatchObject({ workspace: { feedbackCount: 1, sampleData: false } });
    await second.stop();
    remove();
  });

  test('loads sample data on the very first start only, and one call removes it for good', async () => {
    const { folder, remove } = temporary();
    const first = await startHeed({ folder, env: { HEED_SAMPLE: 'true' } });
    const before = await dataOf<{ workspace: { feedbackCount: number; sampleData: boolean } }>(first.url, COUNT);
    expect(before.workspace.sampleData).toBe(true);
    expect(before.workspace.feedbackCount).toBeGreaterThan(20_000);
    await dataOf(first.url, SUBMIT, { variables: { input: { source: 'own', externalId: '1', nps: 9, customer: { id: 'c1', name: 'Own Customer' } } } });
    expect(await dataOf(first.url, 'mutation { clearSampleData { feedbackCount sampleData } }')).toEqual({ clearSampleData: { feedbackCount: 1, sampleData: false } });
    expect(await dataOf(first.url, '{ feedback { edges { node { source customer { name } } } } }')).toEqual({ feedback: { edges: [{ node: { source: 'own', customer: { name: 'Own Customer' } } }] } });
    await first.stop();
    const second = await startHeed({ folder, env: { HEED_SAMPLE: 'true' } });
    expect(await dataOf(second.url, COUNT)).toMatchObject({ workspace: { feedbackCount: 1, sampleData: false } });
    await second.stop();
    remove();
  });

  test('stopped in the middle of its first start, it ends cleanly and says nothing untrue', async () => {
    const { folder, remove } = temporary();
    const { child, output } = launch({ folder, env: { HEED_SAMPLE: 'true' } });
    while (!existsSync(join(folder, 'data', 'address.json'))) await sleep(5);
    child.kill('SIGTERM');
    const [code] = (await once(child, 'close')) as [number | null];
    expect(code).toBe(0);
    expect(output()).not.toMatch(/does not answer|fault|refused/);
    const again = await startHeed({ folder, env: { HEED_SAMPLE: 'true' } });
    const { workspace } = await dataOf<{ workspace: { feedbackCount: number } }>(again.url, COUNT);
    expect(workspace.feedbackCount).toBeGreaterThan(20_000);
    await again.stop();
    remove();
  });

  test('a taken port is one sentence and exit code 1', async () => {
    const { folder, remove } = temporary();
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as { port: number };
    expect(await failing({ folder, args: ['--port', String(port)] })).toMatchObject({ code: 1, said: `Port ${port} is taken by another program; stop it, or choose another with HEED_PORT or --port.` });
    other.close();
    remove();
  });

  test('a second instance on the same folder ends at once with one sentence', async () => {
    const { folder, remove } = temporary();
    const first = await startHeed({ folder });
    // Beside it one that ends before it looks at any folder: what both take is the time of a start on this machine at this moment.
    const [second, quickest] = await Promise.all([failing({ folder }), failing({ folder, env: { HEED_PORT: 'x' } })]);
    expect(second.code).toBe(1);
    expect(second.said).toMatch(/^The data folder .+ is in use by another Heed \(process \d+\); stop it or choose another folder\.$/);
    expect(second.milliseconds).toBeLessThan(2 * quickest.milliseconds + 1_000);
    expect(await dataOf(first.url, COUNT)).toBeDefined();
    await first.stop();
    remove();
  });

  test.each([
    ['damaged settings, all of them at once', { HEED_PORT: 'x', HEED_TIME_ZONE: 'x' }, /^HEED_PORT must be .+\nHEED_TIME_ZONE must be .+$/],
    ['an address that others can reach, without access', { HEED_HOST: '0.0.0.0' }, /^HEED_HOST is 0\.0\.0\.0.+HEED_ADMIN_TOKEN.+$/],
    ['a data folder that cannot be written', { HEED_DATA: `${import.meta.filename}/data` }, /^The data folder HEED_DATA cannot be written.+$/],
    ['a database that is not there', { CLICKHOUSE_URL: 'http://127.0.0.1:9' }, /^The database at CLICKHOUSE_URL does not answer.+$/],
  ])('%s: plain sentences and exit code 1', async (_name, env, expected) => {
    const { folder, remove } = temporary();
    const { code, said } = await failing({ folder, env });
    expect({ code, said }).toEqual({ code: 1, said: expect.stringMatching(expected) as string });
    remove();
  });
});

describe('against a server by CLICKHOUSE_URL', () => {
  let engine: EngineProcess;
  beforeAll(async () => {
    engine = await startEngineProcess();
  });
  afterAll(() => engine.stop());

  test('it is the same Heed, and two of them share one database', async () => {
    const env = { CLICKHOUSE_URL: engine.url, CLICKHOUSE_USER: engine.username, CLICKHOUSE_PASSWORD: engine.password, CLICKHOUSE_DATABASE: 'shared' };
    const one = await startHeed({ env });
    const two = await startHeed({ env });
    const same = { source: 'shared', externalId: 'same', nps: 10 };
    await Promise.all([one, two].map(({ url }) => dataOf(url, SUBMIT, { variables: { input: same } })));
    for (const { url } of [one, two]) {
      expect(await dataOf(url, '{ score(metric: NPS) { estimate { value n } } workspace { feedbackCount } }')).toMatchObject({ score: { estimate: { value: 100, n: 1 } }, workspace: { feedbackCount: 1 } });
    }
    await Promise.all([one.stop(), two.stop()]);
  });

  test('a wrong password is one sentence', async () => {
    const { folder, remove } = temporary();
    const { code, said } = await failing({ folder, env: { CLICKHOUSE_URL: engine.url, CLICKHOUSE_USER: engine.username, CLICKHOUSE_PASSWORD: 'guess' } });
    expect({ code, said }).toEqual({ code: 1, said: expect.stringMatching(/^The database refuses CLICKHOUSE_USER and CLICKHOUSE_PASSWORD/) as string });
    remove();
  });
});
