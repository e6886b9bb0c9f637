import { HeedError } from '@heed/domain';
import { decideMerge, fireOverdue, possibleCommands, readHistories, type Actor, type LoopCommand, type LoopHappening } from '@heed/loops';
import { callerOf, type Context } from '../../graphql/context.ts';
import { assertActs, assertSeen } from './loop-scope.ts';
import type { LoopType } from './loop.type.ts';

/** A refusal in the names that GraphQL has for states and commands. A conflict says what is possible now, whoever found it. */
async function shown(error: unknown, { context, loopId }: { context: Context; loopId: string }): Promise<unknown> {
  if (!(error instanceof HeedError) || error.code !== 'CONFLICT') return error;
  const { state, possible, ...details } = error.details as { state?: string; possible?: string[] };
  const now = possible ?? (await possibleNow(context, loopId));
  return new HeedError(error.code, error.message, { ...details, ...(state ? { state: state.toUpperCase() } : {}), possible: now.map((name) => name.toUpperCase()) });
}

async function possibleNow({ heed: { store } }: Context, loopId: string): Promise<string[]> {
  const history = (await readHistories(store, { ids: [loopId] })).get(loopId);
  return history ? possibleCommands(history.state) : [];
}

/** How often it is looked anew where others act on the same loop at the same moment. */
const ATTEMPTS = 5;

/**
 * Does something to a loop that the caller may act on. Throws NOT_FOUND, FORBIDDEN for one that another department holds,
 * CONFLICT with `details: { version, state, possible }`, and BAD_USER_INPUT.
 */
export async function carryOut(context: Context, id: string, { command, actor, expected }: { command: LoopCommand; actor: Actor; expected?: number | undefined }): Promise<void> {
  const caller = callerOf(context);
  const { loops, store } = context.heed;
  const loopId = id.toLowerCase();
  for (let attempt = 1; ; attempt++) {
    const state = (await readHistories(store, { ids: [loopId] })).get(loopId)?.state;
    // A department of a hand-over at this very moment must not be acted for: what was looked at is what is acted on.
    assertActs(state, caller);
    try {
      await loops.command(loopId, { command, actor, expected: expected ?? (caller.departments ? state.version : undefined) });
      return;
    } catch (error) {
      const isRace = error instanceof HeedError && error.code === 'CONFLICT' && error.details.version !== state.version;
      if (!isRace || expected !== undefined || !caller.departments || attempt === ATTEMPTS) throw await shown(error, { context, loopId });
    }
  }
}

/** Merges two loops that the caller may act on. Throws as `carryOut`. */
export async function mergeLoops(context: Context, id: string, { into, actor }: { into: string; actor: Actor }): Promise<void> {
  const caller = callerOf(context);
  const [from, to] = [id.toLowerCase(), into.toLowerCase()];
  // What is no id at all is not there either, and must not reach the log.
  const { store, loopSettings } = context.heed;
  const there = await readHistories(store, { ids: [from, to] });
  for (const one of [from, to]) assertSeen(there.get(one)?.state, caller);
  const merging = context.heed.loops.transact({
    loops: [from, to],
    decide({ loops, history, append, now }) {
      const [one, other] = [loops.get(from), loops.get(to)];
      assertActs(one, caller);
      assertActs(other, caller);
      const happenings = decideMerge(one, other);
      const by = (some: readonly LoopHappening[]) => some.map((happening) => ({ ...happening, actor: actor.id, by: actor.by }));
      // A loop that ends here keeps what it had missed.
      fireOverdue({ now, history, append }, { loopId: from, settings: loopSettings() });
      append(from, by(happenings.from));
      append(to, by(happenings.into));
    },
  });
  await merging.catch(async (error: unknown) => {
    throw await shown(error, { context, loopId: from });
  });
}

/** A loop as it is after the caller changed it, whether they may still see it or not. */
export async function changedLoop(context: Context, id: string): Promise<LoopType> {
  const loop = await context.loops.rows.load(id.toLowerCase());
  if (!loop) throw new HeedError('NOT_FOUND', 'There is no loop with this id.');
  return loop;
}
