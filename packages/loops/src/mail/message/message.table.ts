import { defineTable } from '@heed/store';
import type { Message } from './message.ts';

/** Letters and their answers; see clickhouse/migrations/0008_loop_messages.sql. */
export const messagesTable = defineTable({
  name: 'loop_messages',
  columns: [
    'loop_id', 'message_id', 'revision', 'deleted', 'writer', 'further_loops', 'customer_id', 'person', 'purpose', 'broadcast', 'incoming', 'status', 'language', 'subject',
    'body', 'template', 'created_at', 'changed_at', 'next_attempt_at', 'attempts', 'sent_at', 'failure', 'smtp_id', 'in_reply_to', 'attachments',
  ],
});

/** A message as a row of `loop_messages`. */
export function messageRow(message: Message, { writer, deleted = false }: { writer: string; deleted?: boolean }): unknown[] {
  return [
    message.loopId, message.id, message.revision, deleted ? 1 : 0, writer, message.furtherLoops, message.customerId, message.person, message.purpose, message.broadcast, message.incoming,
    message.status, message.language, message.subject, message.body, message.template, message.createdAt, message.changedAt, message.nextAttemptAt, message.attempts,
    message.sentAt, message.failure, message.smtpId, message.inReplyTo, message.attachments,
  ];
}
