import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { inBatches, cut } from './batches.ts';
import { createEmbedder } from './create-embedder.ts';
import type { Embedded, Embedder, EmbedderOptions, NotEmbedded, VectorCache } from './embedder.ts';
import { numbersOf, says, startEmbeddingServer, status, well, type Answer, type EmbeddingServer } from './testing/embedding-server.ts';

let server: EmbeddingServer;
let pauses: number[];
let now: number;

beforeEach(async () => {
  server = await startEmbeddingServer();
  pauses = [];
  now = Date.UTC(2026, 10, 22);
});
afterEach(() => server.close());

const embedder = (change: Partial<EmbedderOptions> = {}): Embedder =>
  createEmbedder({
    baseUrl: server.baseUrl,
    model: 'small',
    now: () => now,
    pause: (ms) => {
      pauses.push(ms);
      return Promise.resolve();
    },
    ...change,
  });

const unit = (numbers: number[]): number[] => [...Float32Array.from(numbers, (number) => number / Math.hypot(...numbers))];
function embedded(result: Embedded | NotEmbedded): Embedded {
  if ('failed' in result) throw new Error(`${result.failed}: ${result.message}`);
  return result;
}
const vectorsOf = (result: Embedded | NotEmbedded): number[][] => embedded(result).vectors.map((vector) => [...vector]);
const asked = (): string[][] => server.received.map(({ input }) => input);

