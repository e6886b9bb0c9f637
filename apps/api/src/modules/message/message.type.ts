import { MESSAGE_PURPOSES, MESSAGE_STATUSES, PURPOSES, type LoopSettings, type Message, type MessagePurpose, type MessageStatus } from '@heed/loops';
import { Field, GraphQLISODateTime, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { enumOf } from '../enum-of.ts';
import { LoopPersonType, personType } from '../loop/loop-person.type.ts';

const ON_PURPOSE = {
  CONTACT: { description: 'To reach the customer.' },
  TOLD: { description: 'To say what was done.' },
  REASK: { description: 'To ask again after the close.' },
};

export const MessagePurposeEnum = enumOf(PURPOSES);
registerEnumType(MessagePurposeEnum, {
  name: 'MessagePurpose',
  description: 'What a message to a customer is for.',
  valuesConfig: ON_PURPOSE,
});

const LoopMessagePurposeEnum = enumOf(MESSAGE_PURPOSES);
registerEnumType(LoopMessagePurposeEnum, {
  name: 'LoopMessagePurpose',
  description: 'What a message about a loop is for.',
  valuesConfig: { ...ON_PURPOSE, ESCALATION: { description: 'To tell somebody of ours of an escalation.' } },
});

const MessageStatusEnum = enumOf(MESSAGE_STATUSES);
registerEnumType(MessageStatusEnum, {
  name: 'MessageStatus',
  description: 'What became of a message.',
  valuesConfig: {
    QUEUED: { description: 'It waits to be sent.' },
    SENDING: { description: 'It is being handed over to the mail server.' },
    SENT: { description: 'The mail server took it.' },
    FAILED: { description: 'It could not be sent; `failure` says why.' },
    UNCERTAIN: { description: 'It may have arrived or not, and is not sent again by itself.' },
    REFUSED: { description: 'There is no address or no consent, or the loop was closed before.' },
    RECEIVED: { description: 'The customer wrote it.' },
  },
});

@ObjectType('LoopMessage', { simpleResolvers: true, description: 'A message to or from a customer, or to somebody of ours.' })
export class LoopMessageType {
  @Field(() => ID, { description: 'Its id.' })
  id!: string;

  @Field(() => LoopMessagePurposeEnum, { nullable: true, description: 'What it is for; null for one from the customer.' })
  purpose!: MessagePurpose | null;

  @Field(() => LoopPersonType, { nullable: true, description: 'Who of ours it is for; null for letters to and from the customer.' })
  person!: LoopPersonType | null;

  @Field(() => MessageStatusEnum, { description: 'What became of it.' })
  status!: MessageStatus;

  @Field(() => Boolean, { description: 'The customer wrote it.' })
  incoming!: boolean;

  @Field(() => String, { description: 'BCP 47 tag.' })
  language!: string;

  @Field(() => String, { description: 'Its subject.' })
  subject!: string;

  @Field(() => String, { description: 'Its words.' })
  body!: string;

  @Field(() => GraphQLISODateTime, { description: 'When it was written.' })
  at!: Date;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'When it was sent.' })
  sentAt!: Date | null;

  @Field(() => Int, { description: 'How often sending it was tried.' })
  attempts!: number;

  @Field(() => Int, { description: 'How many files came with it; they are not kept.' })
  attachments!: number;

  @Field(() => ID, { nullable: true, description: 'The broadcast that it belongs to.' })
  broadcast!: string | null;

  @Field(() => String, { nullable: true, description: 'Why it could not be sent.' })
  failure!: string | null;
}

/** A message as GraphQL shows it. */
export function messageType({ id, person, purpose, status, incoming, language, subject, body, createdAt, sentAt, attempts, failure, attachments, broadcast }: Message, { settings }: { settings: LoopSettings }): LoopMessageType {
  return { id, person: personType(person, settings), purpose, status, incoming, language, subject, body, at: new Date(createdAt), sentAt: sentAt === null ? null : new Date(sentAt), attempts, failure: failure || null, attachments, broadcast };
}
