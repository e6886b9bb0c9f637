import { HeedError } from '@heed/domain';
import { FieldResolver, GraphQLISODateTime, Resolver, Root } from 'type-graphql';
import { CustomerType, FeedbackType } from '../feedback/feedback.type.ts';
import { LoopMessageType } from '../message/message.type.ts';
import { LoopCommandNameEnum, type LoopAct } from './loop-enums.ts';
import { LoopEventType } from './loop-event.type.ts';
import { LoopDurationValueType, LoopLegType, LoopTargetType, LoopTimeType } from './loop-time.type.ts';
import { LoopType } from './loop.type.ts';

const later = (): never => {
  throw new HeedError('UNAVAILABLE', 'Loops cannot be read yet.');
};

/** What the history of a loop costs, where a field of it is asked for. */
const HISTORY = 20;

@Resolver(() => LoopType)
export class LoopFieldsResolver {
  @FieldResolver(() => String, { nullable: true, complexity: HISTORY, description: 'When the customer would like to be contacted, in their own words.' })
  preferredTime(@Root() _loop: LoopType): Promise<string | null> {
    return later();
  }

  @FieldResolver(() => [FeedbackType], { complexity: 5, description: 'What opened it first, then what joined; at most 50.' })
  feedback(@Root() _loop: LoopType): Promise<FeedbackType[]> {
    return later();
  }

  @FieldResolver(() => CustomerType, { nullable: true, complexity: 2, description: 'Who it is about; null when unknown or anonymous.' })
  customer(@Root() _loop: LoopType): Promise<CustomerType | null> {
    return later();
  }

  @FieldResolver(() => [LoopTargetType], { complexity: HISTORY, description: 'What was promised, with what became of it.' })
  targets(@Root() _loop: LoopType): Promise<LoopTargetType[]> {
    return later();
  }

  @FieldResolver(() => [LoopDurationValueType], { complexity: HISTORY, description: 'How long everything took that happened, and what still runs up to now.' })
  durations(@Root() _loop: LoopType): Promise<LoopDurationValueType[]> {
    return later();
  }

  @FieldResolver(() => LoopTimeType, { complexity: HISTORY, description: 'All waiting for the customer so far.' })
  waiting(@Root() _loop: LoopType): Promise<LoopTimeType> {
    return later();
  }

  @FieldResolver(() => [LoopLegType], { complexity: HISTORY, description: 'Which department held it for how long, in order. Legs and waiting add up to the whole.' })
  legs(@Root() _loop: LoopType): Promise<LoopLegType[]> {
    return later();
  }

  @FieldResolver(() => [LoopCommandNameEnum], { complexity: HISTORY, description: 'What can be done now.' })
  possible(@Root() _loop: LoopType): Promise<LoopAct[]> {
    return later();
  }

  @FieldResolver(() => [LoopEventType], { complexity: HISTORY, description: 'Everything that happened, oldest first; what was taken back, too.' })
  history(@Root() _loop: LoopType): Promise<LoopEventType[]> {
    return later();
  }

  @FieldResolver(() => [LoopMessageType], { complexity: HISTORY, description: 'Messages to and from the customer, oldest first.' })
  messages(@Root() _loop: LoopType): Promise<LoopMessageType[]> {
    return later();
  }

  @FieldResolver(() => GraphQLISODateTime, { nullable: true, complexity: HISTORY, description: 'Until when the caller can take their last act back; null when there is nothing to take back.' })
  undoable(@Root() _loop: LoopType): Promise<Date | null> {
    return later();
  }
}
