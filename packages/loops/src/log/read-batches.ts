import type { StoreReader } from '@heed/store';
import type { LoopEvent } from '../loop/event.ts';
import { loopState } from '../loop/fold.ts';
import type { LoopHistory } from '../loop/state.ts';
import { eventOf, historiesOf } from './event-rows.ts';
import type { HistoryCache } from './history-cache.ts';
import { eventsBetween, type EventRow } from './log.query.ts';
import { LOG_ID } from './loop-id.ts';
import type { Appended } from './loops.ts';

/** The name of the mark that stands where loops were removed from the log: whoever sees it forgets what it remembers. */
export const CLEARED = 'cleared';
/** The name of the mark of a writer that was overtaken again and again: whoever sees it lets that writer append next. */
export const TURN = 'turn';

/** Events that are read at once, unless one batch alone has more. */
const EVENTS_AT_ONCE = 20_000;

/** Batches of others in a row. */
export interface ForeignBatches {
  /** The last position of them. */
  upTo: number;
  /** Loops were removed from the log. */
  cleared: boolean;
  /** The last of them asks for the next turn. */
  turn: boolean;
  /** Each batch, oldest first. */
  appended: Appended[];
  /** The loops that they touched, as of the last position. */
  histories: Map<string, LoopHistory>;
}

interface ReadBatchesOptions {
  /** The position up to which the cache holds. */
  after: number;
  cache: HistoryCache;
  load: (ids: readonly string[], upTo: number) => Promise<Map<string, LoopHistory | Error>>;
  read: StoreReader['read'];
  onError: (error: unknown) => void;
}

/** Reads batches that others appended, many small ones together; the cache must take each over before the next are read. */
export async function* readBatches(found: readonly { position: number; events: number }[], options: ReadBatchesOptions): AsyncGenerator<ForeignBatches> {
  let after = options.after;
  let events = 0;
  for (const [index, batch] of found.entries()) {
    events += batch.events;
    const next = found[index + 1];
    if (next && events + next.events <= EVENTS_AT_ONCE) continue;
    yield readSome({ ...options, after }, batch.position);
    after = batch.position;
    events = 0;
  }
}

async function readSome({ after, cache, load, read, onError }: ReadBatchesOptions, upTo: number): Promise<ForeignBatches> {
  const rows = await read(eventsBetween, { after, upTo });
  const cleared = rows.some(({ loop_id, type }) => loop_id === LOG_ID && type === CLEARED);
  const turn = rows.some(({ loop_id, type, position }) => loop_id === LOG_ID && type === TURN && position === upTo);
  const touched = Map.groupBy(rows.filter(({ loop_id }) => loop_id !== LOG_ID), ({ loop_id }) => loop_id);
  const histories = new Map<string, LoopHistory>();
  const missing: string[] = [];
  for (const [id, some] of touched) {
    const history = extended(cache.get(id), some);
    if (history) histories.set(id, history);
    else missing.push(id);
  }
  for (const [id, history] of await load(missing, upTo)) {
    if (history instanceof Error) onError(history);
    else histories.set(id, history);
  }
  const positions = new Map<number, Appended['loops'][number][]>();
  for (const row of rows) if (!positions.has(row.position)) positions.set(row.position, []);
  for (const [id, { events }] of histories) {
    for (const [position, some] of Map.groupBy(events.filter((event) => event.position > after), (event) => event.position)) {
      const first = some[0] as LoopEvent;
      const last = some.at(-1) as LoopEvent;
      const before = first.version > 1 ? loopState(id, events.slice(0, first.version - 1)) : null;
      positions.get(position)?.push({ before, after: loopState(id, events.slice(0, last.version)), events: some });
    }
  }
  const appended = [...positions].sort(([left], [right]) => left - right).map(([position, loops]) => ({ position, loops }));
  return { upTo, cleared, turn, appended, histories };
}

/** A history with what is new of it, where that makes a whole. */
function extended(history: LoopHistory | undefined, rows: readonly EventRow[]): LoopHistory | undefined {
  const first = rows[0] as EventRow;
  if (!history) {
    const whole = first.version === 1 ? historiesOf(rows).get(first.loop_id) : undefined;
    return whole instanceof Error ? undefined : whole;
  }
  if (first.version !== history.events.length + 1) return undefined;
  try {
    const events = [...history.events, ...rows.map(eventOf)];
    return { state: loopState(first.loop_id, events), events };
  } catch {
    // Whoever reads all of it learns what is wrong with it.
    return undefined;
  }
}
