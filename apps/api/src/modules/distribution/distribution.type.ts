import { BANDS, type Band } from '@heed/measure';
import { Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql';
import { enumOf } from '../enum-of.ts';
import { MetricType } from '../metric/metric.type.ts';
import { PeriodType } from '../score/estimate.type.ts';
import { SnapshotType } from '../snapshot.type.ts';

const AnswerBandEnum = enumOf<Band>(BANDS);
registerEnumType(AnswerBandEnum, {
  name: 'AnswerBand',
  description: 'What an answer means for its metric.',
  valuesConfig: {
    GOOD: { description: 'NPS: promoters, 9–10. CSAT: satisfied, the top boxes. CES: easy, 5–7.' },
    NEUTRAL: { description: 'Neither. NPS: passives, 7–8. CES: 4.' },
    BAD: { description: 'NPS: detractors, 0–6. CSAT: dissatisfied, as many of the lowest answers as the top boxes are of the highest. CES: hard, 1–3.' },
  },
});

@ObjectType('DistributionAnswer', { simpleResolvers: true, description: 'One possible answer, or a range of them, and how often it was given.' })
export class DistributionAnswerType {
  @Field(() => Float, { description: 'The answer, or the lower end of the range, which is in it.' })
  answer!: number;

  @Field(() => Float, { nullable: true, description: 'The upper end of the range, which is in the last range only; null for a single answer.' })
  upTo!: number | null;

  @Field(() => AnswerBandEnum, { description: 'What it means for the metric.' })
  band!: Band;

  @Field(() => Int, { description: 'How many gave it; 0 when nobody did.' })
  n!: number;

  @Field(() => Float, { nullable: true, description: 'Of all answers, in percent; null when nobody answered.' })
  share!: number | null;

  @Field(() => Float, { nullable: true, description: 'Lower end of the 95 % interval of the share (Wilson).' })
  low!: number | null;

  @Field(() => Float, { nullable: true, description: 'Upper end of the 95 % interval of the share.' })
  high!: number | null;

  @Field(() => Float, { nullable: true, description: 'The share in the period before; null without a period, and when nobody answered in it.' })
  previousShare!: number | null;
}

@ObjectType('Distribution', { simpleResolvers: true, description: 'How often each answer behind a metric was given.' })
export class DistributionType extends SnapshotType {
  @Field(() => MetricType, { description: 'The metric and its definition.' })
  metric!: MetricType;

  @Field(() => PeriodType, { nullable: true, description: "The filter's period, resolved." })
  period!: PeriodType | null;

  @Field(() => Int, { description: 'Answers that count.' })
  n!: number;

  @Field(() => Int, { description: 'Feedback that matched the filter but carries no valid answer of this kind.' })
  excluded!: number;

  @Field(() => [DistributionAnswerType], { description: 'Every possible answer, lowest first, those that nobody gave included.' })
  answers!: DistributionAnswerType[];
}
