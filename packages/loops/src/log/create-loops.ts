import { randomUUID } from 'node:crypto';
import { HeedError } from '@heed/domain';
import type { Store } from '@heed/store';
import type { Letter, LoopCommand } from '../loop/command.ts';
import { decide } from '../loop/decide.ts';
import type { LoopHistory, LoopState } from '../loop/state.ts';
import type { LoopSettings } from '../settings/settings.ts';
import { createEventLog } from './event-log.ts';
import { historiesOf } from './event-rows.ts';
import { fireOverdue } from './fire-overdue.ts';
import { eventsOfLoops, latestMark } from './log.query.ts';
import { isLoopId } from './loop-id.ts';
import type { Appended, Loops } from './loops.ts';
import { runRound, takeRound, type Work } from './rounds.ts';

/** Puts a letter where it waits to be sent, once its loop says so. */
export interface Letters {
  write(loop: LoopState, letter: Letter, about: { purpose: 'contact' | 'told'; messageId: string }): Promise<void>;
}

export interface LoopsOptions {
  store: Pick<Store, 'read' | 'insert'>;
  /** The present settings; the same object as long as nothing changes, since working out its clocks is dear. */
  settings: () => LoopSettings;
  /** Epoch milliseconds. */
  now?: () => number;
  letters: Letters;
  /** Told of every batch, also of other processes, once its rows can be read. Must be quick. */
  onAppend?: (appended: Appended) => void;
  /** Told of what went wrong where nobody waits for it. */
  onError?: (error: unknown) => void;
  /** Milliseconds between two looks for what other processes appended, while this one appends nothing. */
  tailMs?: number;
  /** Loops whose histories are kept in memory. */
  cacheSize?: number;
  /** Milliseconds for which a statement is tried while the database does not answer. */
  deadlineMs?: number;
  /** Milliseconds for which another process is let go first that was overtaken again and again. */
  turnMs?: number;
}

/** No position is beyond this one. */
const EVER = Number.MAX_SAFE_INTEGER;

/**
 * The loops of a store. Several, also in other processes, may write to the same store at the same time: each appends to one log by
 * compare-and-set, see clickhouse/migrations/0007_loops.sql. There is no artificial delay: while one append is being written the next
 * transactions gather, so a lone one is written at once and a crowd shares the cost of one append.
 */
export function createLoops({ store, settings, now = Date.now, letters, onAppend = () => {}, onError = () => {}, tailMs = 1_000, cacheSize = 20_000, deadlineMs = 10_000, turnMs = 3_000 }: LoopsOptions): Loops {
  const log = createEventLog({ store, settings, onAppend, onError, cacheSize, deadlineMs, turnMs });
  const queue: Work[] = [];
  let working: Promise<void> | undefined;
  let closed = false;

  async function work(): Promise<void> {
    // Everything that arrives in this turn of the event loop goes into the first round.
    await new Promise((resolve) => setImmediate(resolve));
    while (queue.length > 0) queue.unshift(...(await runRound(takeRound(queue), { log, now })));
    working = undefined;
  }

  function enter<T, Prepared>({ loops, prepare, decide }: Parameters<typeof transact<T, Prepared>>[0]): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      queue.push({ loops, prepare, decide: (transaction, prepared) => decide(transaction, prepared as Prepared), resolve: (value) => resolve(value as T), reject });
      working ??= work();
    });
  }

  const transact: Loops['transact'] = (given) =>
    closed ? Promise.reject(new HeedError('UNAVAILABLE', 'Heed is shutting down; send it again in a moment.', { retryAfterSeconds: 5 })) : enter(given);

  /** A round without any decision looks for what others appended. */
  const look = (): void => {
    if (!working) enter({ loops: [], decide: () => {} }).catch(onError);
  };
  const tail = setInterval(look, tailMs);
  tail.unref();
  look();

  /** The loop as a command may act on it. */
  function expectedLoop(history: LoopHistory | undefined, expected: number | undefined): LoopHistory {
    if (!history) throw new HeedError('NOT_FOUND', 'There is no loop of this id.');
    const { version, state } = history.state;
    if (expected !== undefined && expected !== version) {
      throw new HeedError('CONFLICT', 'Somebody else changed this loop at the same moment; look at its new state and try again.', { version, state });
    }
    return history;
  }

  return {
    transact,
    async command(loopId, { command, actor, expected }) {
      const loops = [loopId];
      const letter = letterOf(command);
      const messageId = randomUUID();
      const happenings = (history: LoopHistory, moment: number) => decide(history, command, { actor, now: moment, settings: settings(), messageId });
      if (letter) {
        // The letter is there before the loop says that it waits to be sent; who dies in between leaves one that nobody sends.
        const state = await transact({
          loops,
          decide({ history, now: moment }) {
            const found = expectedLoop(history(loopId), expected);
            happenings(found, moment);
            return found.state;
          },
        });
        await letters.write(state, letter, { purpose: command.do === 'tell' ? 'told' : 'contact', messageId });
      }
      return transact({
        loops,
        decide({ history, append, now: moment }) {
          // What is overdue comes first; whoever acts could not know of it yet, so it is no change by somebody else.
          expectedLoop(history(loopId), expected);
          fireOverdue({ history, append, now: moment }, { loopId, settings: settings() });
          const drafts = happenings(history(loopId) as LoopHistory, moment);
          append(loopId, drafts.map((happening) => ({ ...happening, actor: actor.id, by: actor.by })));
          return (history(loopId) as LoopHistory).state;
        },
      });
    },
    async history(loopId) {
      if (!isLoopId(loopId)) return null;
      const found = historiesOf(await store.read(eventsOfLoops, { ids: [loopId], upTo: EVER })).get(loopId);
      if (found instanceof Error) throw found;
      return found ?? null;
    },
    async mark(name) {
      const [found] = await store.read(latestMark, { name });
      return found && (JSON.parse(found.payload) as unknown);
    },
    position: log.position,
    async close() {
      closed = true;
      clearInterval(tail);
      await working;
    },
  };
}

function letterOf(command: LoopCommand): Letter | undefined {
  return command.do === 'contact' || command.do === 'tell' ? command.letter : undefined;
}
