import type { Caller } from '../access/caller.ts';

/** Somebody who is connected for longer than a request. */
export interface LiveConnection {
  readonly caller: Caller | null;
  /** The caller may see something else than before. */
  becomes(caller: Caller): void;
  /** The caller may no longer be here, because the token has expired or because it was taken away. */
  drop(reason: 'expired' | 'revoked'): void;
  /** Called every `SWEEP_MS`. */
  sweep(): void;
}

/** All of them, whatever they came by. */
export interface LiveConnections {
  add(connection: LiveConnection): void;
  remove(connection: LiveConnection): void;
  /** Looks again who may be here: after each change of access, and every second for those who expire. */
  recheck(): void;
  count(): number;
  close(): void;
}

/** Each connection is looked after so often; a part of them every second, so that ten thousand are never at once. */
export const SWEEP_MS = 5_000;
const PART_MS = 1_000;

/** `current` says what a caller is by now, or null. */
export function createLiveConnections({ current, now }: { current: (caller: Caller) => Caller | null; now: () => number }): LiveConnections {
  const parts = Array.from({ length: SWEEP_MS / PART_MS }, () => new Set<LiveConnection>());
  let added = 0;
  let turn = 0;

  function recheck(): void {
    // Thousands of displays show a handful of tokens.
    const seen = new Map<string, Caller | null>();
    for (const part of parts) {
      for (const connection of part) {
        const { caller } = connection;
        if (!caller) continue;
        let found = seen.get(caller.id);
        if (found === undefined) seen.set(caller.id, (found = current(caller)));
        if (!found) connection.drop(caller.expiresAt !== null && caller.expiresAt <= now() ? 'expired' : 'revoked');
        else connection.becomes(found);
      }
    }
  }

  const timer = setInterval(() => {
    recheck();
    for (const connection of parts[turn++ % parts.length] ?? []) connection.sweep();
  }, PART_MS);
  timer.unref();

  return {
    add: (connection) => void parts[added++ % parts.length]?.add(connection),
    remove(connection) {
      for (const part of parts) if (part.delete(connection)) return;
    },
    recheck,
    count: () => parts.reduce((sum, { size }) => sum + size, 0),
    close: () => clearInterval(timer),
  };
}
