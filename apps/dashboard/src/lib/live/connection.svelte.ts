import type { TadaDocumentNode } from 'gql.tada';
import { createClient, type Client, type ClientOptions } from 'graphql-ws';
import { createContext } from 'svelte';
import { ServiceLive } from '#lib/api/documents.ts';
import { textOf } from '#lib/api/request.ts';
import { backoff } from './backoff.ts';

export type LiveState = 'connecting' | 'live' | 'away' | 'reconnecting' | 'offline';

type OneClient = Pick<Client, 'subscribe' | 'dispose' | 'terminate'>;

interface Watch {
  query: string;
  variables: Record<string, unknown>;
  onData: (data: unknown) => void;
  onTrouble: ((code: string | null) => void) | undefined;
  stop: (() => void) | null;
  /** False for what tells of Heed itself: it makes no data newer. */
  isData: boolean;
  /** How often it failed in a row while the connection itself was up. */
  failures: number;
  retry: ReturnType<typeof setTimeout> | undefined;
}

export interface LiveOptions {
  url: string;
  /** A token that is shown on connecting; without one the cookie of the session counts. */
  token?: string;
  /** Called when the server turns the connection away because nobody is signed in (any more). */
  onUnauthenticated?: () => void;
  /** For tests. */
  create?: (options: ClientOptions) => OneClient;
  random?: () => number;
}

const PING_EVERY = 10_000;
const PONG_WITHIN = 5_000;
/** graphql-transport-ws: unauthorized and forbidden. */
const TURNED_AWAY = [4401, 4403];

/** The API's stable code of what a question was refused with. */
function codeOf(problem: unknown): string | null {
  const first: unknown = Array.isArray(problem) ? problem[0] : null;
  const code = (first as { extensions?: { code?: unknown } } | null)?.extensions?.code;
  return typeof code === 'string' ? code : null;
}

/**
 * One WebSocket for all that a browser tab watches. A graphql-ws client is used for one connection only and then thrown
 * away: whatever ends it, a network failure, a silent death found by ping, or a close code that graphql-ws calls fatal,
 * the next client is built after a jittered wait, for ever, and every watch starts again with a full snapshot.
 */
class LiveConnection {
  #socket = $state<'connecting' | 'open' | 'lost'>('connecting');
  #attempts = $state(0);
  #failing = $state(0);
  #online = $state(true);
  #brokenSince = $state<number | null>(null);
  #updatedAt = $state<number | null>(null);
  #databaseAwaySince = $state<number | null>(null);
  #release = $state<string | null>(null);

  readonly #options: LiveOptions;
  readonly #watches = new Set<Watch>();
  #client: OneClient | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #pongTimer: ReturnType<typeof setTimeout> | undefined;
  #ended = false;

  constructor(options: LiveOptions) {
    this.#options = options;
  }

