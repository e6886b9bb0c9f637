/** How an OpenAI-compatible endpoint is reached. Nothing is sent anywhere unless an operator configured this. */
export interface EmbedderOptions {
  /** Up to and without `/embeddings`, for example `http://localhost:11434/v1`. Private addresses are fine: an operator chose it. */
  baseUrl: string;
  model: string;
  /** Sent as a bearer token; left out when empty. */
  apiKey?: string | undefined;
  /** Numbers that every vector must have; when left out, what the first answer has. */
  dimensions?: number | undefined;
  /** Texts a request, default 64. */
  batchSize?: number | undefined;
  /** Characters a request, default 100,000. */
  batchCharacters?: number | undefined;
  /** Characters (UTF-16 units) that a text is cut to, default 8,000. */
  longestText?: number | undefined;
  /** Milliseconds for one request, default 30,000. */
  timeoutMs?: number | undefined;
  /** Tries after the first for what may pass (429, 408, 5xx, no connection), default 4. */
  retries?: number | undefined;
  /** The first pause in milliseconds, doubled each time, default 500; never more than `longestPauseMs`, default 30,000, also where the server asks for more. */
  pauseMs?: number | undefined;
  longestPauseMs?: number | undefined;
  /** Requests at once, default 2. */
  concurrency?: number | undefined;
  /** Vectors kept in memory, default 20,000. */
  remembered?: number | undefined;
  /** A cache that outlives the process. What it fails with is passed over. */
  cache?: VectorCache | undefined;
  now?: (() => number) | undefined;
  /** Waits; for tests. */
  pause?: ((ms: number, signal: AbortSignal | undefined) => Promise<void>) | undefined;
}

/** Vectors by hash: hexadecimal SHA-256 of model, dimensions and text, never the text. */
export interface VectorCache {
  get(keys: readonly string[]): Promise<ReadonlyMap<string, Float32Array>>;
  set(vectors: ReadonlyMap<string, Float32Array>): Promise<void>;
}

/** Why there are no vectors. */
export const EMBED_FAILURES = ['unreachable', 'timeout', 'rate_limited', 'refused', 'failing', 'garbage', 'dimensions', 'cancelled'] as const;
export type EmbedFailure = (typeof EMBED_FAILURES)[number];

/** A vector of length 1 for each text, in their order. */
export interface Embedded {
  vectors: readonly Float32Array[];
  dimensions: number;
  /** How many came from memory or cache. */
  remembered: number;
}

/** No vectors: go on the local way. `message` is a sentence for an operator, without a word of any text and without the key. */
export interface NotEmbedded {
  failed: EmbedFailure;
  message: string;
}

export interface EmbedderState {
  model: string;
  /** Null before the first answer. */
  dimensions: number | null;
  /** Since when every request has failed (epoch milliseconds), and why; null while all is well. */
  degraded: { since: number; failed: EmbedFailure; message: string } | null;
  requests: number;
  texts: number;
}

export interface Embedder {
  /** Never throws for an outage: degrades and says so. */
  embed(texts: readonly string[], options?: { signal?: AbortSignal | undefined; onProgress?: ((done: number, of: number) => void) | undefined }): Promise<Embedded | NotEmbedded>;
  state(): EmbedderState;
}
