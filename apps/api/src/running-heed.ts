import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The address of a Heed that runs on this folder, or undefined. */
export async function runningHeed(folder: string): Promise<string | undefined> {
  const file = join(folder, 'address.json');
  if (!existsSync(file)) return undefined;
  try {
    const { url } = JSON.parse(readFileSync(file, 'utf8')) as { url: string };
    const answer = await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(2_000) });
    return answer.ok ? url : undefined;
  } catch {
    return undefined;
  }
}
