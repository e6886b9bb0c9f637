import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import express from 'express';
import { afterEach, describe, expect, test } from 'vitest';
import { sendExport } from './send-export.ts';

type End = Awaited<ReturnType<typeof sendExport>>;

const BLOCK = 'x'.repeat(64 * 1024);

describe('sending an export', () => {
  let server: Server;
  const sockets: Socket[] = [];
  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.destroy();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  /** A server that sends these bytes to everybody, and how that ended. */
  async function serve(bytes: () => Readable, options: { gzip?: boolean; stallMs?: number; begin?: () => void } = {}): Promise<{ port: number; end: Promise<End> }> {
    let tell: (end: Promise<End>) => void;
    const end = new Promise<End>((resolve) => (tell = resolve));
    const app = express().get('/', (_request, response) => tell(sendExport(bytes(), response, { gzip: false, ...options })));
    server = createServer(app as (request: IncomingMessage, response: ServerResponse) => void).listen(0, '127.0.0.1');
    await once(server, 'listening');
    return { port: (server.address() as AddressInfo).port, end };
  }

  /** Asks over a bare socket and does not read yet. */
  function ask(port: number, version: '1.0' | '1.1'): Socket {
    const socket = connect(port, '127.0.0.1').pause();
    socket.write(`GET / HTTP/${version}\r\nHost: localhost\r\n\r\n`);
    sockets.push(socket);
    return socket;
  }

  function* blocks({ count, failAfter = Infinity }: { count: number; failAfter?: number }): Generator<string> {
    for (let block = 0; block < count; block++) {
      if (block === failAfter) throw new Error('cut');
      yield BLOCK;
    }
  }

  test('whole: plain and compressed, counted as it was sent', async () => {
    const plain = await serve(() => Readable.from(blocks({ count: 20 }), { objectMode: false }));
    expect((await (await fetch(`http://127.0.0.1:${plain.port}`)).text()).length).toBe(20 * BLOCK.length);
    expect(await plain.end).toEqual({ outcome: 'finished', bytes: 20 * BLOCK.length });
    server.closeAllConnections();
    server.close();
    const zipped = await serve(() => Readable.from(blocks({ count: 20 }), { objectMode: false }), { gzip: true });
    const bytes = Buffer.from(await (await fetch(`http://127.0.0.1:${zipped.port}`)).arrayBuffer());
    expect(gunzipSync(bytes).length).toBe(20 * BLOCK.length);
    expect(await zipped.end).toEqual({ outcome: 'finished', bytes: bytes.length });
  });

  test.each(['1.0', '1.1'] as const)('cut: the connection is reset, so that nobody takes it for whole over HTTP/%s', async (version) => {
    const { port, end } = await serve(() => Readable.from(blocks({ count: 100, failAfter: 50 }), { objectMode: false }));
    const reading = text(ask(port, version).resume());
    await expect(reading).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(await end).toMatchObject({ outcome: 'failed', error: expect.objectContaining({ message: 'cut' }) as Error });
  });

  test('a failure before the first byte is thrown, so that it can be told, and nothing has begun', async () => {
    let begun = 0;
    const begin = (): void => {
      begun++;
    };
    const failing = await serve(() => Readable.from(blocks({ count: 1, failAfter: 0 }), { objectMode: false }), { begin });
    ask(failing.port, '1.1');
    await expect(failing.end).rejects.toThrow('cut');
    expect(begun).toBe(0);
    server.closeAllConnections();
    server.close();
    const { port, end } = await serve(() => Readable.from(blocks({ count: 1 }), { objectMode: false }), { begin });
    await (await fetch(`http://127.0.0.1:${port}`)).text();
    expect([(await end).outcome, begun]).toEqual(['finished', 1]);
  });

  test('a reader who takes nothing costs bounded memory, and is left after a while', async () => {
    let made = 0;
    function* endless(): Generator<string> {
      for (;;) {
        made++;
        yield BLOCK;
      }
    }
    const { port, end } = await serve(() => Readable.from(endless(), { objectMode: false }), { stallMs: 600 });
    const start = performance.now();
    const socket = ask(port, '1.1');
    expect(await end).toMatchObject({ outcome: 'stalled' });
    // What was made waits in the buffers of two sockets, a few MiB; in the time until then it would else have been many times as much.
    expect(made * BLOCK.length).toBeLessThan(32 * 1024 * 1024);
    expect(performance.now() - start).toBeGreaterThan(600);
    expect(socket.destroyed).toBe(false);
  });

  test('a reader who is slow but takes something stays', async () => {
    const { port, end } = await serve(() => Readable.from(blocks({ count: 200 }), { objectMode: false }), { stallMs: 500 });
    const socket = ask(port, '1.0');
    let read = 0;
    const reading = (async () => {
      for await (const part of socket as AsyncIterable<Buffer>) {
        read += part.length;
        await sleep(8);
      }
    })();
    await reading;
    expect(read).toBeGreaterThan(200 * BLOCK.length);
    expect(await end).toMatchObject({ outcome: 'finished' });
  });

  test('a reader who is silent while the engine searches stays too', async () => {
    async function* late(): AsyncGenerator<string> {
      yield 'first ';
      await sleep(900);
      yield 'last';
    }
    const { port, end } = await serve(() => Readable.from(late(), { objectMode: false }), { stallMs: 200 });
    expect(await (await fetch(`http://127.0.0.1:${port}`)).text()).toBe('first last');
    expect(await end).toMatchObject({ outcome: 'finished' });
  });

  test('a reader who leaves ends the source', async () => {
    let ended = false;
    function* endless(): Generator<string> {
      try {
        for (;;) yield BLOCK;
      } finally {
        ended = true;
      }
    }
    const { port, end } = await serve(() => Readable.from(endless(), { objectMode: false }));
    const socket = ask(port, '1.1');
    await once(socket.resume(), 'data');
    socket.destroy();
    expect(await end).toMatchObject({ outcome: 'left' });
    expect(ended).toBe(true);
  });
});
