import type { StoreReader } from '@heed/store';
import type { LoopState } from '../../loop/state.ts';
import { fireOverdue } from '../../log/fire-overdue.ts';
import type { Loops } from '../../log/loops.ts';
import type { LoopHappening } from '../../loop/event.ts';
import { keyOf, type LoopSettings } from '../../settings/settings.ts';
import { isOpen } from '../../loop/possible.ts';
import { findRecipients } from '../customer/customer.query.ts';
import { addressOf, letterProblem } from '../customer/may-contact.ts';
import { loopsOf, type Message } from '../message/message.ts';
import type { Messages } from '../message/messages.ts';
import type { Signer } from '../token/signer.ts';
import { compose, messageIdOf, type Sender } from './compose.ts';
import { pauseAfter } from './failure.ts';
import { afterLetter, type BroadcastAnswer } from './outcome.ts';
import type { Transport } from './smtp-transport.ts';

/** Sends what waits. */
export interface Outbox {
  /** Begins to look for letters, here and of other processes. */
  start(): void;
  /** Looks at once. */
  wake(): void;
  /** Looks once, and returns when everything that was due has been dealt with. */
  round(): Promise<void>;
  /** Ends, after the letters that are under way. */
  stop(): Promise<void>;
}

export interface OutboxOptions {
  loops: Pick<Loops, 'transact'>;
  messages: Messages;
  store: StoreReader;
  transport: Transport;
  sender: () => Sender;
  signer: Signer;
  /** The present settings: the addresses of our own people, and what was promised. */
  settings: () => LoopSettings;
  /** Epoch milliseconds. */
  now: () => number;
  /** The broadcasts whose letters wait, and what a broadcast says was done. */
  broadcasts: { paused(): readonly string[]; answerOf(id: string): BroadcastAnswer | null };
  /** Told of loops whose letters changed. */
  onChange?: (loopIds: readonly string[]) => void;
  onError?: (error: unknown) => void;
  /** Milliseconds between two looks. */
  pollMs?: number;
  /** Letters under way at once. */
  atOnce?: number;
}

const MINUTE = 60_000;
/** For so long a claim holds: twice the time that the transport may take. */
const LEASE_MS = 5 * MINUTE;
/** A letter whose event was never appended is given up after so long. */
const ORPHAN_MS = 60 * MINUTE;
const FIRST = 100;
/** What a letter's end says of the letter alone. */
const NOTED: ReadonlySet<LoopHappening['type']> = new Set<LoopHappening['type']>(['message_sent', 'message_failed']);

/**
 * The worker behind all letters. Any number of processes may run one over the same store: a letter is claimed before it goes out (see
 * clickhouse/migrations/0008_loop_messages.sql), and whatever it cannot know it leaves as `uncertain`, to be decided by a person.
 */
