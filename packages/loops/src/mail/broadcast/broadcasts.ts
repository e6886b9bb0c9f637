import { HeedError } from '@heed/domain';
import type { LoopFilter } from '../../filter/loop-filter.ts';
import type { Actor } from '../../loop/command.ts';
import type { BroadcastAnswer } from '../send/outcome.ts';
import { findAudience, freezeAudience } from './audience.ts';
import type { Broadcast, BroadcastRequest, BroadcastsOptions, Progress } from './broadcast.ts';
import { createBroadcastJournal } from './journal.ts';
import { previewOf, type BroadcastPreview } from './preview.ts';
import { queueNext } from './queue-next.ts';
import { assertText, checkRequest } from './request.ts';

/** To whom, as of now, and on whose behalf. */
export interface Audience {
  filter: LoopFilter;
  /** The departments on whose loops the caller may act; null for all. */
  departments: readonly string[] | null;
}

/** "You asked, we did": one letter to everyone behind the same cause. */
export interface Broadcasts {
  preview(request: Pick<BroadcastRequest, 'texts' | 'rootCause' | 'action'>, audience: Audience): Promise<BroadcastPreview>;
  /** Freezes the audience and begins. Throws BAD_USER_INPUT for words, causes or an audience that will not do. */
  start(request: BroadcastRequest, audience: Audience, actor: Actor): Promise<Broadcast>;
  /** Sends no further letter until it is resumed; what is on its way arrives. Throws NOT_FOUND, and CONFLICT when it is done. */
  pause(id: string, actor: Actor): Promise<Broadcast>;
  resume(id: string, actor: Actor): Promise<Broadcast>;
  /** Newest first, with how far each has come. */
  list(): Promise<(Broadcast & Progress)[]>;
  progress(broadcast: Broadcast): Promise<Broadcast & Progress>;
  /** Reads what other processes decided. */
  refresh(): Promise<void>;
  /** Queues further letters of those that run, and ends those that are done. Resolves to how many letters it queued. */
  round(): Promise<number>;
  /** For the outbox. */
  paused(): string[];
  answerOf(id: string): BroadcastAnswer | null;
}

/** Broadcasts, decided in the journal and worked off by any number of processes. Call `refresh` once before use, and regularly after. */
export function createBroadcasts(options: BroadcastsOptions): Broadcasts {
  const { store, messages, settings, calendar, onChange = () => {} } = options;
  const journal = createBroadcastJournal(options.journal);
  const now = (): number => calendar().now;

  async function withProgress(broadcasts: readonly Broadcast[]): Promise<(Broadcast & Progress)[]> {
    const counts = await messages.countBroadcasts(broadcasts.map(({ id }) => id));
    return broadcasts.map((broadcast) => {
      const own = counts.filter((count) => count.broadcast === broadcast.id);
      const sum = (status: string): number => own.filter((count) => count.status === status).reduce((total, { n }) => total + n, 0);
      const [sent, failed, refused, uncertain] = [sum('sent'), sum('failed'), sum('refused'), sum('uncertain')];
      const reasons = new Map<string, number>();
      for (const { status, failure, n } of own) if (status === 'failed' || status === 'refused') reasons.set(failure, (reasons.get(failure) ?? 0) + n);
      return {
        ...broadcast, sent, failed, refused, uncertain,
        waiting: broadcast.recipients - sent - failed - refused - uncertain,
        reasons: [...reasons].map(([reason, count]) => ({ reason, count })).sort((left, right) => right.count - left.count || (left.reason < right.reason ? -1 : 1)),
      };
    });
  }

  const progress = async (broadcast: Broadcast): Promise<Broadcast & Progress> => (await withProgress([broadcast]))[0] as Broadcast & Progress;

  async function decide(id: string, { type, actor }: { type: 'paused' | 'resumed'; actor: Actor }): Promise<Broadcast> {
    const [from, to] = type === 'paused' ? (['running', 'paused'] as const) : (['paused', 'running'] as const);
    const changed = await journal.change(id, { type, actor: actor.id, now: now(), may: ({ state }) => state === from });
    if (changed.state !== to) throw new HeedError('CONFLICT', 'This broadcast is done; there is nothing left to pause.', { state: changed.state });
    onChange();
    return changed;
  }

  return {
    async preview(request, audience) {
      for (const text of request.texts) assertText(text);
      return previewOf(await findAudience(store, { ...audience, calendar: calendar() }), { request, options });
    },
    async start(request, audience, actor) {
      const checked = checkRequest(request, settings());
      const members = await findAudience(store, { ...audience, calendar: calendar() });
      if (members.every(({ problem }) => problem !== null)) {
        throw new HeedError('BAD_USER_INPUT', members.length === 0 ? 'No open loop matches this, whose customer has not been told.' : 'Nobody in this audience can be written to: no consent, no address, or nobody knows who they are.', { path: 'audience' });
      }
      const id = await freezeAudience(store, members);
      await journal.start({ ...checked, id, actor: actor.id, by: actor.by, loops: members.reduce((sum, { loopIds }) => sum + loopIds.length, 0), recipients: members.length }, { now: now() });
      onChange();
      return journal.all().get(id) as Broadcast;
    },
    pause: (id, actor) => decide(id, { type: 'paused', actor }),
    resume: (id, actor) => decide(id, { type: 'resumed', actor }),
    list: () => withProgress([...journal.all().values()].reverse()),
    progress,
    async refresh() {
      if (await journal.refresh()) onChange();
    },
    async round() {
      let queued = 0;
      for (const broadcast of [...journal.all().values()]) {
        if (broadcast.state !== 'running') continue;
        const { written, left } = await queueNext(broadcast, { ...options, now: now() });
        queued += written;
        if (written > 0) onChange();
        if (left) continue;
        await journal.change(broadcast.id, { type: 'done', actor: 'system', now: now(), may: ({ state }) => state === 'running' });
        onChange();
      }
      return queued;
    },
    paused: () => [...journal.all().values()].flatMap(({ id, state }) => (state === 'paused' ? [id] : [])),
    answerOf: (id) => journal.all().get(id) ?? null,
  };
}
