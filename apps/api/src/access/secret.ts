import { randomBytes } from 'node:crypto';
import { HeedError } from '@heed/domain';
import type { Journal } from '@heed/store';
import * as z from 'zod';

const STREAM = 'secrets';
const made = z.object({ secret: z.string().min(32) });

/**
 * What signs links and addresses in letters: the configured secret, else one that the first of all processes made. It stands in the
 * journal, beside the data that it protects, so that several processes have the same one and a backup brings it along.
 */
export async function signingSecret({ journal, configured, now }: { journal: Journal; configured: string | undefined; now: () => number }): Promise<string> {
  if (configured !== undefined) return configured;
  const [first] = await journal.read(STREAM);
  if (first) return made.parse(first.payload).secret;
  const secret = randomBytes(32).toString('base64url');
  try {
    await journal.append(STREAM, { expected: 0, type: 'made', actor: 'system', at: now(), payload: { secret } });
    return secret;
  } catch (error) {
    if (!(error instanceof HeedError && error.code === 'CONFLICT')) throw error;
    // Another process that starts at the same moment was first.
    const [winner] = await journal.read(STREAM);
    return made.parse(winner?.payload).secret;
  }
}