  /**
   * `reconnecting` is a first loss; `offline` means that trying again failed too, or that the device has no network; `away`, that
   * Heed is there and its database is not.
   */
  get state(): LiveState {
    if (this.#socket === 'open' && this.#databaseAwaySince !== null) return 'away';
    if (this.#socket === 'open') return this.#failing === 0 ? 'live' : 'reconnecting';
    if (!this.#online || this.#attempts > 1) return 'offline';
    return this.#socket === 'connecting' && this.#brokenSince === null ? 'connecting' : 'reconnecting';
  }
  /** Epoch milliseconds of the last snapshot, or null before the first. */
  get updatedAt(): number | null {
    return this.#updatedAt;
  }
  /** Epoch milliseconds since when nothing can arrive, or null while all is well. */
  get brokenSince(): number | null {
    return this.#brokenSince;
  }

  /** Epoch milliseconds since when Heed's database does not answer, or null while it does or nobody knows. */
  get databaseAwaySince(): number | null {
    return this.#databaseAwaySince;
  }

  /** Whether the connection itself is up, whatever happens to single questions. */
  get connected(): boolean {
    return this.#socket === 'open';
  }

  /** Heed's release at the server, as it last said; null before that. */
  get release(): string | null {
    return this.#release;
  }

  /** Connects and stays connected until the returned function is called. Needs a browser. */
  start(): () => void {
    const online = (): void => {
      this.#online = true;
      this.retryNow();
    };
    const offline = (): void => {
      this.#online = false;
      this.#lost(this.#client);
    };
    const seen = (): void => {
      if (document.visibilityState === 'visible' && this.#socket !== 'open') this.retryNow();
    };
    this.#online = navigator.onLine;
    addEventListener('online', online);
    addEventListener('offline', offline);
    document.addEventListener('visibilitychange', seen);
    const endService = this.#add(ServiceLive, {
      variables: {},
      isData: false,
      onData: ({ service }) => {
        this.#databaseAwaySince = service.database === 'AWAY' ? Date.parse(service.since) : null;
        this.#release = service.release;
      },
    });
    this.#connect();
    return () => {
      endService();
      this.#ended = true;
      removeEventListener('online', online);
      removeEventListener('offline', offline);
      document.removeEventListener('visibilitychange', seen);
      clearTimeout(this.#timer);
      this.#drop();
    };
  }

  /** Tries again at once instead of after the wait. */
  retryNow(): void {
    if (this.#ended || this.#socket === 'open') return;
    clearTimeout(this.#timer);
    this.#connect();
  }

  /** Connects anew although the connection seems to be up: after sleep, or when nothing came although it should have. */
  renew(): void {
    if (this.#ended) return;
    clearTimeout(this.#timer);
    this.#connect();
  }

  /** Sends one operation over the connection and waits for its answer. Rejects where there is no connection, or it ends before. */
  send<Data, Variables extends object>(document: TadaDocumentNode<Data, Variables>, variables: Variables): Promise<Data> {
    return new Promise((resolve, reject) => {
      const client = this.#socket === 'open' ? this.#client : null;
      if (!client) return reject(new Error('There is no connection.'));
      let answer: Data | null = null;
      client.subscribe<Data>(
        { query: textOf(document), variables: variables as Record<string, unknown> },
        {
          next: ({ data, errors }) => {
            if (!errors && data) answer = data;
          },
          error: () => reject(new Error('It was refused.')),
          complete: () => (answer === null ? reject(new Error('It was refused.')) : resolve(answer)),
        },
      );
    });
  }

  /**
   * Calls `onData` with a snapshot at once and after each change, across all reconnects, until the returned function is called. It may
   * learn by `onTrouble`, with the API's code, each time that the server refuses or fails this one question.
   */
  watch<Data, Variables extends object>(
    document: TadaDocumentNode<Data, Variables>,
    variables: Variables,
    onData: (data: Data) => void,
    onTrouble?: (code: string | null) => void,
  ): () => void {
    return this.#add(document, { variables, onData, onTrouble, isData: true });
  }

  #add<Data, Variables extends object>(
    document: TadaDocumentNode<Data, Variables>,
    { variables, onData, onTrouble, isData }: { variables: Variables; onData: (data: Data) => void; onTrouble?: ((code: string | null) => void) | undefined; isData: boolean },
  ): () => void {
    const watch: Watch = {
      query: textOf(document),
      variables: variables as Record<string, unknown>,
      onData: onData as (data: unknown) => void,
      onTrouble,
      isData,
      stop: null,
      failures: 0,
      retry: undefined,
    };
    this.#watches.add(watch);
    if (this.#socket === 'open') this.#begin(watch);
    return () => {
      this.#watches.delete(watch);
      if (watch.failures > 0) this.#count();
      clearTimeout(watch.retry);
      watch.stop?.();
    };
  }

  #connect(): void {
    this.#drop();
    this.#socket = 'connecting';
    const create = this.#options.create ?? createClient;
    const client = create({
      url: this.#options.url,
      lazy: false,
      retryAttempts: 0,
      ...(this.#options.token !== undefined && { connectionParams: { token: this.#options.token } }),
      keepAlive: PING_EVERY,
      onNonLazyError: () => this.#lost(client),
      on: {
        connected: () => {
          if (client !== this.#client) return;
          this.#socket = 'open';
          this.#attempts = 0;
          this.#brokenSince = null;
          for (const watch of this.#watches) this.#begin(watch);
        },
        ping: (received) => {
          if (received) return;
          clearTimeout(this.#pongTimer);
          this.#pongTimer = setTimeout(() => this.#lost(client), PONG_WITHIN);
        },
        pong: (received) => {
          if (received) clearTimeout(this.#pongTimer);
        },
        closed: (event) => {
          const code = (event as { code?: number } | undefined)?.code;
          if (client === this.#client && code !== undefined && TURNED_AWAY.includes(code)) this.#options.onUnauthenticated?.();
          this.#lost(client);
        },
      },
    });
    this.#client = client;
  }

  #begin(watch: Watch): void {
    const client = this.#client;
    if (!client) return;
    const again = (problem?: unknown): void => {
      // The connection's own end is handled in one place; here only this one watch failed.
      if (client !== this.#client || this.#socket !== 'open' || !this.#watches.has(watch)) return;
      watch.failures += 1;
      watch.onTrouble?.(codeOf(problem));
      this.#count();
      clearTimeout(watch.retry);
      watch.retry = setTimeout(() => this.#begin(watch), backoff(watch.failures, this.#options.random));
    };
    watch.stop = client.subscribe(
      { query: watch.query, variables: watch.variables },
      {
        next: ({ data, errors }) => {
          if (errors || !data) return again(errors);
          watch.failures = 0;
          this.#count();
          if (watch.isData) this.#updatedAt = Date.now();
          watch.onData(data);
        },
        error: again,
        complete: () => again(),
      },
    );
  }

  #count(): void {
    this.#failing = [...this.#watches].filter(({ failures }) => failures > 0).length;
    if (this.#failing === 0 && this.#socket === 'open') this.#brokenSince = null;
    else this.#brokenSince ??= Date.now();
  }

  /** Takes note that a client is dead, once, and plans the next. */
  #lost(client: OneClient | null): void {
    if (client === null || client !== this.#client || this.#ended) return;
    this.#drop();
    this.#socket = 'lost';
    this.#brokenSince ??= Date.now();
    this.#attempts += 1;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#connect(), backoff(this.#attempts, this.#options.random));
  }

  #drop(): void {
    const client = this.#client;
    this.#client = null;
    clearTimeout(this.#pongTimer);
    this.#databaseAwaySince = null;
    for (const watch of this.#watches) {
      clearTimeout(watch.retry);
      watch.stop = null;
      watch.failures = 0;
    }
    this.#failing = 0;
    if (!client) return;
    void client.dispose();
    // A socket that died silently never finishes its closing handshake.
    client.terminate();
  }
}

export type { LiveConnection };

/** Makes the live connection of a tab; call `start` when the page is in a browser. */
export const createLive = (options: LiveOptions): LiveConnection => new LiveConnection(options);

/** `useLive` gives a component the tab's connection; the layout sets it with `provideLive`. */
export const [useLive, provideLive] = createContext<LiveConnection>();
