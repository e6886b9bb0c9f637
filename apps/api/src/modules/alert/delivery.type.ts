import { messageIdOf, NO_ALERT, type Channel, type Delivery, type DeliveryState } from '@heed/alerts';
import { Field, GraphQLISODateTime, ID, Int, ObjectType } from 'type-graphql';
import { DeliveryChannelEnum, DeliveryEventEnum, DeliveryStateEnum } from './alert-enums.ts';

@ObjectType('AlertAttempt', { simpleResolvers: true, description: 'One attempt to deliver.' })
export class AlertAttemptType {
  @Field(() => GraphQLISODateTime, { description: 'When.' })
  at!: Date;

  @Field(() => Int, { description: 'How long it took.' })
  milliseconds!: number;

  @Field(() => String, { description: 'Why it failed, in a word such as timeout, refused_address or status_500; empty where it was taken.' })
  reason!: string;

  @Field(() => Int, { nullable: true, description: 'The HTTP status that a webhook answered; null for mails and where nothing was answered.' })
  status!: number | null;
}

@ObjectType('AlertDelivery', { simpleResolvers: true, description: 'A mail to one person or a call of one webhook. What was answered is not kept.' })
export class AlertDeliveryType {
  @Field(() => ID, { description: 'Its id.' })
  id!: string;

  @Field(() => String, { description: 'By which a webhook knows it again: the header webhook-id of each attempt.' })
  messageId!: string;

  @Field(() => ID, { nullable: true, description: 'The alert that it is about; null for a test.' })
  alert!: string | null;

  @Field(() => DeliveryEventEnum, { description: 'What it tells.' })
  event!: Delivery['event'];

  @Field(() => DeliveryChannelEnum, { description: 'In which way.' })
  channel!: Channel;

  @Field(() => String, { description: 'To whom: the key of a person, or of a webhook the name in lower case.' })
  to!: string;

  @Field(() => DeliveryStateEnum, { description: 'How far it has come.' })
  state!: DeliveryState;

  @Field(() => String, { description: 'Why it waits, failed or was skipped, in a word; may be empty.' })
  reason!: string;

  @Field(() => [AlertAttemptType], { description: 'The last 30 attempts, oldest first.' })
  attempts!: AlertAttemptType[];

  @Field(() => GraphQLISODateTime, { description: 'When it was made.' })
  createdAt!: Date;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'When it is tried next; null when nothing is left to do.' })
  nextAttemptAt!: Date | null;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'When it was taken.' })
  deliveredAt!: Date | null;
}

@ObjectType('AlertDeliveries', { simpleResolvers: true, description: 'Deliveries, newest first.' })
export class AlertDeliveriesType {
  @Field(() => [AlertDeliveryType], { description: 'A page of them.' })
  deliveries!: AlertDeliveryType[];

  @Field(() => Boolean, { description: 'More follow after endCursor.' })
  hasNextPage!: boolean;

  @Field(() => String, { nullable: true, description: 'Cursor of the last of the page; null where it is empty.' })
  endCursor!: string | null;
}

const orNull = (moment: number | null): Date | null => (moment === null ? null : new Date(moment));

/** A delivery as GraphQL shows it. */
export function deliveryType(delivery: Delivery): AlertDeliveryType {
  const { id, event, channel, target, state, reason, attempts } = delivery;
  return {
    id, event, channel, state, reason,
    messageId: messageIdOf(delivery),
    alert: delivery.alertId === NO_ALERT ? null : delivery.alertId,
    to: target,
    attempts: attempts.map(({ at, ...attempt }) => ({ ...attempt, at: new Date(at) })),
    createdAt: new Date(delivery.createdAt),
    nextAttemptAt: orNull(delivery.nextAttemptAt),
    deliveredAt: orNull(delivery.deliveredAt),
  };
}
