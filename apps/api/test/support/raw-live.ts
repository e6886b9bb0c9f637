import { once } from 'node:events';
import { WebSocket } from 'ws';

/** A socket without a client: what a test writes is what is sent. */
export interface RawLive {
  socket: WebSocket;
  /** Messages that came, as they are written. */
  texts: string[];
  /** Resolves with the close code and the reason. */
  closed: Promise<{ code: number; reason: string }>;
  send(message: unknown): void;
  /** Waits until so many messages came. */
  came(count: number): Promise<void>;
}

export async function openRawLive(url: string, { protocol = 'graphql-transport-ws', token, init = true }: { protocol?: string; token?: string; init?: boolean } = {}): Promise<RawLive> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, protocol === '' ? [] : protocol);
  const texts: string[] = [];
  socket.on('message', (data) => texts.push((data as Buffer).toString()));
  const closed = new Promise<{ code: number; reason: string }>((resolve) => socket.once('close', (code, reason) => resolve({ code, reason: reason.toString() })));
  await once(socket, 'open');
  const raw: RawLive = {
    socket,
    texts,
    closed,
    send: (message) => socket.send(typeof message === 'string' ? message : JSON.stringify(message)),
    async came(count) {
      while (texts.length < count) await once(socket, 'message', { signal: AbortSignal.timeout(20_000) });
    },
  };
  if (!init) return raw;
  raw.send({ type: 'connection_init', ...(token ? { payload: { token } } : {}) });
  await raw.came(1);
  return raw;
}
