import { createHash } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { HeedError } from '@heed/domain';
import { cut, inBatches } from './batches.ts';
import type { Embedded, Embedder, EmbedderOptions, EmbedderState, NotEmbedded, VectorCache } from './embedder.ts';
import { createRemembered } from './remembered.ts';
import { requestVectors, type Endpoint, type Failure } from './request.ts';

/** A text that the model finds too long is cut in halves until it has so few characters. */
const SHORTEST_CUT = 500;

/** A text that has no vector yet. */
interface Wanted {
  key: string;
  text: string;
}

type Options = NonNullable<Parameters<Embedder['embed']>[1]>;

/**
 * Vectors of texts by an OpenAI-compatible endpoint (`POST …/embeddings`), as Ollama, vLLM and others have it as well. What was embedded
 * once is not sent again. An outage is an answer (`failed`), after which the local way goes on; while it lasts each call tries only once,
 * so that nobody waits for it again and again. Throws BAD_USER_INPUT here for an address that cannot be one.
 */
export function createEmbedder(options: EmbedderOptions): Embedder {
  const {
    model, dimensions: fixed = null, batchSize = 64, batchCharacters = 100_000, longestText = 8_000, timeoutMs = 30_000, retries = 4, pauseMs = 500, longestPauseMs = 30_000,
    concurrency = 2, remembered = 20_000, cache, now = Date.now, pause = (ms, signal) => setTimeout(ms, undefined, { signal }),
  } = options;
  const endpoint: Endpoint = { url: urlOf(options.baseUrl), model, apiKey: options.apiKey ?? '', timeoutMs };
  const memory = createRemembered<Float32Array>(remembered);
  const state: EmbedderState = { model, dimensions: fixed, degraded: null, requests: 0, texts: 0 };

  const keyOf = (text: string): string => createHash('sha256').update(`${model}\0${fixed ?? ''}\0${text}`).digest('hex');

  /** The vectors of one batch after as many tries as it takes, or why not. Texts that are too long for the model are sent in smaller pieces. */
  async function fetchBatch(batch: readonly Wanted[], signal: AbortSignal): Promise<Map<string, Float32Array> | Failure> {
    for (let tries = 0; ; tries++) {
      if (signal.aborted) return CANCELLED;
      state.requests++;
      const result = await requestVectors(batch.map(({ text }) => text), { endpoint, signal, now });
      if (Array.isArray(result)) {
        const [first] = result;
        if (first && state.dimensions !== null && first.length !== state.dimensions) return otherDimensions(first.length, state.dimensions);
        state.dimensions ??= first?.length ?? null;
        state.degraded = null;
        state.texts += batch.length;
        return new Map(result.map((vector, index) => [(batch[index] as Wanted).key, vector]));
      }
      if (result.tooLong) return fetchSmaller(batch, { signal, failure: result });
      if (!result.mayPass || tries >= (state.degraded === null ? retries : 0)) return result;
      const wait = Math.min(longestPauseMs, result.afterMs ?? pauseMs * 2 ** tries);
      if (await pause(wait, signal).then(() => signal.aborted, () => true)) return CANCELLED;
    }
  }

  async function fetchSmaller(batch: readonly Wanted[], { signal, failure }: { signal: AbortSignal; failure: Failure }): Promise<Map<string, Float32Array> | Failure> {
    const [only] = batch;
    const half = Math.ceil(batch.length / 2);
    if (batch.length === 1) {
      if (!only || only.text.length <= SHORTEST_CUT) return failure;
      return fetchBatch([{ ...only, text: cut(only.text, Math.max(SHORTEST_CUT, Math.floor(only.text.length / 2))) }], signal);
    }
    const first = await fetchBatch(batch.slice(0, half), signal);
    if (!(first instanceof Map)) return first;
    const second = await fetchBatch(batch.slice(half), signal);
    return second instanceof Map ? new Map([...first, ...second]) : second;
  }

  /** What is known already, from memory or from the cache. */
  async function recall(wanted: readonly Wanted[]): Promise<Map<string, Float32Array>> {
    const known = new Map<string, Float32Array>();
    const fits = (vector: Float32Array): boolean => state.dimensions === null || vector.length === state.dimensions;
    for (const { key } of wanted) {
      const vector = memory.get(key);
      if (vector && fits(vector)) known.set(key, vector);
    }
    const missing = wanted.flatMap(({ key }) => (known.has(key) ? [] : [key]));
    for (const [key, vector] of await fromCache(cache, missing)) {
      if (!fits(vector) || vector.length === 0) continue;
      state.dimensions ??= vector.length;
      known.set(key, vector);
      memory.set(key, vector);
    }
    return known;
  }

  function failed({ failed: why, message }: Failure): NotEmbedded {
    if (why !== 'cancelled') state.degraded = { since: state.degraded?.since ?? now(), failed: why, message };
    return { failed: why, message };
  }

  async function embed(texts: readonly string[], { signal, onProgress }: Options = {}): Promise<Embedded | NotEmbedded> {
    // An empty text has no direction, and servers refuse it.
    const keys = texts.map((text) => (text.trim() === '' ? null : cut(text, longestText))).map((text) => (text === null ? null : { key: keyOf(text), text }));
    const wanted = [...new Map(keys.flatMap((one) => (one === null ? [] : [[one.key, one] as const]))).values()];
    if (signal?.aborted) return failed(CANCELLED);
    const known = await recall(wanted);
    const rememberedTexts = known.size;
    const missing = wanted.filter(({ key }) => !known.has(key));
    const batches = inBatches(missing, { size: batchSize, characters: batchCharacters });
    const stop = new AbortController();
    const either = signal ? AbortSignal.any([signal, stop.signal]) : stop.signal;
    let failure: Failure | null = null;
    onProgress?.(known.size, wanted.length);
    async function work(): Promise<void> {
      for (let batch = batches.shift(); batch && failure === null; batch = batches.shift()) {
        const result = await fetchBatch(batch, either);
        if (!(result instanceof Map)) {
          // The first failure is the reason; the others stop because of it.
          failure ??= result;
          stop.abort();
          return;
        }
        for (const [key, vector] of result) {
          known.set(key, vector);
          memory.set(key, vector);
        }
        await toCache(cache, result);
        onProgress?.(known.size, wanted.length);
      }
    }
    await Promise.all(Array.from({ length: Math.min(concurrency, batches.length) }, work));
    if (failure !== null) return failed(failure);
    const dimensions = state.dimensions ?? 0;
    const none = new Float32Array(dimensions);
    return { vectors: keys.map((one) => (one === null ? none : (known.get(one.key) as Float32Array))), dimensions, remembered: rememberedTexts };
  }

  return { embed, state: () => ({ ...state }) };
}

