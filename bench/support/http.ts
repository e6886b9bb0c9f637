import { Agent, request } from 'node:http';

/** An answer, and the milliseconds until its last byte. */
export interface Reply {
  status: number;
  text: string;
  milliseconds: number;
}

const agent = new Agent({ keepAlive: true });

/** One request over a kept-alive connection. Rejects when the connection fails or nothing comes for `timeoutMs`. */
export function send(url: string, { method = 'POST', body, headers = {}, timeoutMs = 120_000 }: { method?: string; body?: string | Buffer; headers?: Record<string, string>; timeoutMs?: number } = {}): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const fail = (cause: Error): void => reject(new Error(`${new URL(url).pathname} did not answer after ${Math.round(performance.now() - start)} ms: ${cause.message}`, { cause }));
    const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
    const asking = request(url, { method, agent, headers: { ...headers, ...length }, timeout: timeoutMs }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('error', fail);
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(parts).toString(), milliseconds: performance.now() - start }));
    });
    asking.on('timeout', () => asking.destroy(new Error('no answer in time')));
    asking.on('error', fail);
    asking.end(body);
  });
}

/** The body of an answer that must be good. */
export async function mustSend(url: string, options: Parameters<typeof send>[1] = {}): Promise<string> {
  const { status, text } = await send(url, options);
  if (status !== 200) throw new Error(`${new URL(url).pathname} answered ${status}: ${text.slice(0, 500)}`);
  return text;
}

/** The data of a GraphQL answer that must be good. */
export async function ask<T>(url: string, query: string, variables: Record<string, unknown> = {}): Promise<T> {
  const text = await mustSend(`${url}/graphql`, { body: JSON.stringify({ query, variables }), headers: { 'content-type': 'application/json' } });
  const { data, errors } = JSON.parse(text) as { data?: T; errors?: unknown };
  if (errors || !data) throw new Error(`GraphQL answered ${JSON.stringify(errors).slice(0, 500)}`);
  return data;
}
