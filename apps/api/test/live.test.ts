import { setTimeout as sleep } from 'node:timers/promises';
import { connect } from 'node:net';
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dataOf, startHeed, type HeedProcess } from './support/heed-process.ts';
import { openWatcher } from './support/watch.ts';

const SUBMIT = 'mutation ($input: FeedbackInput!) { submitFeedback(input: $input) { status } }';
const SCORE = 'subscription ($filter: FeedbackFilterInput) { score(metric: NPS, filter: $filter) { estimate { value n } asOf version } }';
type ScoreMessage = { score: { estimate: { value: number | null; n: number }; asOf: string; version: string } };

describe('live', () => {
  let heed: HeedProcess;
  let number = 0;
  beforeAll(async () => {
    heed = await startHeed({ env: { HEED_LIVE_WINDOW_MS: '50' } });
  });
  afterAll(() => heed.stop());

  const submit = (nps: number, more: Record<string, unknown> = {}) => dataOf(heed.url, SUBMIT, { variables: { input: { source: 'live', externalId: String(number++), nps, ...more } } });

  test('every subscription gives a snapshot at once, of the shape of its query, and a new one after a change', async () => {
    const watcher = openWatcher(heed.url);
    const period = 'filter: {period: {last: {count: 7, unit: DAY}}}';
    const fields = [
      'workspace { name feedbackCount }',
      `score(metric: NPS, ${period}) { estimate { value n low high excluded } change { verdict } }`,
      `trend(metric: NPS, ${period}) { grain from value n matched }`,
      `breakdown(metric: NPS, by: DEPARTMENT, ${period}) { groups { key estimate { n } } total { n } }`,
      `volume(${period}) { matched comments metrics { n } }`,
    ];
    const watching = fields.map((field) => ({ field, messages: watcher.watch(`subscription { ${field} }`) }));
    for (const { field, messages } of watching) expect(await messages.next(), field).toEqual(await dataOf(heed.url, `{ ${field} }`));
    await submit(10, { department: 'Support', comment: 'lovely' });
    for (const { field, messages } of watching) expect(await messages.next(), field).toEqual(await dataOf(heed.url, `{ ${field} }`));
    await watcher.dispose();
  });

  test('a correction arrives, a repetition does not, and versions only grow', async () => {
    const watcher = openWatcher(heed.url);
    const messages = watcher.watch<ScoreMessage>(SCORE, { filter: { source: { in: ['corrections'] } } });
    const first = await messages.next();
    expect(first.score.estimate).toEqual({ value: null, n: 0 });
    const send = (nps: number) => dataOf(heed.url, SUBMIT, { variables: { input: { source: 'corrections', externalId: 'one', nps } } });
    await send(10);
    const second = await messages.next();
    expect(second.score.estimate).toEqual({ value: 100, n: 1 });
    await send(10);
    await send(0);
    const third = await messages.next();
    expect(third.score.estimate).toEqual({ value: -100, n: 1 });
    expect(BigInt(third.score.version) > BigInt(second.score.version) && BigInt(second.score.version) > BigInt(first.score.version)).toBe(true);
    expect(Date.parse(third.score.asOf)).toBeGreaterThanOrEqual(Date.parse(second.score.asOf));
    await sleep(300);
    expect(messages.pending()).toBe(0);
    await watcher.dispose();
  });

  test('a change outside a view’s period does not touch it', async () => {
    const statements = async (): Promise<number> => Number(/^heed_statement_seconds_count\{name="measure\.scores",ok="true"\} (\d+)$/m.exec(await (await fetch(`${heed.url}/metrics`)).text())?.[1] ?? 0);
    const watcher = openWatcher(heed.url);
    const messages = watcher.watch<ScoreMessage>(SCORE, { filter: { period: { from: '2020-01-01', to: '2020-02-01' } } });
    await messages.next();
    const before = await statements();
    expect(before).toBeGreaterThan(0);
    await submit(10);
    await sleep(300);
    expect(await statements()).toBe(before);
    await submit(3, { occurredAt: '2020-01-15T12:00:00Z' });
    expect((await messages.next()).score.estimate).toEqual({ value: -100, n: 1 });
    await watcher.dispose();
  });

  test('what cannot be answered is an error of that operation, and the others go on', async () => {
    const watcher = openWatcher(heed.url);
    const good = watcher.watch<ScoreMessage>(SCORE, { filter: { source: { in: ['neighbour'] } } });
    await good.next();
    await expect(watcher.watch('subscription { trend(metric: NPS, filter: {}) { version } }').next()).rejects.toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    await submit(10, { source: 'neighbour' });
    expect((await good.next()).score.estimate).toEqual({ value: 100, n: 1 });
    await watcher.dispose();
  });

  test('an engine that dies under open subscriptions is back, and so are they', async () => {
    const watcher = openWatcher(heed.url);
    const messages = watcher.watch<ScoreMessage>(SCORE, { filter: { source: { in: ['phoenix'] } } });
    await messages.next();
    const { readFileSync, readdirSync } = await import('node:fs');
    const children = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && safe(() => readFileSync(`/proc/${name}/stat`, 'utf8').split(') ')[1]?.split(' ')[1]) === String(heed.child.pid));
    for (const pid of children) process.kill(Number(pid), 'SIGKILL');
    const deadline = Date.now() + 20_000;
    for (;;) {
      try {
        await dataOf(heed.url, SUBMIT, { variables: { input: { source: 'phoenix', externalId: 'ash', nps: 9 } } });
        break;
      } catch (error) {
        if (Date.now() > deadline) throw error;
        await sleep(100);
      }
    }
    expect((await messages.next()).score.estimate).toEqual({ value: 100, n: 1 });
    await watcher.dispose();
  });

  test('a reader that stops reading costs nothing, and nobody else notices', async () => {
    const before = Number(/^process_resident_memory_bytes (\d+)/m.exec(await (await fetch(`${heed.url}/metrics`)).text())?.[1]);
    const paused = await pausedReader(heed.url);
    const watcher = openWatcher(heed.url);
    const messages = watcher.watch<ScoreMessage>(SCORE, { filter: { source: { in: ['flood'] } } });
    await messages.next();
    for (let round = 0; round < 30; round++) {
      await dataOf(heed.url, 'mutation ($input: [FeedbackInput!]!) { submitFeedbackBatch(input: $input) { accepted } }', {
        variables: { input: Array.from({ length: 50 }, (_, index) => ({ source: 'flood', externalId: `${round}-${index}`, nps: 10, department: `department ${round}-${index}` })) },
      });
    }
    let last = await messages.next();
    while (last.score.estimate.n < 1_500) last = await messages.next();
    expect(last.score.estimate).toEqual({ value: 100, n: 1_500 });
    const after = Number(/^process_resident_memory_bytes (\d+)/m.exec(await (await fetch(`${heed.url}/metrics`)).text())?.[1]);
    expect((after - before) / 1024 ** 2).toBeLessThan(150);
    paused.destroy();
    await watcher.dispose();
  });
});

