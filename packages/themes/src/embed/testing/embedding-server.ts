import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as it came in. */
export interface Received {
  url: string;
  headers: IncomingHttpHeaders;
  model: string;
  input: string[];
}

export type Answer = (received: Received, response: ServerResponse) => void;

/** Numbers that follow from a text, so that each vector can be told from the others. */
export const numbersOf = (text: string): number[] => [text.length, text.codePointAt(0) ?? 0, text.codePointAt(text.length - 1) ?? 0];

/** What a server says when all is well: in another order than it was asked, as it may. */
export const well: Answer = ({ input }, response) => {
  const data = input.map((text, index) => ({ object: 'embedding', index, embedding: numbersOf(text) })).reverse();
  response.setHeader('content-type', 'application/json').end(JSON.stringify({ object: 'list', data, model: 'any', usage: { total_tokens: 1 } }));
};

export const status = (code: number, { headers = {}, body = 'the words of a customer' }: { headers?: Record<string, string>; body?: string } = {}): Answer => (_, response) => {
  response.writeHead(code, headers).end(body);
};

export const says = (body: string): Answer => (_, response) => {
  response.setHeader('content-type', 'application/json').end(body);
};

export interface EmbeddingServer {
  baseUrl: string;
  received: Received[];
  /** Answers the next requests in turn, and all further ones with the last. */
  answers(...answers: Answer[]): void;
  close(): Promise<void>;
}

/** An endpoint on loopback that answers as it is told. */
export async function startEmbeddingServer(): Promise<EmbeddingServer> {
  const received: Received[] = [];
  let queue: Answer[] = [well];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const { model, input } = JSON.parse(Buffer.concat(parts).toString()) as { model: string; input: string[] };
      const one: Received = { url: request.url ?? '', headers: request.headers, model, input };
      received.push(one);
      const answer = queue.length > 1 ? queue.shift() : queue[0];
      answer?.(one, response);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    received,
    answers(...answers) {
      queue = answers;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      if (server.listening) await once(server, 'close');
    },
  };
}
