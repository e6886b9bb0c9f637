import type { Store } from '@heed/store';
import type { AccessToken, Tokens } from '../access/tokens.ts';
import { repeat } from '../mail/repeat.ts';
import { readReports, writeReports, type DisplayReport, type Seen } from './display-reports.ts';

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
  /** Notes what a display told of itself; it is written with what others tell in the same seconds. */
  report(id: string, report: DisplayReport): void;
  /** Writes what was not written yet, and ends. */
  close(): Promise<void>;
}

/** A display tells of itself every 30 seconds; one of which nothing was heard for three times as long is offline. */
const ONLINE_MS = 90_000;
/** How soon one that fell silent is shown as offline, and what was heard is written and, from others, read. */
const ROUND_MS = 5_000;

interface Options {
  store: Pick<Store, 'read' | 'insert'>;
  tokens: Pick<Tokens, 'displays'>;
  now: () => number;
  /** Called when what `list` says has changed. */
  onChange: () => void;
  onError: (error: unknown) => void;
  /** Other processes may hear of displays, too. */
  shared: boolean;
  roundMs?: number;
}

/** When displays were last heard of. */
export async function createDisplays({ store, tokens, now, onChange, onError, shared, roundMs = ROUND_MS }: Options): Promise<Displays> {
  const last = await readReports(store);
  let unwritten = new Map<string, Seen>();
  const isOnline = (id: string): boolean => now() - (last.get(id)?.at ?? -Infinity) < ONLINE_MS;
  const shown = (token: AccessToken): ShownDisplay => ({ token, seen: last.get(token.id) ?? null, online: isOnline(token.id) });
  const present = (): string => [...last.keys()].filter(isOnline).sort().join();
  let online = present();

  async function write(): Promise<void> {
    const reports = unwritten;
    unwritten = new Map();
    try {
      await writeReports(store, reports);
    } catch (error) {
      // What came meanwhile is newer.
      unwritten = new Map([...reports, ...unwritten]);
      throw error;
    }
  }

  async function readOthers(): Promise<void> {
    const newer = [...(await readReports(store))].filter(([id, { at }]) => at > (last.get(id)?.at ?? -Infinity));
    for (const [id, seen] of newer) last.set(id, seen);
    if (newer.length > 0) onChange();
  }

  async function round(): Promise<void> {
    const before = online;
    online = present();
    if (online !== before) onChange();
    await write();
    if (shared) await readOthers();
  }
  const rounds = repeat(round, { everyMs: roundMs, onError });

  return {
    list: () => tokens.displays().map(shown).sort((left, right) => left.token.name.localeCompare(right.token.name) || (left.token.id < right.token.id ? -1 : 1)),
    find: (id) => tokens.displays().filter((token) => token.id === id).map(shown)[0] ?? null,
    report(id, report) {
      const seen = { ...report, at: now() };
      last.set(id, seen);
      unwritten.set(id, seen);
      onChange();
    },
    async close() {
      await rounds.stop();
      await write().catch(onError);
    },
  };
}