function safe<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

/** A raw WebSocket that subscribes to something large and then never reads again. */
async function pausedReader(url: string): Promise<ReturnType<typeof connect>> {
  const { hostname, port, host } = new URL(url);
  const socket = connect({ host: hostname === 'localhost' ? '127.0.0.1' : hostname, port: Number(port) });
  socket.write(`GET /graphql HTTP/1.1\r\nHost: ${host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\nSec-WebSocket-Protocol: graphql-transport-ws\r\n\r\n`);
  const frame = (message: unknown): Buffer => {
    const payload = Buffer.from(JSON.stringify(message));
    const head = Buffer.from(payload.length < 126 ? [0x81, 0x80 | payload.length] : [0x81, 0x80 | 126, payload.length >> 8, payload.length & 255]);
    // A mask of zeros leaves the payload as it is.
    return Buffer.concat([head, Buffer.alloc(4), payload]);
  };
  await new Promise((resolve) => socket.once('data', resolve));
  socket.write(frame({ type: 'connection_init' }));
  await new Promise((resolve) => socket.once('data', resolve));
  for (let id = 0; id < 20; id++) {
    socket.write(frame({ id: String(id), type: 'subscribe', payload: { query: 'subscription { breakdown(metric: NPS, by: DEPARTMENT, first: 200) { groups { key estimate { value low high n excluded enough } } } }' } }));
  }
  socket.pause();
  return socket;
}
