/**
 * A process of its own that plays many displays: each has a WebSocket, watches one view, and notes when it was sent which count. It
 * speaks on plain sockets and looks for one number in what comes, so that ten thousand of them cost less than the server that
 * feeds them. Moments are epoch milliseconds with fractions, so that the sender's and ours can be compared.
 */
import { connect, type Socket } from 'node:net';

/** What the displays shall do. */
export type DisplayOrder =
  | { do: 'open'; url: string; queries: { query: string; variables: Record<string, unknown> }[]; count: number }
  /** Stops reading at so many of them, or reads again at all. */
  | { do: 'pause'; count: number }
  /** Answers when all that read have seen so many answers. */
  | { do: 'reached'; n: number }
  | { do: 'close' };

/** What they saw: for the count that was waited for, when each display first had it; the process's own CPU milliseconds so far. */
export interface DisplayReport {
  at: number[];
  messages: number;
  cpuMs: number;
  failure: string | null;
}

interface Display {
  socket: Socket;
  n: number;
  at: number;
  paused: boolean;
  /** The end of what came, where a number may have been cut in two. */
  rest: string;
}

const AT_ONCE = 200;
const displays: Display[] = [];
let messages = 0;
let failure: string | null = null;
let wake: (() => void) | undefined;

const moment = (): number => performance.timeOrigin + performance.now();

/** A frame from a client; a mask of zeros leaves the message as it is. */
function frame(message: unknown): Buffer {
  const payload = Buffer.from(JSON.stringify(message));
  const head = payload.length < 126 ? Buffer.from([0x81, 0x80 | payload.length]) : Buffer.from([0x81, 0x80 | 126, payload.length >> 8, payload.length & 255]);
  return Buffer.concat([head, Buffer.alloc(4), payload]);
}

const PONG = Buffer.from([0x8a, 0x80, 0, 0, 0, 0]);
const PING = '\x89\x00';

function openOne(url: string, payload: unknown): Promise<Display> {
  const { hostname, port, host } = new URL(url);
  return new Promise((resolve) => {
    const socket = connect({ host: hostname, port: Number(port), noDelay: true });
    const display: Display = { socket, n: -1, at: 0, paused: false, rest: '' };
    displays.push(display);
    socket.write(`GET /graphql HTTP/1.1\r\nHost: ${host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Protocol: graphql-transport-ws\r\n\r\n`);
    socket.write(frame({ type: 'connection_init' }));
    let acknowledged = false;
    socket.setEncoding('latin1').on('data', (part: string) => {
      const text = display.rest + part;
      if (part.includes(PING)) socket.write(PONG);
      if (!acknowledged && text.includes('connection_ack')) {
        acknowledged = true;
        socket.write(frame({ id: 'd', type: 'subscribe', payload }));
      }
      if (text.includes('"errors":') || text.includes('"type":"error"')) failure ??= text.slice(0, 500);
      let found = -1;
      let end = 0;
      for (const match of text.matchAll(/"n":(\d+)[,}]/g)) {
        found = Number(match[1]);
        end = match.index + match[0].length;
        messages++;
      }
      display.rest = text.slice(Math.max(end, text.length - 24));
      if (found <= display.n) return;
      const isFirst = display.n === -1;
      display.n = found;
      display.at = moment();
      if (isFirst) resolve(display);
      wake?.();
    });
    socket.on('error', (error) => (failure ??= error.message));
    socket.on('close', () => (display.paused ||= failure !== null));
  });
}

async function open({ url, queries, count }: Extract<DisplayOrder, { do: 'open' }>): Promise<void> {
  for (let opened = 0; opened < count; ) {
    const some = Math.min(AT_ONCE, count - opened);
    await Promise.all(Array.from({ length: some }, (_, index) => openOne(url, queries[(opened + index) % queries.length])));
    opened += some;
  }
}

async function reached(n: number): Promise<void> {
  const until = Date.now() + 120_000;
  // Looked at once for each turn in which something came, however much.
  while (failure === null && Date.now() < until && displays.some((display) => !display.paused && display.n < n)) {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, 500);
      wake = () => {
        wake = undefined;
        clearTimeout(timer);
        setTimeout(resolve, 5);
      };
    });
  }
}

async function follow(order: DisplayOrder): Promise<void> {
  if (order.do === 'open') await open(order);
  else if (order.do === 'reached') await reached(order.n);
  else if (order.do === 'pause') {
    displays.forEach((display, index) => {
      display.paused = index < order.count;
      if (display.paused) display.socket.pause();
      else display.socket.resume();
    });
  } else {
    for (const { socket } of displays.splice(0)) socket.destroy();
  }
  const { user, system } = process.cpuUsage();
  const reading = displays.filter(({ paused }) => !paused);
  const report: DisplayReport = { at: reading.map(({ at }) => at), messages, cpuMs: (user + system) / 1_000, failure };
  failure = null;
  process.send?.(report);
}

process.on('message', (order: DisplayOrder) => void follow(order));
process.on('disconnect', () => process.exit());
