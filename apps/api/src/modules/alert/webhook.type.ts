import type { OffReason } from '@heed/alerts';
import { Field, GraphQLISODateTime, Int, ObjectType } from 'type-graphql';
import { OffReasonEnum } from './alert-enums.ts';

@ObjectType('Webhook', { simpleResolvers: true, description: 'Where alerts are sent by program: signed as Standard Webhooks 1.0 has it.' })
export class WebhookType {
  @Field(() => String, { description: 'Its name, unique whatever the case.' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'Its address; null for whoever is no administrator, as an address may be a secret.' })
  url!: string | null;

  @Field(() => String, { description: 'The host of its address.' })
  host!: string;

  @Field(() => Boolean, { description: 'False while a person keeps it off.' })
  enabled!: boolean;

  @Field(() => OffReasonEnum, { nullable: true, description: 'Why it was turned off by itself; null while it was not.' })
  off!: OffReason | null;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'When it was.' })
  offAt!: Date | null;

  @Field(() => Boolean, { description: 'Whether there is a secret to sign with; a webhook that came with a file has none until it gets one by rotateWebhookSecret.' })
  hasSecret!: boolean;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'When its secret was made.' })
  secretMadeAt!: Date | null;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'Until when it is signed with the secret of before as well; null when it is not.' })
  previousSecretUntil!: Date | null;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'When it last took something.' })
  deliveredAt!: Date | null;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'Since when all that was tried failed; null where nothing did. After five days it is turned off.' })
  failingSince!: Date | null;

  @Field(() => [String], { description: 'Names of the rules that call it.' })
  rules!: string[];

  @Field(() => Int, { description: 'Grows with each change. Hand it in with a change of your own.' })
  version!: number;
}

@ObjectType('WebhookSecret', { simpleResolvers: true, description: 'A webhook with its secret, which is shown this once.' })
export class WebhookSecretType {
  @Field(() => WebhookType, { description: 'The webhook.' })
  webhook!: WebhookType;

  @Field(() => String, { description: 'By which its receiver knows that what comes is from this Heed: whsec_ and 32 bytes in base64.' })
  secret!: string;
}