const CANCELLED: Failure = { failed: 'cancelled', message: 'It was cancelled.', mayPass: false, afterMs: null, tooLong: false };

const otherDimensions = (has: number, wanted: number): Failure => ({
  failed: 'dimensions', message: `The endpoint of embeddings answers with ${has} numbers a text instead of ${wanted}: it has another model under this name. Name the model anew, or its number of dimensions.`, mayPass: false, afterMs: null, tooLong: false,
});

function urlOf(baseUrl: string): string {
  const url = URL.parse(baseUrl);
  if (!url || !['http:', 'https:'].includes(url.protocol)) throw new HeedError('BAD_USER_INPUT', 'The address of embeddings must begin with http:// or https://, for example http://localhost:11434/v1.', { path: 'baseUrl' });
  if (url.username !== '' || url.password !== '') throw new HeedError('BAD_USER_INPUT', 'The address of embeddings holds a name or a password; give the key apart.', { path: 'baseUrl' });
  url.pathname = `${url.pathname.replace(/\/+$/u, '').replace(/\/embeddings$/u, '')}/embeddings`;
  return url.href;
}

/** A cache that fails has nothing; what is embedded again costs time and nothing else. */
async function fromCache(cache: VectorCache | undefined, keys: readonly string[]): Promise<ReadonlyMap<string, Float32Array>> {
  if (!cache || keys.length === 0) return new Map();
  try {
    return await cache.get(keys);
  } catch {
    return new Map();
  }
}

async function toCache(cache: VectorCache | undefined, vectors: ReadonlyMap<string, Float32Array>): Promise<void> {
  try {
    await cache?.set(vectors);
  } catch {
    // It is in memory.
  }
}
