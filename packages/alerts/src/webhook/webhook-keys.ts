import { HeedError } from '@heed/domain';
import type { Journal, JournalEvent } from '@heed/store';
import * as z from 'zod';
import { newSecret } from './sign.ts';

/** Why a webhook was turned off by itself: its receiver is gone (410), or it failed for days. */
export const OFF_REASONS = ['gone', 'failing'] as const;
export type OffReason = (typeof OFF_REASONS)[number];

/** What stands about a webhook beside its definition, which a file may hold. */
export interface WebhookKey {
  secret: string;
  /** The secret of before, with which is signed as well until then (epoch milliseconds). */
  previous: { secret: string; until: number } | null;
  madeAt: number;
  /** When and why it was turned off by itself; null while it is on. */
  off: { at: number; reason: OffReason } | null;
}

/** Secrets of webhooks and whether they were turned off, by the key of the webhook's name: in the journal, and in no file of definitions. */
export interface WebhookKeys {
  get(webhook: string): WebhookKey | undefined;
  /** With what is signed at a moment. */
  secrets(webhook: string, now: number): string[];
  /** Makes a secret and returns it; with `keepMs` what there was holds so much longer, else it ends at once. */
  make(webhook: string, options: { by: string; keepMs: number }): Promise<string>;
  turnOff(webhook: string, reason: OffReason): Promise<void>;
  /** What was turned off by itself may be tried again. */
  turnOn(webhook: string, by: string): Promise<void>;
  /** Forgets everything about it. */
  forget(webhook: string, by: string): Promise<void>;
  /** Reads what other processes decided. */
  refresh(): Promise<void>;
}

const STREAM = 'webhooks';
const ATTEMPTS = 10;
const made = z.object({ webhook: z.string(), secret: z.string(), keepMs: z.number() });
const off = z.object({ webhook: z.string(), reason: z.enum(OFF_REASONS) });
const named = z.object({ webhook: z.string() });

function apply(keys: Map<string, WebhookKey>, { type, at, payload }: JournalEvent): void {
  const { webhook } = named.parse(payload);
  const before = keys.get(webhook);
  if (type === 'made') {
    const { secret, keepMs } = made.parse(payload);
    keys.set(webhook, { secret, previous: before && keepMs > 0 ? { secret: before.secret, until: at + keepMs } : null, madeAt: at, off: before?.off ?? null });
  } else if (type === 'forgotten') {
    keys.delete(webhook);
  } else if (before) {
    keys.set(webhook, { ...before, off: type === 'off' ? { at, reason: off.parse(payload).reason } : null });
  }
}

/** Secrets of webhooks, derived from the journal. Call `refresh` once before use, and regularly after. */
export function createWebhookKeys({ journal, now, onChange = () => {} }: { journal: Journal; now: () => number; onChange?: () => void }): WebhookKeys {
  const keys = new Map<string, WebhookKey>();
  let version = 0;

  function advance(events: readonly JournalEvent[]): void {
    const newer = events.filter((event) => event.version > version);
    for (const event of newer) {
      apply(keys, event);
      version = event.version;
    }
    if (newer.length > 0) onChange();
  }
  const refresh = async (): Promise<void> => advance(await journal.read(STREAM, { after: version }));

  async function decide(type: string, actor: string, payload: object): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      await refresh();
      try {
        return advance([await journal.append(STREAM, { expected: version, type, actor, at: now(), payload })]);
      } catch (error) {
        // Something about another webhook, or the same decision elsewhere.
        if (!(error instanceof HeedError && error.code === 'CONFLICT') || attempt === ATTEMPTS) throw error;
      }
    }
  }

  return {
    refresh,
    get: (webhook) => keys.get(webhook),
    secrets(webhook, moment) {
      const key = keys.get(webhook);
      if (!key) return [];
      return key.previous && key.previous.until > moment ? [key.secret, key.previous.secret] : [key.secret];
    },
    async make(webhook, { by, keepMs }) {
      const secret = newSecret();
      await decide('made', by, { webhook, secret, keepMs });
      return secret;
    },
    async turnOff(webhook, reason) {
      await refresh();
      if (keys.get(webhook)?.off === null) await decide('off', 'system', { webhook, reason });
    },
    async turnOn(webhook, by) {
      await refresh();
      if (keys.get(webhook)?.off) await decide('on', by, { webhook });
    },
    async forget(webhook, by) {
      await refresh();
      if (keys.has(webhook)) await decide('forgotten', by, { webhook });
    },
  };
}