describe('the embedder', () => {
  test('gives each text its vector, of length 1, in their order', async () => {
    const result = await embedder({ apiKey: 'secret' }).embed(['late', 'refund', 'late', ' ', '太慢']);
    expect(vectorsOf(result)).toEqual([unit(numbersOf('late')), unit(numbersOf('refund')), unit(numbersOf('late')), [0, 0, 0], unit(numbersOf('太慢'))]);
    expect(result).toMatchObject({ dimensions: 3, remembered: 0 });
    // Each once, and nothing that is empty.
    expect(asked()).toEqual([['late', 'refund', '太慢']]);
    expect(server.received[0]).toMatchObject({ url: '/v1/embeddings', model: 'small', headers: { authorization: 'Bearer secret', 'content-type': 'application/json' } });
  });

  test('sends batches of a size and of a length, and tells how far it is', async () => {
    const progress: string[] = [];
    const result = await embedder({ batchSize: 2, batchCharacters: 10, longestText: 12, concurrency: 1 }).embed(['aaaa', 'bbbb', 'cccc', 'ddddddd', 'x'.repeat(30)], { onProgress: (done, of) => progress.push(`${done}/${of}`) });
    expect(asked()).toEqual([['aaaa', 'bbbb'], ['cccc'], ['ddddddd'], ['x'.repeat(12)]]);
    expect(progress).toEqual(['0/5', '2/5', '3/5', '4/5', '5/5']);
    expect(vectorsOf(result)[4]).toEqual(unit(numbersOf('x'.repeat(12))));
    expect(await embedder().embed([])).toMatchObject({ vectors: [], dimensions: 0 });
  });

  test('sends nothing twice: it remembers, and asks the cache by hash', async () => {
    const kept = new Map<string, Float32Array>();
    const cache: VectorCache = {
      get: (keys) => Promise.resolve(new Map(keys.flatMap((key) => (kept.has(key) ? [[key, kept.get(key) as Float32Array]] : [])))),
      set: (vectors) => {
        for (const [key, vector] of vectors) kept.set(key, vector);
        return Promise.resolve();
      },
    };
    const first = embedder({ cache, remembered: 2 });
    const fresh = vectorsOf(await first.embed(['a1', 'b2', 'c3']));
    expect(embedded(await first.embed(['b2', 'c3']))).toMatchObject({ remembered: 2 });
    expect([...kept.keys()].every((key) => /^[0-9a-f]{64}$/.test(key))).toBe(true);
    // Another process knows them by the cache, another model does not.
    const again = await embedder({ cache }).embed(['a1', 'b2', 'c3']);
    expect(again).toMatchObject({ remembered: 3, dimensions: 3 });
    expect(vectorsOf(again)).toEqual(fresh);
    expect(server.received).toHaveLength(1);
    await embedder({ cache, model: 'large' }).embed(['a1']);
    expect(server.received).toHaveLength(2);
    // Memory is bounded: without a cache what was used longest ago is asked anew.
    const small = embedder({ remembered: 2 });
    for (const text of ['a1', 'b2', 'a1', 'c3', 'a1', 'b2']) await small.embed([text]);
    expect(asked().slice(2)).toEqual([['a1'], ['b2'], ['c3'], ['b2']]);
  });

  test('goes on without a cache that fails', async () => {
    const broken: VectorCache = { get: () => Promise.reject(new Error('gone')), set: () => Promise.reject(new Error('gone')) };
    expect(vectorsOf(await embedder({ cache: broken }).embed(['late']))).toEqual([unit(numbersOf('late'))]);
  });

  test.each([
    ['429 with seconds', status(429, { headers: { 'retry-after': '7' } }), [7_000]],
    ['429 with a moment', status(429, { headers: { 'retry-after': new Date(Date.UTC(2026, 10, 22) + 3_000).toUTCString() } }), [3_000]],
    ['429 that asks for too long', status(429, { headers: { 'retry-after': '86400' } }), [30_000]],
    ['503', status(503), [500]],
    ['a broken connection', ((_, response) => response.destroy()) satisfies Answer, [500]],
  ] as const)('tries again after %s', async (_, answer, waited) => {
    server.answers(answer, well);
    const one = embedder();
    expect(vectorsOf(await one.embed(['late']))).toEqual([unit(numbersOf('late'))]);
    expect(pauses).toEqual(waited);
    expect(one.state()).toEqual({ model: 'small', dimensions: 3, degraded: null, requests: 2, texts: 1 });
  });

  test('answers an outage after all tries, says since when, tries once while it lasts, and recovers', async () => {
    server.answers(status(500));
    const one = embedder({ retries: 3 });
    const since = now;
    const message = 'The endpoint of embeddings answers with 500; look at its log.';
    expect(await one.embed(['late'])).toEqual({ failed: 'failing', message });
    expect(pauses).toEqual([500, 1_000, 2_000]);
    now += 60_000;
    expect(await one.embed(['late'])).toEqual({ failed: 'failing', message });
    expect(server.received).toHaveLength(5);
    expect(one.state().degraded).toEqual({ since, failed: 'failing', message });
    server.answers(well);
    embedded(await one.embed(['late']));
    expect(one.state().degraded).toBeNull();
  });

  test.each([
    ['a key that is wrong', status(401), 'refused', /check the key/],
    ['a model that there is not', status(404), 'refused', /name of the model/],
    ['a way to somewhere else', status(307, { headers: { location: 'http://127.0.0.1:1/elsewhere' } }), 'refused', /elsewhere/],
    ['a page', says('<html>the words of a customer</html>'), 'garbage', /something else/],
    ['no numbers', says(JSON.stringify({ data: [{ index: 0, embedding: ['a'] }] })), 'garbage', /something else/],
    ['zeros', says(JSON.stringify({ data: [{ index: 0, embedding: [0, 0, 0] }] })), 'garbage', /something else/],
    ['too few vectors', says(JSON.stringify({ data: [] })), 'garbage', /something else/],
    ['another index', says(JSON.stringify({ data: [{ index: 5, embedding: [1, 2] }] })), 'garbage', /something else/],
    ['other dimensions', says(JSON.stringify({ data: [{ index: 0, embedding: [1, 2] }] })), 'dimensions', /2 numbers a text instead of 3/],
  ] as const)('answers %s without trying again and without repeating words', async (_, answer, failed, message) => {
    server.answers(answer);
    const result = await embedder({ dimensions: 3, apiKey: 'secret' }).embed(['the words']);
    expect(result).toEqual({ failed, message: expect.stringMatching(message) as string });
    expect(JSON.stringify(result)).not.toMatch(/words|secret/);
    expect(server.received).toHaveLength(1);
    expect(pauses).toEqual([]);
  });

  test('notices another model under the same name', async () => {
    const one = embedder();
    await one.embed(['late']);
    server.answers(says(JSON.stringify({ data: [{ embedding: [1, 0] }] })));
    expect(await one.embed(['refund'])).toMatchObject({ failed: 'dimensions' });
    // What is known still is.
    expect(await one.embed(['late'])).toMatchObject({ remembered: 1 });
  });

  test('waits for a slow server, and not for one that hangs', async () => {
    server.answers((received, response) => void setTimeout(() => well(received, response), 50));
    expect(vectorsOf(await embedder().embed(['late']))).toEqual([unit(numbersOf('late'))]);
    server.answers(() => undefined);
    expect(await embedder({ timeoutMs: 50, retries: 1 }).embed(['late'])).toEqual({ failed: 'timeout', message: 'The endpoint of embeddings did not answer within 50 ms.' });
    expect(server.received).toHaveLength(3);
    // Nor for one that begins and does not end.
    server.answers((_, response) => void response.write('{"data": ['));
    expect(await embedder({ timeoutMs: 50, retries: 0 }).embed(['late'])).toMatchObject({ failed: 'timeout' });
  });

  test('says when nobody is there', async () => {
    await server.close();
    expect(await embedder({ retries: 2 }).embed(['late'])).toEqual({ failed: 'unreachable', message: 'The endpoint of embeddings cannot be reached; check its address and whether it runs.' });
    expect(pauses).toEqual([500, 1_000]);
  });

  test('can be cancelled at any time, which is no outage', async () => {
    const stop = new AbortController();
    server.answers(() => stop.abort());
    const one = embedder({ batchSize: 1 });
    expect(await one.embed(['late', 'refund', 'slow'], { signal: stop.signal })).toEqual({ failed: 'cancelled', message: 'It was cancelled.' });
    expect(one.state().degraded).toBeNull();
    const before = server.received.length;
    expect(await one.embed(['late'], { signal: stop.signal })).toMatchObject({ failed: 'cancelled' });
    expect(server.received).toHaveLength(before);
    // Also while it waits for the next try.
    const waiting = new AbortController();
    server.answers(status(503));
    const result = await createEmbedder({ baseUrl: server.baseUrl, model: 'small', pause: (_, signal) => new Promise((_resolve, reject) => { signal?.addEventListener('abort', () => reject(new Error('aborted'))); waiting.abort(); }) }).embed(['late'], { signal: waiting.signal });
    expect(result).toMatchObject({ failed: 'cancelled' });
  });

  test('sends less where the model finds texts too long', async () => {
    const most = 1_000;
    server.answers((received, response) => {
      const length = received.input.reduce((sum, text) => sum + text.length, 0);
      (length > most ? status(400, { body: '{"error":{"message":"maximum context length is 1000 tokens"}}' }) : well)(received, response);
    });
    const texts = ['a'.repeat(900), 'b'.repeat(900), 'c'.repeat(3_000)];
    expect(vectorsOf(await embedder({ concurrency: 1 }).embed(texts))).toEqual(['a'.repeat(900), 'b'.repeat(900), 'c'.repeat(750)].map((text) => unit(numbersOf(text))));
    // Nothing is short enough for this one, and it is not asked for ever.
    server.answers(status(413));
    const before = server.received.length;
    expect(await embedder().embed(['d'.repeat(3_000)])).toMatchObject({ failed: 'refused' });
    expect(server.received.length - before).toBe(4);
  });

  test('refuses an address that cannot be one', () => {
    for (const baseUrl of ['', 'localhost:11434', 'ftp://x', 'http://name:password@x/v1']) expect(() => embedder({ baseUrl })).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT' }));
    expect(() => embedder({ baseUrl: `${server.baseUrl}/embeddings/` })).not.toThrow();
  });
});

test('batches hold every text once, and a cut leaves no half character', () => {
  const texts = [5, 5, 1, 12, 3, 3, 3, 3].map((length) => ({ text: 'x'.repeat(length) }));
  expect(inBatches(texts, { size: 3, characters: 10 }).map((batch) => batch.map(({ text }) => text.length))).toEqual([[5, 5], [1], [12], [3, 3, 3], [3]]);
  expect(cut('a😀b', 2)).toBe('a');
  expect(cut('a😀b', 3)).toBe('a😀');
});
