import { randomUUID } from 'node:crypto';
import { rowsToBody, type Store } from '@heed/store';
import type { Message } from './message.ts';
import { messageRow, messagesTable } from './message.table.ts';
import { broadcastCounts, dueMessages, messageHead, messagesById, messagesOfLoops } from './messages.query.ts';

/** What changes about a message; its loop, its words and its writer's language never do. */
export type MessageChange = Partial<Pick<Message, 'status' | 'nextAttemptAt' | 'attempts' | 'sentAt' | 'failure' | 'smtpId' | 'subject' | 'body' | 'language'>>;

/** The letters to customers and what they wrote back, as they are stored. */
export interface Messages {
  /** Writes new messages at revision 1. Writing the same once more changes nothing, unless they have moved on: then they stay as they are. */
  add(messages: readonly Message[]): Promise<void>;
  /**
   * Writes a message, also where one with its id was dropped before. Resolves to false when it is there already.
   */
  put(message: Message): Promise<boolean>;
  /**
   * Changes a message, if it is still as it was read: of several writers, in any process, one gets the message as it is now, and the
   * others get null and must read again.
   */
  change(message: Message, change: MessageChange, moment: { now: number }): Promise<Message | null>;
  /** Takes away a message that was queued for nothing; false when it has moved on. */
  drop(message: Message, moment: { now: number }): Promise<boolean>;
  find(ids: readonly string[]): Promise<Map<string, Message>>;
  /** Both directions, oldest first. */
  ofLoops(loops: readonly string[]): Promise<Message[]>;
  /** What must be looked at by now, the longest overdue first. */
  due(options: { now: number; first: number; paused?: readonly string[] }): Promise<Message[]>;
  countBroadcasts(broadcasts: readonly string[]): Promise<{ broadcast: string; status: Message['status']; failure: string; n: number }[]>;
}

const token = ({ id, revision }: Pick<Message, 'id' | 'revision'>): string => `message:${id}:${revision}`;

/** Messages in the store; see clickhouse/migrations/0008_loop_messages.sql for how of several writers one wins. */
export function createMessages(store: Pick<Store, 'read' | 'insert'>): Messages {
  /** Writes the next revision of a message; true when it is ours that stands. */
  async function write(message: Message, { deleted = false }: { deleted?: boolean } = {}): Promise<boolean> {
    const writer = randomUUID();
    await store.insert(messagesTable, rowsToBody([messageRow(message, { writer, deleted })]), { token: token(message) });
    const [head] = await store.read(messageHead, { loop: message.loopId, id: message.id });
    return head?.writer === writer;
  }

  return {
    async add(messages) {
      if (messages.length === 0) return;
      const writer = randomUUID();
      await store.insert(messagesTable, rowsToBody(messages.map((message) => messageRow({ ...message, revision: 1 }, { writer }))));
    },
    async put(message) {
      const [head] = await store.read(messageHead, { loop: message.loopId, id: message.id });
      if (head && head.deleted === 0) return false;
      return write({ ...message, revision: (head?.revision ?? 0) + 1 });
    },
    async change(message, change, { now }) {
      const changed: Message = { ...message, ...change, changedAt: now, revision: message.revision + 1 };
      return (await write(changed)) ? changed : null;
    },
    drop: (message, { now }) => write({ ...message, changedAt: now, nextAttemptAt: null, revision: message.revision + 1 }, { deleted: true }),
    async find(ids) {
      if (ids.length === 0) return new Map();
      return new Map((await store.read(messagesById, { ids: [...ids] })).map((message) => [message.id, message]));
    },
    ofLoops: async (loops) => (loops.length === 0 ? [] : store.read(messagesOfLoops, { loops: [...loops] })),
    due: ({ now, first, paused = [] }) => store.read(dueMessages, { now, first, paused: [...paused] }),
    countBroadcasts: async (broadcasts) => (broadcasts.length === 0 ? [] : store.read(broadcastCounts, { broadcasts: [...broadcasts] })),
  };
}
