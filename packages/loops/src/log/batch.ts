import type { LoopEvent } from '../loop/event.ts';
import { loopState } from '../loop/fold.ts';
import type { LoopHistory, LoopState } from '../loop/state.ts';
import { isLoopId } from './loop-id.ts';
import type { Draft, Transaction } from './loops.ts';

/** More events than these are not one block of the engine for certain, and a transaction must be all or nothing. */
const MOST_EVENTS = 100_000;

/** What the engine can store as a moment; it would refuse the whole batch for another one. */
const isMoment = (at: number): boolean => Number.isInteger(at) && at >= Date.UTC(1900, 0, 1) && at < Date.UTC(2300, 0, 1);

/** A loop as a batch changes it. */
export interface Change {
  id: string;
  before: LoopState | null;
  after: LoopHistory;
  /** What the batch adds. */
  events: LoopEvent[];
}

/** What one append holds: the transactions of a round, one after the other, each on what those before it left. */
export interface Batch {
  readonly position: number;
  readonly changes: ReadonlyMap<string, Change>;
  /** Notes of the log's own by their names. */
  readonly marks: ReadonlyMap<string, unknown>;
  events(): number;
  /** Runs a decision and takes over what it appended; when it throws, nothing of it stays. */
  decide<T>(named: readonly string[], decide: (transaction: Transaction) => T): T;
}

interface BatchOptions {
  position: number;
  /** Epoch milliseconds. */
  now: number;
  /** Loops as they stood before the batch. */
  base: (id: string) => LoopHistory | undefined;
}

export function createBatch({ position, now, base }: BatchOptions): Batch {
  const changes = new Map<string, Change>();
  const marks = new Map<string, unknown>();
  let size = 0;
  const present = (id: string): LoopHistory | undefined => changes.get(id)?.after ?? base(id);

  /** A loop with drafts added to it; throws what the fold throws. */
  function extended(change: Pick<Change, 'id' | 'before' | 'events'> & { after: LoopHistory | undefined }, drafts: readonly Draft[]): Change {
    const { id, before, after } = change;
    if (!after && drafts[0]?.type !== 'opened') throw new Error('the first event of a loop must open it');
    let at = after?.events.at(-1)?.at ?? -Infinity;
    let version = after?.events.length ?? 0;
    const added = drafts.map(({ at: given, ...happening }, index): LoopEvent => {
      const previous = drafts[index - 1];
      // Clocks of processes differ; an event is never earlier than the one before it.
      at = given ?? Math.max(Math.floor(now), at);
      // What comes together from one hand is one act; others of the same hand may stand beside it at the same position and moment.
      const continues = previous !== undefined && given === undefined && previous.actor === happening.actor && previous.by === happening.by;
      return { ...happening, version: ++version, position, at, ...(continues ? { continues } : {}) };
    });
    const events = after ? [...after.events, ...added] : added;
    return { id, before, after: { state: loopState(id, events), events }, events: [...change.events, ...added] };
  }

  return {
    position,
    changes,
    marks,
    events: () => size,
    decide(named, decide) {
      const ids = new Set(named);
      const loops = new Map<string, LoopState>();
      for (const id of ids) {
        const history = present(id);
        if (history) loops.set(id, history.state);
      }
      const own = new Map<string, Change>();
      const marked = new Map<string, unknown>();
      let count = 0;
      const result = decide({
        now,
        loops,
        history: (id) => own.get(id)?.after ?? (ids.has(id) ? present(id) : undefined),
        append(id, drafts) {
          if (drafts.length === 0) return;
          if (!isLoopId(id)) throw new Error('the id of a loop must be a UUID');
          if (drafts.some(({ at }) => at !== undefined && !isMoment(at))) throw new Error('the moment of an event must be whole milliseconds in the years from 1900 to 2299');
          count += drafts.length;
          if (count > MOST_EVENTS) throw new Error(`a transaction has more than ${MOST_EVENTS} events; split it`);
          const earlier = changes.get(id);
          if (earlier && !own.has(id) && !ids.has(id)) throw new Error('a transaction appends to a loop that it did not name');
          const after = own.get(id)?.after ?? (ids.has(id) ? present(id) : undefined);
          const { before, events } = own.get(id) ?? earlier ?? { before: after?.state ?? null, events: [] };
          own.set(id, extended({ id, before, after, events }, drafts));
        },
        mark: (name, value) => void marked.set(name, value),
      });
      for (const change of own.values()) changes.set(change.id, change);
      for (const [name, value] of marked) marks.set(name, value);
      size += count + marked.size;
      return result;
    },
  };
}
