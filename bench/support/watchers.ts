import { createClient, type Client } from 'graphql-ws';
import { WebSocket } from 'ws';

/** Several clients, each with a socket of its own, that watch the same view. */
export interface Watchers {
  /** Resolves when each of them has a snapshot with at least so many answers. */
  reached(n: number): Promise<void>;
  /** The moments (performance.now()) at which each watcher first saw at least so many answers, if it did. */
  seenAt(n: number): number[];
  /** Snapshots that came, all watchers together. */
  messages(): number;
  dispose(): Promise<void>;
}

interface Watcher {
  client: Client;
  /** What came: the number of answers in each snapshot, and when. */
  snapshots: { n: number; at: number }[];
}

/** Opens `count` sockets and subscribes on each; `nOf` reads the number of answers out of a snapshot. */
export async function openWatchers(url: string, { count, query, variables, nOf }: { count: number; query: string; variables: Record<string, unknown>; nOf: (data: unknown) => number }): Promise<Watchers> {
  const watchers: Watcher[] = [];
  let wake: (() => void) | undefined;
  let messages = 0;
  let failure: Error | undefined;
  for (let index = 0; index < count; index++) {
    const client = createClient({ url: `${url.replace('http', 'ws')}/graphql`, webSocketImpl: WebSocket, retryAttempts: 0, lazy: false });
    const watcher: Watcher = { client, snapshots: [] };
    watchers.push(watcher);
    const fail = (error: unknown): void => {
      failure = new Error(`a subscription ended: ${error instanceof Error ? error.message : JSON.stringify(error)}`);
      wake?.();
    };
    client.subscribe<unknown>(
      { query, variables },
      {
        next({ data, errors }) {
          if (errors || !data) return fail(errors);
          messages++;
          watcher.snapshots.push({ n: nOf(data), at: performance.now() });
          wake?.();
        },
        error: fail,
        complete: () => undefined,
      },
    );
  }
  async function reached(n: number): Promise<void> {
    const deadline = performance.now() + 30_000;
    while (!watchers.every(({ snapshots }) => (snapshots.at(-1)?.n ?? -1) >= n)) {
      if (failure) throw failure;
      if (performance.now() > deadline) throw new Error(`not every subscriber saw ${n} answers within 30 s`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, 1_000);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }
  await reached(0);
  return {
    reached,
    seenAt: (n) => watchers.flatMap(({ snapshots }) => snapshots.find((snapshot) => snapshot.n >= n)?.at ?? []),
    messages: () => messages,
    async dispose() {
      for (const { client } of watchers) await client.dispose();
    },
  };
}
