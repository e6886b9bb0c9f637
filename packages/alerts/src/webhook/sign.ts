import { createHmac, randomBytes } from 'node:crypto';

/** The form in which Standard Webhooks writes secrets: what stands behind it is base64. */
const PREFIX = 'whsec_';

/** A new secret of 256 random bits. */
export const newSecret = (): string => `${PREFIX}${randomBytes(32).toString('base64')}`;

/**
 * The headers by which a receiver knows that a body is ours, as Standard Webhooks 1.0 has them
 * (https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md): of each secret that holds the HMAC-SHA256
 * of `id.timestamp.body`, separated by spaces. `at` is epoch milliseconds.
 */
export function signatureHeaders(body: string, { id, at, secrets }: { id: string; at: number; secrets: readonly string[] }): Record<string, string> {
  const timestamp = String(Math.floor(at / 1_000));
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : secret, 'base64');
    return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
  });
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') };
}
