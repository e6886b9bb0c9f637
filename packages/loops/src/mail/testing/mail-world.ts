import { randomUUID } from 'node:crypto';
import { defineTable, rowsToBody } from '@heed/store';
import { openTestStore } from '@heed/store/testing';
import type { LoopCommand } from '../../loop/command.ts';
import type { Origin } from '../../loop/event.ts';
import { openLoop } from '../../loop/open.ts';
import type { LoopState } from '../../loop/state.ts';
import { ANNA, ORIGIN, testSettings } from '../../loop/testing.ts';
import { createLoops } from '../../log/create-loops.ts';
import { newLoopId } from '../../log/loop-id.ts';
import type { Loops } from '../../log/loops.ts';
import type { LoopSettings } from '../../settings/settings.ts';
import { createLetters } from '../letter/letters.ts';
import type { Message } from '../message/message.ts';
import { createMessages, type Messages } from '../message/messages.ts';
import type { Sender } from '../send/compose.ts';
import { createOutbox, type Outbox, type OutboxOptions } from '../send/outbox.ts';
import { createSmtpTransport, readSmtpUrl, type SmtpAddress, type Transport } from '../send/smtp-transport.ts';
import { createSigner } from '../token/signer.ts';

const customers = defineTable({ name: 'customers', columns: ['customer_id', 'version', 'deleted', 'external_id', 'name', 'email', 'phone'] });
const consents = defineTable({ name: 'customer_consent', columns: ['customer_id', 'said', 'consent'] });

export const T0 = Date.UTC(2026, 10, 5, 12);
export const SENDER: Sender = { name: 'Halvorn', address: 'care@heed.example', replyDomain: 'reply.heed.example', publicUrl: 'https://heed.example' };
export const SIGNER = createSigner('a secret of at least thirty-two characters');
/** Long enough for any machine: no test waits for these. */
const PATIENT = { connection: 20_000, greeting: 20_000, silence: 20_000, all: 25_000 };

export const transportTo = (url: string): Transport => createSmtpTransport(readSmtpUrl(url) as SmtpAddress, { timeouts: PATIENT });

/** Loops, letters and a clock of one's own on the real engine, for tests. */
export interface MailWorld {
  store: Awaited<ReturnType<typeof openTestStore>>;
  loops: Loops;
  messages: Messages;
  settings: LoopSettings;
  clock: { now: number };
  /** What failed where nobody waited for it. */
  errors: unknown[];
  outbox(transport: Transport, change?: Partial<OutboxOptions>): Outbox;
  /** A customer, with an address and consent unless told otherwise. */
  customer(about?: { name?: string; email?: string; consent?: boolean | null }): Promise<string>;
  /** A loop about a customer. */
  open(customerId: string | null, origin?: Partial<Origin>): Promise<string>;
  act(loopId: string, ...commands: LoopCommand[]): Promise<LoopState>;
  /** Acts until the loop is resolved, told by phone and closed. */
  close(loopId: string): Promise<LoopState>;
  state(loopId: string): Promise<LoopState>;
  /** Types of the events of a loop from a version on. */
  happened(loopId: string, from?: number): Promise<string[]>;
  /** The messages of a loop, oldest first. */
  letters(loopId: string): Promise<Message[]>;
  drop(): Promise<void>;
}

export const LETTER = { language: 'en', subject: 'About your order', body: 'We are sorry.' };

export async function openMailWorld(change: Partial<LoopSettings> = {}): Promise<MailWorld> {
  const store = await openTestStore();
  const clock = { now: T0 };
  const now = (): number => clock.now;
  const settings = testSettings(change);
  const messages = createMessages(store);
  const errors: unknown[] = [];
  const loops = createLoops({ store, settings: () => settings, now, letters: createLetters({ messages, store, now }), onError: (error) => errors.push(error) });
  let people = 0;
  const world: MailWorld = {
    store, loops, messages, settings, clock, errors,
    outbox: (transport, more = {}) => createOutbox({ loops, messages, store, transport, sender: () => SENDER, signer: SIGNER, settings: () => settings, now, broadcasts: { paused: () => [], answerOf: () => null }, onError: (error) => errors.push(error), ...more }),
    async customer({ name = 'Ann Lee', email, consent = true } = {}) {
      const id = randomUUID();
      people++;
      await store.insert(customers, rowsToBody([[id, 1, 0, `c-${people}`, name, email ?? `customer${people}@example.com`, '']]));
      if (consent !== null) await store.insert(consents, rowsToBody([[id, (T0 - 1) * 2 + (consent ? 0 : 1), consent ? 1 : 2]]));
      return id;
    },
    async open(customerId, origin = {}) {
      const id = newLoopId(clock.now);
      const happenings = openLoop({ openedBy: 'rule', rule: 'Detractors', feedbackId: null, customerId, externalId: '', department: 'Support', priority: 'normal', owner: null, watchers: [], origin: { ...ORIGIN, contactRequested: false, ...origin }, settings });
      await loops.transact({ loops: [], decide: ({ append }) => append(id, happenings.map((happening) => ({ ...happening, actor: 'system', by: '' }))) });
      return id;
    },
    async act(loopId, ...commands) {
      for (const command of commands) await loops.command(loopId, { command, actor: ANNA });
      return world.state(loopId);
    },
    close: (loopId) =>
      world.act(loopId, { do: 'resolve', note: '', rootCause: 'Bug', action: 'Fixed' }, { do: 'tell', way: 'call', note: '' }, { do: 'close', outcome: 'told', reason: null, note: '' }),
    async state(loopId) {
      return (await loops.history(loopId))?.state as LoopState;
    },
    async happened(loopId, from = 1) {
      return ((await loops.history(loopId))?.events ?? []).filter(({ version }) => version >= from).map(({ type }) => type);
    },
    letters: (loopId) => messages.ofLoops([loopId]),
    async drop() {
      await loops.close();
      await store.drop();
    },
  };
  return world;
}
