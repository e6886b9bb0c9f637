import type { AlertState, Channel } from '@heed/alerts';
import { ArgsType, Field, ID, Int } from 'type-graphql';
import { AlertStateEnum, DeliveryChannelEnum } from './alert-enums.ts';

@ArgsType()
class PageArgs {
  @Field(() => Int, { defaultValue: 50, description: 'How many, 1 to 200.' })
  first!: number;

  @Field(() => String, { nullable: true, description: 'Cursor after which the page begins.' })
  after?: string | null;
}

@ArgsType()
export class AlertsArgs extends PageArgs {
  @Field(() => [AlertStateEnum], { nullable: true, description: 'Only those in one of these states; all when missing.' })
  states?: AlertState[] | null;
}

@ArgsType()
export class DeliveriesArgs extends PageArgs {
  @Field(() => ID, { nullable: true, description: 'Only about this alert.' })
  alert?: string | null;

  @Field(() => DeliveryChannelEnum, { nullable: true, description: 'Only in this way; needs `to`.' })
  channel?: Channel | null;

  @Field(() => String, { nullable: true, description: 'Only to this one: the key of a person, or the name of a webhook; needs `channel`.' })
  to?: string | null;
}