export function createOutbox({ loops, messages, store, transport, sender, signer, settings, now, broadcasts, onChange = () => {}, onError = () => {}, pollMs = 2_000, atOnce = 8 }: OutboxOptions): Outbox {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let again = false;
  let stopped = false;

  const statesOf = (message: Message): Promise<LoopState[]> =>
    loops.transact({ loops: loopsOf(message), decide: ({ loops: found }) => loopsOf(message).flatMap((id) => found.get(id) ?? []) });

  async function change(message: Message, to: Parameters<Messages['change']>[1]): Promise<Message | null> {
    const changed = await messages.change(message, to, { now: now() });
    if (changed) onChange(loopsOf(message));
    return changed;
  }

  /** Writes what became of a letter into its loops, and then that nothing is left to do. */
  async function settle(message: Message): Promise<void> {
    const broadcast = message.broadcast === null ? null : broadcasts.answerOf(message.broadcast);
    await loops.transact({
      loops: loopsOf(message),
      decide({ loops: found, history, append, now: moment }) {
        for (const [id, state] of found) {
          const happenings = afterLetter(state, message, { broadcast });
          if (happenings.length === 0) continue;
          // What was not kept until now was not kept: the letter comes too late for it.
          if (happenings.some(({ type }) => !NOTED.has(type))) fireOverdue({ now: moment, history, append }, { loopId: id, settings: settings() });
          append(id, happenings.map((happening) => ({ ...happening, actor: 'system', by: '' })));
        }
      },
    });
    await change(message, { nextAttemptAt: null });
  }

  async function end(message: Message, to: Parameters<Messages['change']>[1]): Promise<void> {
    const ended = await change(message, { ...to, nextAttemptAt: now() });
    if (ended) await settle(ended);
  }

  /** The event that this letter waits for has not come: it may be on its way, or its writer is gone. */
  async function wait(message: Message): Promise<void> {
    const age = now() - message.changedAt;
    if (now() - message.createdAt > ORPHAN_MS && age > MINUTE) {
      // One that was sent before and is to be sent again stays what it was.
      if (message.smtpId !== '') await change(message, { status: 'failed', failure: 'not_queued', nextAttemptAt: null });
      else if (await messages.drop(message, { now: now() })) onChange(loopsOf(message));
      return;
    }
    await messages.change(message, { nextAttemptAt: now() + (now() - message.createdAt < MINUTE ? 2_000 : 10 * MINUTE) }, { now: now() });
  }

  /** Whoever of ours an escalation names is written to while the loop is open; what a customer agreed to is nothing to them. */
  async function attemptOurs(message: Message): Promise<void> {
    const [loop] = await statesOf(message);
    const person = settings().people.get(keyOf(message.person));
    const to = person ? addressOf(person) : null;
    if (!person || to === null) return end(message, { status: 'refused', failure: 'no_address' });
    if (!loop || !isOpen(loop)) return end(message, { status: 'refused', failure: 'loop_closed' });
    return deliver(message, { to, name: person.name });
  }

  async function attempt(message: Message): Promise<void> {
    if (message.purpose === 'escalation') return attemptOurs(message);
    const waiting = (await statesOf(message)).filter(({ pendingMessages }) => pendingMessages.some(({ messageId }) => messageId === message.id));
    const [loop] = waiting;
    if (!loop) return wait(message);
    // As of now: the customer may have said no since the letter was written. One of several loops that asked for contact is enough.
    const { customerId } = message;
    const recipient = customerId === null ? undefined : (await findRecipients(store, { ids: [customerId] })).get(customerId);
    const problems = waiting.map((state) => letterProblem(recipient, state));
    const to = recipient ? addressOf(recipient) : null;
    if (!recipient || to === null || !problems.includes(null)) return end(message, { status: 'refused', failure: problems[0] ?? 'no_address' });
    return deliver(message, { to, name: recipient.name });
  }

  /** Claims a letter, hands it over and notes what became of it. */
  async function deliver(message: Message, { to, name }: { to: string; name: string }): Promise<void> {
    const from = sender();
    const claimed = await change(message, { status: 'sending', attempts: message.attempts + 1, smtpId: messageIdOf(message, from), nextAttemptAt: now() + LEASE_MS });
    // Another process has it.
    if (!claimed) return;
    const before = (await messages.ofLoops([message.loopId])).filter(({ id, person, smtpId, createdAt }) => id !== message.id && person === message.person && smtpId !== '' && createdAt <= message.createdAt);
    const raw = await compose(claimed, { sender: from, to, name, signer, references: before.map(({ smtpId }) => smtpId), now: now() });
    const delivery = await transport.deliver({ from: from.address, to, raw });
    if (delivery.outcome === 'sent') return sent(claimed);
    if (delivery.outcome === 'uncertain') return end(claimed, { status: 'uncertain', failure: delivery.failure });
    const pause = delivery.temporary ? pauseAfter(claimed.attempts) : null;
    if (pause === null) return end(claimed, { status: 'failed', failure: delivery.failure });
    await change(claimed, { status: 'queued', failure: delivery.failure, nextAttemptAt: now() + pause });
  }

  async function sent(message: Message): Promise<void> {
    const done = { status: 'sent', sentAt: now(), failure: '', nextAttemptAt: now() } as const;
    const ended = await change(message, done);
    if (ended) return settle(ended);
    // We were thought to be gone. Nobody sends it again by itself, but now it is known that it went out.
    const present = (await messages.find([message.id])).get(message.id);
    if (present?.status === 'uncertain') await end(present, done);
  }

  async function lookAt(message: Message): Promise<void> {
    // A broadcast that this process has not heard of yet: it may be paused, and what it says was done is not known here.
    if (message.broadcast !== null && broadcasts.answerOf(message.broadcast) === null) return;
    switch (message.status) {
      case 'queued':
        return attempt(message);
      case 'sending':
        return end(message, { status: 'uncertain', failure: 'interrupted' });
      case 'received':
      case 'sent':
      case 'failed':
      case 'refused':
      case 'uncertain':
        return settle(message);
    }
  }

  async function look(): Promise<void> {
    const due = await messages.due({ now: now(), first: FIRST, paused: broadcasts.paused() });
    const queue = [...due];
    let dealtWith = 0;
    const work = async (): Promise<void> => {
      for (let message = queue.shift(); message && !stopped; message = queue.shift()) {
        // One letter that cannot be dealt with must not hold up the others; it is looked at again in the next round.
        await lookAt(message).then(() => dealtWith++, onError);
      }
    };
    await Promise.all(Array.from({ length: atOnce }, work));
    if (due.length === FIRST && dealtWith > 0) again = true;
  }

  function round(): Promise<void> {
    again = true;
    return (running ??= (async () => {
      try {
        while (again && !stopped) {
          again = false;
          await look();
        }
      } finally {
        running = undefined;
      }
    })());
  }

  const wake = (): void => {
    if (timer) void round().catch(onError);
  };

  return {
    start() {
      timer ??= setInterval(wake, pollMs);
      timer.unref();
      wake();
    },
    wake,
    round,
    async stop() {
      stopped = true;
      clearInterval(timer);
      timer = undefined;
      await running?.catch(onError);
    },
  };
}
