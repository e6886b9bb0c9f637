import * as z from 'zod';
import type { EmbedFailure } from './embedder.ts';

export interface Endpoint {
  /** With `/embeddings`. */
  url: string;
  model: string;
  apiKey: string;
  timeoutMs: number;
}

/** What a request failed with. `message` holds no word of a text, of the answer, or of the key. */
export interface Failure {
  failed: EmbedFailure;
  message: string;
  /** It may pass by itself; `afterMs` is what the server asks to wait. */
  mayPass: boolean;
  afterMs: number | null;
  /** The texts were too long together, or one was. */
  tooLong: boolean;
}

/** An answer is never longer: 2,048 texts of 4,096 numbers would be. */
const LARGEST_ANSWER = 128 * 1024 * 1024;

const answer = z.object({ data: z.array(z.object({ index: z.int().optional(), embedding: z.array(z.number()).min(1).max(16_384) })) });
/** What servers say in the words of a refusal when a text is too long for the model. */
const ABOUT_LENGTH = /token|length|too long|context|exceed/iu;

const failure = (failed: EmbedFailure, message: string, more: Partial<Failure> = {}): Failure => ({ failed, message, mayPass: false, afterMs: null, tooLong: false, ...more });

/** One request: the vectors of some texts, of length 1, or why there are none. Throws for nothing that a server or a network can do. */
export async function requestVectors(texts: readonly string[], { endpoint, signal, now }: { endpoint: Endpoint; signal: AbortSignal | undefined; now: () => number }): Promise<Float32Array[] | Failure> {
  const { url, model, apiKey, timeoutMs } = endpoint;
  const timeout = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json', ...(apiKey === '' ? {} : { authorization: `Bearer ${apiKey}` }) },
      body: JSON.stringify({ model, input: texts }),
      // Texts go where the operator said and nowhere else.
      redirect: 'manual',
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    });
    const body = await bodyOf(response);
    if (response.status !== 200) return refusalOf(response, { body: body ?? '', now });
    return body === null ? failure('garbage', 'The endpoint of embeddings answers with more than there can be.') : vectorsIn(body, texts.length);
  } catch {
    // The reason of an abort is that of whichever signal came first.
    if (signal?.aborted) return failure('cancelled', 'It was cancelled.');
    if (timeout.aborted) return failure('timeout', `The endpoint of embeddings did not answer within ${timeoutMs} ms.`, { mayPass: true });
    return failure('unreachable', 'The endpoint of embeddings cannot be reached; check its address and whether it runs.', { mayPass: true });
  }
}

/** The text of an answer, or null where it is too long. */
async function bodyOf(response: Response): Promise<string | null> {
  if (!response.body) return '';
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body as unknown as AsyncIterable<Uint8Array>) {
    size += part.length;
    if (size > LARGEST_ANSWER) return null;
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

function refusalOf(response: Response, { body, now }: { body: string; now: () => number }): Failure {
  const { status } = response;
  const afterMs = retryAfter(response.headers.get('retry-after'), now());
  const said = `The endpoint of embeddings answers with ${status}`;
  if (status === 429) return failure('rate_limited', `${said}: too many requests.`, { mayPass: true, afterMs });
  if (status === 408 || status >= 500) return failure('failing', `${said}; look at its log.`, { mayPass: true, afterMs });
  if (status === 413 || ((status === 400 || status === 422) && ABOUT_LENGTH.test(body))) return failure('refused', `${said}: a text is too long for it.`, { tooLong: true });
  if (status === 401 || status === 403) return failure('refused', `${said}; check the key.`);
  if (status === 404) return failure('refused', `${said}; check its address and the name of the model.`);
  if (status >= 300 && status < 400) return failure('refused', `${said}: it wants to send texts elsewhere. Name the address where they are to go.`);
  return failure('refused', `${said}; check its address and the name of the model.`);
}

/** Milliseconds that a server asks to wait, in seconds or until a moment; null where it does not say. */
function retryAfter(header: string | null, now: number): number | null {
  if (header === null) return null;
  const seconds = /^\d+(?:\.\d+)?$/u.test(header.trim()) ? Number(header) : NaN;
  const ms = Number.isNaN(seconds) ? Date.parse(header) - now : seconds * 1_000;
  return Number.isNaN(ms) ? null : Math.max(0, ms);
}

function vectorsIn(body: string, wanted: number): Float32Array[] | Failure {
  const garbage = failure('garbage', 'The endpoint of embeddings answers with something else than embeddings; check its address.');
  const read = answer.safeParse(jsonIn(body));
  if (!read.success || read.data.data.length !== wanted) return garbage;
  const vectors: (Float32Array | undefined)[] = new Array<Float32Array | undefined>(wanted).fill(undefined);
  read.data.data.forEach(({ index, embedding }, at) => (vectors[index ?? at] = unit(embedding)));
  const [first] = vectors;
  const all = vectors.filter((vector) => vector !== undefined && vector.length === first?.length);
  return all.length === wanted && vectors.length === wanted ? (all as Float32Array[]) : garbage;
}

function jsonIn(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return undefined;
  }
}

/** The same direction, of length 1, so that the product of two is their cosine; undefined where there is no direction. */
function unit(numbers: readonly number[]): Float32Array | undefined {
  const length = Math.hypot(...numbers);
  return Number.isFinite(length) && length > 0 ? Float32Array.from(numbers, (number) => number / length) : undefined;
}
