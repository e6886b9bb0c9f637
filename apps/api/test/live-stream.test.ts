import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dataOf, makeToken, startHeed, type HeedProcess } from './support/heed-process.ts';

const ADMIN = 'an-administrators-token-for-the-tests';
const SUBMIT = 'mutation ($input: FeedbackInput!) { submitFeedback(input: $input) { status } }';
const SCORE = 'subscription ($source: String!) { score(metric: NPS, filter: {source: {in: [$source]}}) { estimate { n } } }';
const root = (path: string): string => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

interface Event {
  event: string;
  data: { data?: unknown; errors?: { extensions: { code: string } }[]; extensions?: { cost: { cost: number } } } | null;
}

/** The events of a stream, one at a time; ends with the stream. */
async function* eventsOf(answer: Response): AsyncGenerator<Event> {
  let text = '';
  for await (const part of answer.body as ReadableStream<Uint8Array>) {
    text += Buffer.from(part).toString();
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const [, event = '', data = ''] = /^event: (\w+)\ndata: (.*)$/s.exec(text.slice(0, end)) ?? [];
      text = text.slice(end + 2);
      if (event !== '') yield { event, data: data === '' ? null : (JSON.parse(data) as Event['data']) };
    }
  }
}

describe('a stream of events', () => {
  let heed: HeedProcess;
  let number = 0;
  beforeAll(async () => {
    heed = await startHeed({ env: { HEED_ADMIN_TOKEN: ADMIN, HEED_LIVE_WINDOW_MS: '20' } });
  });
  afterAll(() => heed.stop());

  const submit = (source: string): Promise<unknown> => dataOf(heed.url, SUBMIT, { token: ADMIN, variables: { input: { source, externalId: String(number++), nps: 9 } } });
  const post = (body: unknown, { token = ADMIN, signal }: { token?: string; signal?: AbortSignal } = {}): Promise<Response> =>
    fetch(`${heed.url}/graphql/stream`, { method: 'POST', headers: { 'content-type': 'application/json', accept: 'text/event-stream', authorization: `Bearer ${token}` }, body: JSON.stringify(body), ...(signal ? { signal } : {}) });
  const all = async (answer: Response): Promise<Event[]> => {
    const events: Event[] = [];
    for await (const event of eventsOf(answer)) events.push(event);
    return events;
  };

  test('tells a snapshot at once and another after a change, the first with its cost, by POST and by GET', async () => {
    const left = new AbortController();
    const posted = eventsOf(await post({ query: SCORE, variables: { source: 'streamed' } }, { signal: left.signal }));
    const address = `${heed.url}/graphql/stream?query=${encodeURIComponent(SCORE)}&variables=${encodeURIComponent('{"source":"streamed"}')}`;
    const got = eventsOf(await fetch(address, { headers: { authorization: `Bearer ${ADMIN}` }, signal: left.signal }));
    for (const events of [posted, got]) {
      expect((await events.next()).value).toMatchObject({ event: 'next', data: { data: { score: { estimate: { n: 0 } } }, extensions: { cost: { cost: 22 } } } });
    }
    await submit('streamed');
    for (const events of [posted, got]) expect((await events.next()).value).toEqual({ event: 'next', data: { data: { score: { estimate: { n: 1 } } } } });
    left.abort();
  });

  test('answers queries and is complete, and tells what is wrong as an event', async () => {
    expect(await all(await post({ query: '{ service { database } }' }))).toMatchObject([{ event: 'next', data: { data: { service: { database: 'READY' } } } }, { event: 'complete', data: null }]);
    for (const body of [{ query: '{ nothing }' }, { query: 'subscription { trend(metric: NPS, filter: {}) { version } }' }]) {
      expect(await all(await post(body))).toMatchObject([{ event: 'next', data: { errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] } }, { event: 'complete' }]);
    }
    const changing = await fetch(`${heed.url}/graphql/stream?query=${encodeURIComponent('mutation { removeView(name: "x") }')}`, { headers: { authorization: `Bearer ${ADMIN}` } });
    expect(await all(changing)).toMatchObject([{ event: 'next', data: { errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] } }, { event: 'complete' }]);
  });

  test('is for who may, and ends with the token', async () => {
    expect((await post({ query: SCORE }, { token: 'wrong' })).status).toBe(401);
    // A token in the address would stand in logs.
    expect((await fetch(`${heed.url}/graphql/stream?token=${ADMIN}&query=x`)).status).toBe(401);
    expect((await post({ query: 1 })).status).toBe(400);
    const { id, secret } = await makeToken(heed.url, ADMIN, { role: 'VIEWER' });
    const events = eventsOf(await post({ query: SCORE, variables: { source: 'ending' } }, { token: secret }));
    await events.next();
    await dataOf(heed.url, 'mutation ($id: ID!) { revokeToken(id: $id) { id } }', { token: ADMIN, variables: { id } });
    await expect(events.next()).rejects.toThrow('terminated');
  });

  test.each([['node', 'docs/examples/watch.mjs', 'js'], ['sh', 'docs/examples/watch.sh', 'sh']])('the example with %s is in the README as it is in %s, and works', async (command, file, language) => {
    expect(readFileSync(root('README.md'), 'utf8')).toContain(`\`\`\`${language}\n${readFileSync(root(file), 'utf8')}\`\`\``);
    const child = spawn(command === 'node' ? process.execPath : command, [root(file)], { env: { PATH: process.env.PATH ?? '', HEED_URL: heed.url, HEED_TOKEN: ADMIN }, stdio: ['ignore', 'pipe', 'inherit'] });
    let printed = '';
    child.stdout.on('data', (part: Buffer) => (printed += part.toString()));
    const counts = (): number[] => [...printed.matchAll(/"n":(\d+)/g)].map(([, n]) => Number(n));
    await expect.poll(counts).toHaveLength(1);
    const [before = 0] = counts();
    await submit('examples');
    await expect.poll(() => counts().at(-1)).toBe(before + 1);
    const ended = once(child, 'exit');
    child.kill();
    await ended;
  });
});
