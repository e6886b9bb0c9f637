import { HeedError } from '@heed/domain';
import type { LoopHistory } from '../loop/state.ts';
import { createBatch, type Batch } from './batch.ts';
import type { EventLog } from './event-log.ts';
import type { Transaction } from './loops.ts';
import { TURN } from './read-batches.ts';

/** A transaction that waits. */
export interface Work {
  loops: readonly string[];
  prepare: (() => Promise<unknown>) | undefined;
  decide: (transaction: Transaction, prepared: unknown) => unknown;
  resolve: (value: unknown) => void;
  reject: (error: unknown) => void;
}

/** Transactions that share one append. */
const MOST_WORKS = 500;
/** A batch of so many events takes no further transactions. */
const FULL = 20_000;
/** Times that a round is decided anew because somebody else was faster. */
const MOST_ATTEMPTS = 100;
/** After so many it asks the others to wait: a large batch takes longer to be written than small ones to overtake it. */
const PATIENCE = 4;

/**
 * Takes from the queue what shares the next append. Who prepares is alone: what it reads from the store does not show what others
 * of the same round decide, and what it does there may change what they would see.
 */
export function takeRound(queue: Work[]): Work[] {
  if (queue[0]?.prepare) return queue.splice(0, 1);
  const round: Work[] = [];
  const rest: Work[] = [];
  for (const work of queue) (round.length < MOST_WORKS && !work.prepare ? round : rest).push(work);
  queue.splice(0, queue.length, ...rest);
  return round;
}

/** What became of one transaction, once it is certain that it saw the present state. */
type Outcome = { work: Work } & ({ ok: true; value: unknown } | { ok: false; error: unknown });

interface Decided {
  batch: Batch;
  outcomes: Outcome[];
  /** For which there was no room any more. */
  left: Work[];
}

/**
 * Carries a round out and answers all its transactions, but for those that it returns, for which there was no room. What a
 * decision threw is only told when nobody else had changed anything meanwhile: on the new state it may be another decision.
 */
export async function runRound(works: readonly Work[], { log, now }: { log: EventLog; now: () => number }): Promise<Work[]> {
  try {
    for (let attempt = 0, turn = false; attempt < MOST_ATTEMPTS; attempt++) {
      await log.ready();
      const moment = now();
      if (attempt >= PATIENCE && !turn) {
        turn = await log.append(turnBatch(log, moment), moment);
        if (!turn) continue;
      }
      const { batch, outcomes, left } = await decideAll(works, { log, now: moment });
      const current = batch.events() > 0 ? await log.append(batch, moment) : !(await log.look());
      turn = false;
      if (!current) continue;
      for (const outcome of outcomes) {
        if (outcome.ok) outcome.work.resolve(outcome.value);
        else outcome.work.reject(outcome.error);
      }
      return left;
    }
    throw new HeedError('CONFLICT', 'Others change loops without a pause; try again in a moment.', { retryAfterSeconds: 1 });
  } catch (error) {
    for (const work of works) work.reject(error);
    return [];
  }
}

function turnBatch(log: EventLog, now: number): Batch {
  const batch = createBatch({ position: log.nextPosition(), now, base: () => undefined });
  batch.decide([], ({ mark }) => mark(TURN, null));
  return batch;
}

async function decideAll(works: readonly Work[], { log, now }: { log: EventLog; now: number }): Promise<Decided> {
  const loaded = await log.load(new Set(works.flatMap(({ loops }) => loops)));
  const base = (id: string): LoopHistory | undefined => {
    const found = loaded.get(id);
    if (found instanceof Error) throw found;
    return found;
  };
  const batch = createBatch({ position: log.nextPosition(), now, base });
  const outcomes: Outcome[] = [];
  for (const [index, work] of works.entries()) {
    if (batch.events() >= FULL) return { batch, outcomes, left: works.slice(index) };
    try {
      const prepared = await work.prepare?.();
      outcomes.push({ work, ok: true, value: batch.decide(work.loops, (transaction) => work.decide(transaction, prepared)) });
    } catch (error) {
      outcomes.push({ work, ok: false, error });
    }
  }
  return { batch, outcomes, left: [] };
}
