import { randomUUID } from 'node:crypto';
import { rowsToBody, type Store, type StoreReader } from '@heed/store';
import type { LoopHistory } from '../loop/state.ts';
import type { LoopSettings } from '../settings/settings.ts';
import type { Batch } from './batch.ts';
import { deriveRows, writeRows, type Derived, type Underived } from './derive.ts';
import { durably } from './durably.ts';
import { batchRows, historiesOf } from './event-rows.ts';
import { createHistoryCache } from './history-cache.ts';
import { batchesAfter, eventsOfBatch, eventsOfLoops, lastPosition, MAX_IDS } from './log.query.ts';
import { isLoopId } from './loop-id.ts';
import { loopEventsTable } from './log.table.ts';
import type { Appended } from './loops.ts';
import { CLEARED, readBatches } from './read-batches.ts';

export interface EventLogOptions {
  store: Pick<Store, 'read' | 'insert'>;
  settings: () => LoopSettings;
  onAppend: (appended: Appended) => void;
  onError: (error: unknown) => void;
  /** Loops whose histories are kept in memory. */
  cacheSize: number;
  /** Milliseconds for which a statement is tried while the database does not answer. */
  deadlineMs: number;
  /** Milliseconds for which another writer is let go first that asked for it. */
  turnMs: number;
}

/** Between two looks whether the one who asked to go first has gone. */
const TURN_PAUSE_MS = 20;

/**
 * The log as one writer sees it. Not to be used by two at the same time: a writer waits for each of its calls. All calls throw
 * HeedError UNAVAILABLE when the database does not answer; the next call then finds out how things stand.
 */
export interface EventLog {
  /** The last position of which this writer knows that its rows can be read; 0 while it knows of none. */
  position(): number;
  /** Where the next batch may stand. */
  nextPosition(): number;
  /**
   * Makes sure that the log is known up to some position and every row of it written, and lets another writer go first that asked
   * for it. Asks the database only when it must.
   */
  ready(): Promise<void>;
  /** Looks for what others appended; true when there was something. */
  look(): Promise<boolean>;
  /** Histories as of the known position; who is missing does not exist, and what cannot be read is an error. */
  load(ids: ReadonlySet<string>): Promise<Map<string, LoopHistory | Error>>;
  /** Appends a batch and writes its rows. False when somebody else was faster: the log is then known further and all must be decided anew. */
  append(batch: Batch, now: number): Promise<boolean>;
}

/** Rows that must be written before anything else is appended, and who wants to know of it. */
interface Unfinished {
  position: number;
  derived: Derived;
  appended: readonly Appended[];
}

