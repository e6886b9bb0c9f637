import { setTimeout as sleep } from 'node:timers/promises';
import { send } from './http.ts';
import type { Content, Entry } from './ledger.ts';
import { seeded } from './stats.ts';

/** What the senders did, all together. */
export interface Sent {
  acknowledged: number;
  corrections: number;
  repetitions: number;
  /** Requests whose outcome stayed unknown at first. */
  unknown: number;
  /** Of those, sent again until acknowledged. */
  resent: number;
}

export interface Senders {
  /** All that the senders know; complete once `stop` has returned. */
  readonly entries: Entry[];
  readonly sent: Sent;
  /** Resolves at the first acknowledgement of a request that was sent from now on, with the milliseconds until then. */
  nextAcknowledgement(): Promise<number>;
  /** Lets the senders finish what they have begun and waits for them. */
  stop(): Promise<void>;
}

const FIELDS = 'status refusals { column kind reason }';
const ONE = `mutation ($input: FeedbackInput!) { submitFeedback(input: $input) { ${FIELDS} } }`;
const MANY = `mutation ($input: [FeedbackInput!]!) { submitFeedbackBatch(input: $input) { receipts { ${FIELDS} } } }`;
const PAUSE_MS = 25;
const YEAR_END = Date.UTC(2026, 0, 1);

interface Draft {
  entry: Entry;
  content: Content;
}

/**
 * Senders that never wait for each other. Each owns its feedback, so the order of its submissions is known. They submit
 * singly and in batches, correct what was acknowledged (also to another day, and to another year), repeat it, send the
 * same twice at once, and after an unknown outcome either send the same again or leave it.
 */
export function startSenders(url: string, { singles, batches, seed }: { singles: number; batches: number; seed: number }): Senders {
  const entries: Entry[] = [];
  const sent: Sent = { acknowledged: 0, corrections: 0, repetitions: 0, unknown: 0, resent: 0 };
  const waiting: { since: number; resolve: (milliseconds: number) => void }[] = [];
  let stopping = false;
  let number = 0;

  /** True when the request was acknowledged as a whole; false when its outcome is unknown. */
  async function post(drafts: readonly Draft[], { single }: { single: boolean }): Promise<boolean> {
    const input = drafts.map(({ entry, content }) => ({ source: 'bench:crash', externalId: entry.externalId, department: 'Support', ...content }));
    const body = JSON.stringify(single ? { query: ONE, variables: { input: input[0] } } : { query: MANY, variables: { input } });
    const since = performance.now();
    try {
      const { status, text } = await send(`${url}/graphql`, { body, headers: { 'content-type': 'application/json' }, timeoutMs: 15_000 });
      const { data } = JSON.parse(text) as { data?: { submitFeedback?: { status: string }; submitFeedbackBatch?: { receipts: { status: string }[] } } | null };
      const receipts = data?.submitFeedback ? [data.submitFeedback] : data?.submitFeedbackBatch?.receipts;
      if (status !== 200 || receipts?.length !== drafts.length) return false;
      if (receipts.some((receipt) => receipt.status === 'REFUSED')) throw new TypeError(`a submission was refused: ${text.slice(0, 400)}`);
      const now = performance.now();
      for (const ear of waiting.splice(0)) {
        if (since >= ear.since) ear.resolve(now - ear.since);
        else waiting.push(ear);
      }
      return true;
    } catch (error) {
      if (error instanceof TypeError) throw error;
      return false;
    }
  }

  async function sender(index: number, { single }: { single: boolean }): Promise<void> {
    const random = seeded(seed * 1_000 + index);
    const own: Entry[] = [];
    const content = (from: number, days: number): Content => ({ nps: Math.floor(random() * 11), comment: `words ${Math.floor(random() * 1e9)}`, occurredAt: new Date(from + Math.floor(random() * days * 86_400_000)).toISOString() });

    const draft = (): Draft & { elsewhere: boolean } => {
      const known = own.length > 0 && random() < 0.3 ? own[Math.floor(random() * own.length)] : undefined;
      if (!known?.acknowledged) {
        const entry: Entry = { externalId: `${index}-${number++}`, acknowledged: undefined, unknown: [] };
        return { entry, content: content(YEAR_END - 30 * 86_400_000, 30), elsewhere: false };
      }
      const kind = random();
      if (kind < 0.3) {
        sent.repetitions++;
        return { entry: known, content: known.acknowledged, elsewhere: false };
      }
      sent.corrections++;
      const elsewhere = kind > 0.9;
      return { entry: known, content: elsewhere ? content(YEAR_END, 30) : content(YEAR_END - 30 * 86_400_000, 30), elsewhere };
    };

    while (!stopping) {
      const drafts: (Draft & { elsewhere: boolean })[] = [];
      const size = single ? 1 : 20 + Math.floor(random() * 180);
      for (const fresh of Array.from({ length: size }, draft)) if (!drafts.some(({ entry }) => entry === fresh.entry)) drafts.push(fresh);
      for (const { entry } of drafts) {
        if (entry.acknowledged || entry.unknown.length > 0) continue;
        own.push(entry);
        entries.push(entry);
      }
      const twins = single && random() < 0.1 ? [post(drafts, { single }), post(drafts, { single })] : [post(drafts, { single })];
      let acknowledged = (await Promise.all(twins)).some(Boolean);
      if (!acknowledged) {
        sent.unknown++;
        // A correction that moves to another year is written in two steps; the sender of one sends it until it is answered.
        const insists = random() < 0.7 || drafts.some(({ elsewhere, entry }) => elsewhere || entry.unknown.length > 0);
        if (insists) sent.resent++;
        while (!acknowledged && insists) {
          await sleep(PAUSE_MS);
          acknowledged = await post(drafts, { single });
        }
      }
      for (const { entry, content: last } of drafts) {
        if (acknowledged) {
          entry.acknowledged = last;
          entry.unknown = [];
          sent.acknowledged++;
        } else entry.unknown.push(last);
      }
      await sleep(acknowledged ? random() * 5 : PAUSE_MS);
    }
  }

  const running = Promise.all([...Array.from({ length: singles }, (_, index) => sender(index, { single: true })), ...Array.from({ length: batches }, (_, index) => sender(100 + index, { single: false }))]);
  return {
    entries,
    sent,
    nextAcknowledgement: () => new Promise((resolve, reject) => {
      waiting.push({ since: performance.now(), resolve });
      setTimeout(() => reject(new Error('nothing was acknowledged within 60 s')), 60_000).unref();
    }),
    async stop() {
      stopping = true;
      await running;
    },
  };
}
