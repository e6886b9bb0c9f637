import { Field, Float, Int, ObjectType } from 'type-graphql';
import { FeedbackType } from '../feedback/feedback.type.ts';

@ObjectType('RulePreviewDay', { simpleResolvers: true, description: 'A day of a preview.' })
export class RulePreviewDayType {
  @Field(() => String, { description: "yyyy-MM-dd in the organisation's zone." })
  day!: string;

  @Field(() => Int, { description: 'Feedback that the rule matches.' })
  matched!: number;

  @Field(() => Int, { description: 'Loops that it would have opened.' })
  wouldOpen!: number;
}

@ObjectType('RulePreview', { simpleResolvers: true, description: 'What a rule would have done with the feedback of the last days.' })
export class RulePreviewType {
  @Field(() => Int, { description: 'Feedback that it matches.' })
  matched!: number;

  @Field(() => Int, { description: 'Loops that it would have opened.' })
  wouldOpen!: number;

  @Field(() => Int, { description: 'Feedback that would have joined an open loop of its customer.' })
  wouldJoin!: number;

  @Field(() => [RulePreviewDayType], { description: 'Every day, empty ones included, oldest first.' })
  perDay!: RulePreviewDayType[];

  @Field(() => [FeedbackType], { description: 'Some of the feedback, newest first.' })
  examples!: FeedbackType[];

  @Field(() => Float, { description: 'How much of all feedback that is, in percent.' })
  sharePercent!: number;

  @Field(() => Boolean, { description: 'False when it matches more feedback than is looked at: all figures are then of the time up to the last of it.' })
  complete!: boolean;
}
