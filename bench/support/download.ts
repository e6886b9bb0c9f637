import { Agent, request } from 'node:http';

const agent = new Agent({ keepAlive: true });

/** A body that was read to its end. */
export interface Download {
  bytes: number;
  /** Milliseconds until the first and the last byte. */
  firstMs: number;
  milliseconds: number;
}

/** Reads a whole body without keeping it; `onChunk` may look at each part. Rejects unless the answer is good and whole. */
export function download(url: string, { method = 'GET', body, headers = {}, onChunk }: { method?: string; body?: string; headers?: Record<string, string>; onChunk?: (chunk: Buffer) => void } = {}): Promise<Download> {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    let bytes = 0;
    let firstMs = 0;
    const asking = request(url, { method, agent, headers }, (answer) => {
      if (answer.statusCode !== 200) reject(new Error(`${new URL(url).pathname} answered ${answer.statusCode}`));
      answer.on('data', (chunk: Buffer) => {
        if (bytes === 0) firstMs = performance.now() - start;
        bytes += chunk.length;
        onChunk?.(chunk);
      });
      answer.on('error', reject);
      answer.on('end', () => resolve({ bytes, firstMs, milliseconds: performance.now() - start }));
    });
    asking.on('error', reject);
    asking.end(body);
  });
}
