import { HeedError } from '@heed/domain';
import type { Journal, JournalEvent } from '@heed/store';
import * as z from 'zod';
import type { Broadcast, BroadcastState } from './broadcast.ts';

const STREAM = 'broadcasts';
const ATTEMPTS = 10;

const started = z.object({
  id: z.string(),
  name: z.string(),
  texts: z.array(z.object({ language: z.string(), subject: z.string(), body: z.string() })).min(1),
  rootCause: z.string(),
  action: z.string(),
  closeLoops: z.boolean(),
  by: z.string(),
  loops: z.number(),
  recipients: z.number(),
});
const changed = z.object({ id: z.string() });
const STATES: Readonly<Record<string, BroadcastState>> = { paused: 'paused', resumed: 'running', done: 'done' };

/** The broadcasts of an organisation, derived from the journal. */
export interface BroadcastJournal {
  /** By id, in the order in which they were started. */
  all(): ReadonlyMap<string, Broadcast>;
  /** Reads what other processes decided. Resolves to true when there was something new. */
  refresh(): Promise<boolean>;
  start(broadcast: Omit<Broadcast, 'createdAt' | 'state'>, moment: { now: number }): Promise<void>;
  /** Says that one was paused, goes on, or is done, if `may` says yes to its newest state; returns it as it is then. Throws NOT_FOUND. */
  change(id: string, decision: { type: 'paused' | 'resumed' | 'done'; actor: string; now: number; may: (broadcast: Broadcast) => boolean }): Promise<Broadcast>;
}

/** Call `refresh` once before use, and regularly after. */
export function createBroadcastJournal(journal: Journal): BroadcastJournal {
  const broadcasts = new Map<string, Broadcast>();
  let version = 0;

  function apply(event: JournalEvent): void {
    if (event.version <= version) return;
    version = event.version;
    if (event.type === 'started') {
      const { data } = started.safeParse(event.payload);
      if (data) broadcasts.set(data.id, { ...data, actor: event.actor, createdAt: event.at, state: 'running' });
      return;
    }
    const { data } = changed.safeParse(event.payload);
    const known = data && broadcasts.get(data.id);
    const state = STATES[event.type];
    if (known && state) broadcasts.set(known.id, { ...known, state });
  }

  async function refresh(): Promise<boolean> {
    const before = version;
    for (const event of await journal.read(STREAM, { after: version })) apply(event);
    return version > before;
  }

  /** Others may decide about other broadcasts at the same moment, so `propose` is asked again of the newest state. */
  async function append(propose: () => { type: string; actor: string; at: number; payload: unknown } | null): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      await refresh();
      const decision = propose();
      if (!decision) return;
      try {
        apply(await journal.append(STREAM, { expected: version, ...decision, payload: JSON.parse(JSON.stringify(decision.payload)) as unknown }));
        return;
      } catch (error) {
        if (!(error instanceof HeedError && error.code === 'CONFLICT') || attempt === ATTEMPTS) throw error;
      }
    }
  }

  const found = (id: string): Broadcast => {
    const broadcast = broadcasts.get(id);
    if (!broadcast) throw new HeedError('NOT_FOUND', 'There is no broadcast with this id.');
    return broadcast;
  };

  return {
    all: () => broadcasts,
    refresh,
    start: ({ actor, ...payload }, { now }) => append(() => (broadcasts.has(payload.id) ? null : { type: 'started', actor, at: now, payload })),
    async change(id, { type, actor, now, may }) {
      await append(() => (may(found(id)) ? { type, actor, at: now, payload: { id } } : null));
      return found(id);
    },
  };
}
