import { createClient, type Client } from 'graphql-ws';
import { WebSocket } from 'ws';

/** Messages of one subscription in order, kept until they are read: a test can never be too late. */
export interface Watching<T> {
  /** The next message. Fails with the server's errors, or when nothing comes in time. */
  next(timeoutMs?: number): Promise<T>;
  /** Messages that came and were not read. */
  pending(): number;
}

export interface Watcher {
  client: Client;
  /** The close code and reason of the last connection that ended. */
  closed: Promise<{ code: number; reason: string }>;
  watch<T>(query: string, variables?: Record<string, unknown>): Watching<T>;
  dispose(): Promise<void>;
}

/** A real graphql-ws client on a socket of its own that does not try again by itself. */
export function openWatcher(url: string, { token, headers = {} }: { token?: string; headers?: Record<string, string> } = {}): Watcher {
  const { promise: closed, resolve: close } = Promise.withResolvers<{ code: number; reason: string }>();
  class Socket extends WebSocket {
    constructor(address: string, protocols: string | string[]) {
      super(address, protocols, { headers });
    }
  }
  const client = createClient({
    url: `${url.replace('http', 'ws')}/graphql`,
    webSocketImpl: Socket,
    retryAttempts: 0,
    lazy: true,
    ...(token ? { connectionParams: { token } } : {}),
    on: { closed: (event) => close(event as { code: number; reason: string }) },
  });
  return {
    client,
    closed,
    watch<T>(query: string, variables: Record<string, unknown> = {}) {
      const queue: ({ value: T } | { error: unknown })[] = [];
      let wake: (() => void) | undefined;
      const put = (entry: { value: T } | { error: unknown }): void => {
        queue.push(entry);
        wake?.();
      };
      client.subscribe<T>(
        { query, variables },
        {
          next: ({ data, errors }) => put(errors ? { error: errors } : { value: data as T }),
          error: (error) => put({ error }),
          complete: () => undefined,
        },
      );
      return {
        pending: () => queue.length,
        async next(timeoutMs = 20_000) {
          const deadline = Date.now() + timeoutMs;
          while (queue.length === 0) {
            const left = deadline - Date.now();
            if (left <= 0) throw new Error(`nothing came within ${timeoutMs} ms`);
            await new Promise<void>((resolve) => {
              const timer = setTimeout(resolve, left);
              wake = () => {
                clearTimeout(timer);
                resolve();
              };
            });
          }
          const entry = queue.shift() as { value: T } | { error: unknown };
          if ('error' in entry) throw entry.error;
          return entry.value;
        },
      };
    },
    dispose: async () => {
      await client.dispose();
    },
  };
}
