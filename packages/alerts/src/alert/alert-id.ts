import { createHash } from 'node:crypto';

/** The id of an alert or a delivery, the same whenever it is made again (UUID version 8). */
export function derivedId(kind: 'alert' | 'delivery', ...parts: readonly string[]): string {
  const hash = createHash('sha256').update(`heed:${kind}`);
  for (const part of parts) hash.update(`:${Buffer.byteLength(part)}:`).update(part);
  const digest = hash.digest('hex');
  return `${digest.slice(0, 8)}-${digest.slice(8, 12)}-8${digest.slice(13, 16)}-9${digest.slice(17, 20)}-${digest.slice(20, 32)}`;
}
