import { targetStatus, type Estimate, type MetricDefinition, type TargetStatus } from '@heed/measure';
import { Field, Float, ObjectType, registerEnumType } from 'type-graphql';
import { enumOf } from '../enum-of.ts';

const TargetStatusEnum = enumOf<TargetStatus>(['on_track', 'close', 'off_track', 'too_few_answers']);
registerEnumType(TargetStatusEnum, {
  name: 'TargetStatus',
  description: 'How a value stands to its target (95 %, two-sided).',
  valuesConfig: {
    ON_TRACK: { description: 'The value is at the target, or better.' },
    CLOSE: { description: 'The value falls short, but its interval still reaches the target: the difference may be chance.' },
    OFF_TRACK: { description: 'The value and all of its interval miss the target.' },
    TOO_FEW_ANSWERS: { description: 'There are fewer answers than the minimum sample.' },
  },
});

@ObjectType('Target', { simpleResolvers: true, description: 'What a metric should reach, and how it stands to that.' })
export class TargetType {
  @Field(() => Float, { description: 'The target, in the unit of the metric.' })
  value!: number;

  @Field(() => TargetStatusEnum, { description: 'What can honestly be said of it.' })
  status!: TargetStatus;
}

/** An estimate beside the target of its metric, as GraphQL shows it; null where none is set. */
export function targetType(target: number | null, { metric, estimate }: { metric: Pick<MetricDefinition, 'better'>; estimate: Estimate }): TargetType | null {
  return target === null ? null : { value: target, status: targetStatus(estimate, { target, better: metric.better }) };
}
