import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from 'graphql-ws';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { dataOf, makeToken, startHeed, type HeedProcess } from './support/heed-process.ts';
import { openRawLive, type RawLive } from './support/raw-live.ts';
import { openWatcher } from './support/watch.ts';

const ADMIN = 'an-administrators-token-for-the-tests';
const BATCH = 'mutation ($input: [FeedbackInput!]!) { submitFeedbackBatch(input: $input) { accepted } }';
const GROUPS = 'subscription ($filter: FeedbackFilterInput) { breakdown(metric: NPS, by: DEPARTMENT, first: 200, filter: $filter) { total { n } groups { key estimate { value low high n excluded enough } } } }';
type Groups = { breakdown: { total: { n: number } } };
const SUBSCRIBE = { type: 'subscribe', payload: { query: 'subscription { score(metric: NPS) { estimate { n } version } }' } };

describe('a socket', () => {
  let heed: HeedProcess;
  let number = 0;
  beforeAll(async () => {
    heed = await startHeed({ env: { HEED_ADMIN_TOKEN: ADMIN, HEED_LIVE_WINDOW_MS: '20' } });
  });
  afterAll(() => heed.stop());

  const submit = (source: string, count = 1): Promise<unknown> =>
    dataOf(heed.url, BATCH, { token: ADMIN, variables: { input: Array.from({ length: count }, () => ({ source, externalId: String(number++), nps: 9, department: `department of a rather long name ${number % 200}` })) } });
  const open = (options: Parameters<typeof openRawLive>[1] = {}): Promise<RawLive> => openRawLive(heed.url, { token: ADMIN, ...options });

  test.each<[string, number, { protocol?: string; token?: string; init?: boolean }, (raw: RawLive) => void]>([
    ['speaks no protocol', 4406, { protocol: '', init: false }, () => undefined],
    ['asks before it said who it is', 4401, { init: false }, (raw) => raw.send({ id: 'a', ...SUBSCRIBE })],
    ['shows a wrong token', 4401, { init: false }, (raw) => raw.send({ type: 'connection_init', payload: { token: 'heed_wrong' } })],
    ['says twice who it is', 4429, {}, (raw) => raw.send({ type: 'connection_init', payload: { token: ADMIN } })],
    ['sends what is no JSON', 4400, {}, (raw) => raw.send('{')],
    ['sends a message that there is not', 4400, {}, (raw) => raw.send({ type: 'shout' })],
    ['sends a message of the server', 4400, {}, (raw) => raw.send({ id: 'a', type: 'complete_all', payload: {} })],
    ['uses a name twice', 4409, {}, (raw) => [1, 2].forEach(() => raw.send({ id: 'a', ...SUBSCRIBE }))],
    ['sends more than a megabyte at once', 1009, {}, (raw) => raw.send({ id: 'a', type: 'subscribe', payload: { query: `{ workspace { name } } # ${'x'.repeat(1024 * 1024)}` } })],
    ['sends hundreds of messages', 4429, {}, (raw) => Array.from({ length: 1_000 }, () => raw.send({ type: 'ping' }))],
    ['says nothing', 4408, { init: false }, () => undefined],
  ])('that %s is closed with %i', async (_what, code, options, misbehave) => {
    const raw = await open(options);
    misbehave(raw);
    expect((await raw.closed).code).toBe(code);
  });

  test('may run a hundred operations; one more is refused, and the others go on', async () => {
    const raw = await open();
    for (let id = 0; id <= 100; id++) raw.send({ id: `n${id}`, ...SUBSCRIBE });
    await raw.came(102);
    const messages = raw.texts.slice(1).map((text) => JSON.parse(text) as { id: string; type: string; payload: { extensions: { code: string } }[] });
    expect(messages.filter(({ type }) => type === 'error')).toMatchObject([{ id: 'n100', payload: [{ extensions: { code: 'RATE_LIMITED' } }] }]);
    await submit('one more');
    await raw.came(202);
    raw.socket.close();
  });

  test('carries queries too, tells errors in full, and forgets what is ended', async () => {
    const raw = await open();
    raw.send({ id: 'q', type: 'subscribe', payload: { query: '{ service { database } }' } });
    raw.send({ id: 'wrong', type: 'subscribe', payload: { query: '{ nothing }' } });
    raw.send({ id: 'bad', type: 'subscribe', payload: { query: 'subscription { trend(metric: NPS, filter: {}) { version } }' } });
    await raw.came(6);
    const messages = raw.texts.slice(1).map((text) => JSON.parse(text) as { id: string; type: string; payload?: unknown });
    expect(messages.find(({ id, type }) => id === 'q' && type === 'next')?.payload).toMatchObject({ data: { service: { database: 'READY' } }, extensions: { cost: { cost: 2 } } });
    expect(messages.find(({ id }) => id === 'wrong')).toMatchObject({ type: 'error', payload: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
    expect(messages.find(({ id, type }) => id === 'bad' && type === 'next')?.payload).toMatchObject({ data: null, errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
    // A name that is free again may be used again.
    raw.send({ id: 'q', ...SUBSCRIBE });
    raw.send({ id: 'q', type: 'complete' });
    raw.send({ id: 'q', ...SUBSCRIBE });
    await raw.came(7);
    raw.socket.close();
  });

  test('everybody who watches the same is sent the same bytes, with one execution, whoever came late', async () => {
    const live = async (): Promise<number[]> => {
      const text = await (await fetch(`${heed.url}/metrics`, { headers: { authorization: `Bearer ${ADMIN}` } })).text();
      return ['views', 'subscribers'].map((what) => Number(new RegExp(`^heed_live\\{what="${what}"\\} (\\d+)`, 'm').exec(text)?.[1]));
    };
    await expect.poll(live).toEqual([0, 0]);
    const sockets = await Promise.all(Array.from({ length: 20 }, () => open()));
    for (const [index, raw] of sockets.entries()) raw.send({ id: `display ${index}`, type: 'subscribe', payload: { query: GROUPS, variables: { filter: { source: { in: ['wall'] } } } } });
    await Promise.all(sockets.map((raw) => raw.came(2)));
    expect(await live()).toEqual([1, 20]);
    await submit('wall', 10);
    await Promise.all(sockets.map((raw) => raw.came(3)));
    const last = (raw: RawLive): string => (raw.texts.at(-1) as string).replace(/^\{"id":"[^"]+"/, '');
    expect(new Set(sockets.map(last)).size).toBe(1);
    const late = await open();
    late.send({ id: 'late', type: 'subscribe', payload: { query: GROUPS, variables: { filter: { source: { in: ['wall'] } } } } });
    await late.came(2);
    expect((JSON.parse(late.texts[1] as string) as { payload: { data: Groups } }).payload.data).toEqual((JSON.parse(sockets[0]?.texts.at(-1) as string) as { payload: { data: Groups } }).payload.data);
    for (const raw of [...sockets, late]) raw.socket.terminate();
    await expect.poll(live).toEqual([0, 0]);
  });

  test('that is not read has the newest waiting and nothing else, and is right again once it reads', { timeout: 60_000 }, async () => {
    const filter = { source: { in: ['paused'] } };
    await submit('paused', 200);
    const paused = await open();
    const subscriptions = 20;
    // Names of their own, so that each is a message of its own.
    for (let id = 0; id < subscriptions; id++) paused.send({ id: `p${id}`, type: 'subscribe', payload: { query: GROUPS, variables: { filter } } });
    await paused.came(1 + subscriptions);
    paused.socket.pause();
    const reader = openWatcher(heed.url, { token: ADMIN });
    const messages = reader.watch<Groups>(GROUPS, { filter });
    await messages.next();
    const rounds = 30;
    for (let round = 1; round <= rounds; round++) {
      await submit('paused');
      // Nobody else notices.
      while ((await messages.next()).breakdown.total.n < 200 + round);
    }
    const before = paused.texts.length;
    paused.socket.resume();
    const newest = () => Array.from({ length: subscriptions }, (_, id) => paused.texts.findLast((text) => text.startsWith(`{"id":"p${id}"`)) ?? '');
    await expect.poll(() => newest().every((text) => text.includes(`"total":{"n":${200 + rounds}}`)), { timeout: 20_000 }).toBe(true);
    // What the kernel had taken, and one for each: not all that there was.
    expect(paused.texts.length - before).toBeLessThan(rounds * subscriptions * 0.7);
    paused.socket.close();
    await reader.dispose();
  });

  test('of a token that was taken away is closed within five seconds, and of one that ended it is told to bring another', async () => {
    const { id, secret } = await makeToken(heed.url, ADMIN, { role: 'VIEWER' });
    const ending = await makeToken(heed.url, ADMIN, { role: 'VIEWER', expiresAt: new Date(Date.now() + 2_000).toISOString() });
    const [revoked, expired, other] = await Promise.all([open({ token: secret }), open({ token: ending.secret }), open()]);
    await dataOf(heed.url, 'mutation ($id: ID!) { revokeToken(id: $id) { id } }', { token: ADMIN, variables: { id } });
    const at = Date.now();
    expect(await revoked.closed).toEqual({ code: 4403, reason: 'Forbidden' });
    expect(Date.now() - at).toBeLessThan(5_000);
    expect(await expired.closed).toEqual({ code: 4403, reason: 'Token expired' });
    expect(other.socket.readyState).toBe(other.socket.OPEN);
    other.socket.close();
  });
});

test('whoever watches a server that is killed and started again sees what is true then, without doing anything', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'heed-killed-'));
  let heed = await startHeed({ folder });
  const { port } = new URL(heed.url);
  const client = createClient({ url: `${heed.url.replace('http', 'ws')}/graphql`, webSocketImpl: WebSocket, retryAttempts: Infinity, retryWait: () => new Promise((resolve) => setTimeout(resolve, 100)), shouldRetry: () => true });
  let seen = -1;
  client.subscribe<{ score: { estimate: { n: number } } }>({ query: 'subscription { score(metric: NPS) { estimate { n } } }' }, { next: ({ data }) => void (seen = data?.score.estimate.n ?? seen), error: () => undefined, complete: () => undefined });
  const submit = (externalId: string): Promise<unknown> => dataOf(heed.url, BATCH, { variables: { input: [{ source: 'killed', externalId, nps: 9 }] } });
  await expect.poll(() => seen).toBe(0);
  await submit('before');
  await expect.poll(() => seen).toBe(1);
  const gone = once(heed.child, 'exit');
  heed.child.kill('SIGKILL');
  await gone;
  heed = await startHeed({ folder, env: { HEED_PORT: port } });
  await submit('after');
  await expect.poll(() => seen).toBe(2);
  await client.dispose();
  await heed.stop();
  rmSync(folder, { recursive: true, force: true });
});
