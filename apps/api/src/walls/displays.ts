import type { AccessToken, Tokens } from '../access/tokens.ts';

/** What a display told of itself. */
export interface DisplayReport {
  release: string;
  /** In CSS pixels. */
  width: number;
  height: number;
  /** Which page of the wall it showed, from 0. */
  page: number;
  stale: boolean;
}

/** The same with its moment, epoch milliseconds. */
export type Seen = DisplayReport & { at: number };

export interface ShownDisplay {
  token: AccessToken;
  /** Null while it never told of itself. */
  seen: Seen | null;
  online: boolean;
}

export interface Displays {
  /** Displays that may show something, by name. */
  list(): ShownDisplay[];
  find(id: string): ShownDisplay | null;
  report(id: string, report: DisplayReport): void;
  close(): void;
}

/** A display tells of itself every 30 seconds; one of which nothing was heard for three times as long is offline. */
const ONLINE_MS = 90_000;
/** How soon one that fell silent is shown as offline. */
const LOOK_MS = 5_000;

/** When displays were last heard of. `onChange` is called when what `list` says has changed. */
export function createDisplays({ tokens, now, onChange }: { tokens: Pick<Tokens, 'displays'>; now: () => number; onChange: () => void }): Displays {
  const last = new Map<string, Seen>();
  let online = '';
  const isOnline = (id: string): boolean => now() - (last.get(id)?.at ?? -Infinity) < ONLINE_MS;
  const shown = (token: AccessToken): ShownDisplay => ({ token, seen: last.get(token.id) ?? null, online: isOnline(token.id) });
  const look = setInterval(() => {
    const present = [...last.keys()].filter(isOnline).join();
    if (present !== online) onChange();
    online = present;
  }, LOOK_MS);
  look.unref();

  return {
    list: () => tokens.displays().map(shown).sort((left, right) => left.token.name.localeCompare(right.token.name) || (left.token.id < right.token.id ? -1 : 1)),
    find: (id) => tokens.displays().filter((token) => token.id === id).map(shown)[0] ?? null,
    report(id, report) {
      last.set(id, { ...report, at: now() });
      onChange();
    },
    close: () => clearInterval(look),
  };
}
