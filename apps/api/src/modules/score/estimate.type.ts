import type { Period } from '@heed/domain';
import type { Change, Estimate, Verdict } from '@heed/measure';
import { Field, Float, GraphQLISODateTime, Int, ObjectType, registerEnumType } from 'type-graphql';

@ObjectType('Period', { simpleResolvers: true, description: 'A half-open interval of time: `from` is in it, `to` is not.' })
export class PeriodType {
  @Field(() => GraphQLISODateTime, { description: 'Start, included.' })
  from!: Date;

  @Field(() => GraphQLISODateTime, { description: 'End, not included.' })
  to!: Date;
}

/** A period as GraphQL shows it. */
export function periodType(period: Period): PeriodType {
  return { from: new Date(period.from), to: new Date(period.to) };
}

@ObjectType('Estimate', { simpleResolvers: true, description: 'A value with its uncertainty. `value`, `low` and `high` are null when n is 0.' })
export class EstimateType implements Estimate {
  @Field(() => Float, { nullable: true, description: 'The value in the unit of the metric, not rounded.' })
  value!: number | null;

  @Field(() => Float, { nullable: true, description: 'Lower end of the 95 % interval.' })
  low!: number | null;

  @Field(() => Float, { nullable: true, description: 'Upper end of the 95 % interval.' })
  high!: number | null;

  @Field(() => Int, { description: 'Answers that count.' })
  n!: number;

  @Field(() => Int, { description: 'Feedback that matched the filter but carries no valid score of this kind.' })
  excluded!: number;

  @Field(() => Boolean, { description: "False when n is below the metric's minimum sample." })
  enough!: boolean;
}

export const VerdictEnum = { UP: 'up', DOWN: 'down', NO_CLEAR_CHANGE: 'no_clear_change', TOO_FEW_ANSWERS: 'too_few_answers' } as const;
registerEnumType(VerdictEnum, {
  name: 'Verdict',
  description: 'Whether a value clearly changed (95 %, two-sided).',
  valuesConfig: {
    UP: { description: 'The value clearly rose.' },
    DOWN: { description: 'The value clearly fell.' },
    NO_CLEAR_CHANGE: { description: 'The difference may be chance.' },
    TOO_FEW_ANSWERS: { description: 'One of the periods has too few answers to compare.' },
  },
});

@ObjectType('Change', { simpleResolvers: true, description: 'The difference to the period before, of the same length.' })
export class ChangeType implements Change {
  @Field(() => Float, { nullable: true, description: 'Value now minus value before; null when one of them is.' })
  value!: number | null;

  @Field(() => Float, { nullable: true, description: 'Lower end of the 95 % interval of the difference.' })
  low!: number | null;

  @Field(() => Float, { nullable: true, description: 'Upper end of the 95 % interval of the difference.' })
  high!: number | null;

  @Field(() => VerdictEnum, { description: 'What can honestly be said of it.' })
  verdict!: Verdict;

  @Field(() => EstimateType, { description: 'The value before.' })
  previous!: Estimate;

  @Field(() => PeriodType, { description: 'The period before.' })
  previousPeriod!: PeriodType;
}