export function createEventLog({ store, settings, onAppend, onError, cacheSize, deadlineMs, turnMs }: EventLogOptions): EventLog {
  const cache = createHistoryCache(cacheSize);
  let known: number | undefined;
  let readable = 0;
  /** Positions after the known one that are used up although nothing stands there: an engine that died took note of the token before the rows. */
  let burnt = 0;
  /** Others appended something that was not looked at, or it is not known whether we did. */
  let behind = false;
  let unfinished: Unfinished | undefined;
  /** Somebody asked for the next turn: milliseconds of performance.now(). */
  let yieldUntil = 0;

  const deadline = (): number => performance.now() + deadlineMs;
  const last = (): number => known ?? 0;
  const read: StoreReader['read'] = (query, params, options) => durably(() => store.read(query, params, options), deadline());
  const batches = (): Promise<{ position: number; batch: string; events: number }[]> => read(batchesAfter, { after: last() });

  async function finish(): Promise<void> {
    if (!unfinished) return;
    const { position, derived, appended } = unfinished;
    await durably(() => writeRows(store, { derived, onError }), deadline());
    unfinished = undefined;
    readable = position;
    for (const one of appended) {
      try {
        onAppend(one);
      } catch (error) {
        onError(error);
      }
    }
  }

  /** Whoever appended last may have died before the rows of it were written. */
  async function learn(): Promise<void> {
    const [found] = await read(lastPosition, {});
    const at = found?.position ?? 0;
    const loops: Underived[] = [];
    for (const history of historiesOf(at > 0 ? await read(eventsOfBatch, { position: at }) : []).values()) {
      if (history instanceof Error) onError(history);
      else loops.push({ state: history.state, events: history.events.filter((event) => event.position === at) });
    }
    const derived = await deriveRows(loops, { settings: settings(), onError });
    known = at;
    unfinished = { position: at, derived, appended: [] };
  }

  /** Takes over what others appended. Of their batches only the last can lack rows: who appends has written those of all before. */
  async function takeOver(found: readonly { position: number; events: number }[]): Promise<void> {
    for await (const { upTo, cleared, turn, appended, histories } of readBatches(found, { after: last(), cache, load: loadAt, read, onError })) {
      const newest = appended.findLast((one) => one.position === upTo);
      const loops = (newest?.loops ?? []).map(({ after, events }) => ({ state: after, events }));
      const derived = await deriveRows(loops, { settings: settings(), onError });
      if (cleared) cache.clear();
      for (const [id, history] of histories) cache.set(id, history);
      known = upTo;
      burnt = 0;
      yieldUntil = turn ? performance.now() + turnMs : 0;
      unfinished = { position: upTo, derived, appended };
      await finish();
    }
    behind = false;
  }

  async function loadAt(ids: readonly string[], upTo: number): Promise<Map<string, LoopHistory | Error>> {
    const loaded = new Map<string, LoopHistory | Error>();
    for (let start = 0; start < ids.length; start += MAX_IDS) {
      for (const [id, history] of historiesOf(await read(eventsOfLoops, { ids: ids.slice(start, start + MAX_IDS), upTo }))) loaded.set(id, history);
    }
    return loaded;
  }

  async function look(): Promise<boolean> {
    const found = await batches();
    await takeOver(found);
    return found.length > 0;
  }

  /** Sends the rows until they are stored, or somebody's stand at their position. */
  async function send(body: string, at: number): Promise<{ position: number; batch: string; events: number }[]> {
    let sent = false;
    await durably(async () => {
      // The engine forgets tokens when its machine loses power: look before sending the same again.
      if (sent && (await store.read(batchesAfter, { after: last() })).length > 0) return;
      sent = true;
      await store.insert(loopEventsTable, body, { token: `loops:${at}` });
    }, deadline());
    return batches();
  }

  return {
    position: () => readable,
    nextPosition: () => last() + 1 + burnt,
    async ready() {
      if (known === undefined) await learn();
      await finish();
      if (behind) await look();
      while (performance.now() < yieldUntil) if (!(await look())) await new Promise((resolve) => setTimeout(resolve, TURN_PAUSE_MS));
    },
    look,
    async load(ids) {
      const found = new Map<string, LoopHistory | Error>();
      const missing: string[] = [];
      for (const id of ids) {
        const history = cache.get(id);
        if (history) found.set(id, history);
        // What is no id names no loop, and would shift the others where many are asked for together.
        else if (isLoopId(id)) missing.push(id);
      }
      for (const [id, history] of await loadAt(missing, last())) {
        found.set(id, history);
        if (!(history instanceof Error)) cache.set(id, history);
      }
      return found;
    },
    async append(batch, now) {
      const id = randomUUID();
      // Until it is known who stands at the position.
      behind = true;
      const changes = [...batch.changes.values()];
      const sending = send(rowsToBody([...batchRows(batch, { id, now })]), batch.position);
      sending.catch(() => {});
      // Worked out while the engine writes.
      const derived = await deriveRows(changes.map(({ after, events }) => ({ state: after.state, events })), { settings: settings(), onError });
      const found = await sending;
      const [first] = found;
      if (first?.position !== batch.position || first.batch !== id) {
        if (!first) burnt++;
        else await takeOver(found);
        return false;
      }
      for (const change of changes) cache.set(change.id, change.after);
      if (batch.marks.has(CLEARED)) cache.clear();
      known = batch.position;
      burnt = 0;
      behind = found.length > 1;
      const loops = changes.map(({ before, after, events }) => ({ before, after: after.state, events }));
      unfinished = { position: known, derived, appended: [{ position: batch.position, loops }] };
      await finish();
      return true;
    },
  };
}
