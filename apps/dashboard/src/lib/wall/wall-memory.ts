import { sha256 } from './sha256.ts';
import type { KeptWall } from './wall-data.svelte.ts';

const MEMORY_KEY = 'heed_wall';
/** Changes when an older release's memory can no longer be drawn. */
const FORM = 1;

type Storage = Pick<globalThis.Storage, 'getItem' | 'setItem' | 'removeItem'>;

interface Memory {
  form: number;
  /** Of which token it is: a display that was given to another wall does not show the one before. */
  owner: string;
  wall: KeptWall;
}

const ownerOf = (token: string): string => sha256(token).slice(0, 16);

/** Keeps the last truth, so that a screen that is started while the network is away has something to show, with its age. */
export function keepWall(storage: Storage, { token, wall }: { token: string; wall: KeptWall }): void {
  const memory: Memory = { form: FORM, owner: ownerOf(token), wall };
  try {
    storage.setItem(MEMORY_KEY, JSON.stringify(memory));
  } catch {
    // No room, or nothing may be kept: then there is nothing to show after a restart.
  }
}

/** What was kept for a token; null where there is nothing that can be shown. */
export function keptWall(storage: Storage, token: string): KeptWall | null {
  try {
    const memory = JSON.parse(storage.getItem(MEMORY_KEY) ?? 'null') as Partial<Memory> | null;
    return memory?.form === FORM && memory.owner === ownerOf(token) && Array.isArray(memory.wall?.settings.tiles) ? memory.wall : null;
  } catch {
    return null;
  }
}

/** Forgets it: whoever may no longer see a wall keeps nothing of it. */
export function forgetWall(storage: Storage): void {
  try {
    storage.removeItem(MEMORY_KEY);
  } catch {
    // Nothing could be kept either.
  }
}
