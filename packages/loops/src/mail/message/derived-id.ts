import { createHash } from 'node:crypto';

/** The id of a message that must be the same whenever it is made again (UUID version 8). */
export function derivedId(kind: 'mail' | 'reask' | 'broadcast' | 'escalation', ...parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256').update(`heed:${kind}`);
  for (const part of parts) hash.update(`:${part.length}:`).update(part);
  const digest = hash.digest('hex');
  return `${digest.slice(0, 8)}-${digest.slice(8, 12)}-8${digest.slice(13, 16)}-9${digest.slice(17, 20)}-${digest.slice(20, 32)}`;
}
