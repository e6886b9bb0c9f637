import type { CloseCurves, LoopClock, LoopMeasure } from '@heed/loops';
import { Field, Float, Int, ObjectType } from 'type-graphql';
import { LoopClockEnum, LoopMeasureEnum } from '../loop/loop-enums.ts';
import { PeriodType, periodType } from '../score/estimate.type.ts';
import { SnapshotType } from '../snapshot.type.ts';

@ObjectType('CloseCurve', { simpleResolvers: true, description: 'What share of loops is done by when, by Kaplan and Meier. A staircase of at most 200 steps; the lists belong together.' })
export class CloseCurveType {
  @Field(() => String, { description: 'The group; empty for "not given", and for the curve of all.' })
  key!: string;

  @Field(() => Int, { description: 'Loops that count.' })
  n!: number;

  @Field(() => [Float], { description: 'Milliseconds since the opening at which each step begins.' })
  time!: number[];

  @Field(() => [Float], { description: 'Percent that is done by then.' })
  closed!: number[];

  @Field(() => [Float], { description: 'Lower end of the 95 % interval.' })
  low!: number[];

  @Field(() => [Float], { description: 'Upper end of the 95 % interval.' })
  high!: number[];

  @Field(() => [Int], { description: 'Loops that are observed for that long.' })
  atRisk!: number[];

  @Field(() => [Float], { description: 'For how many milliseconds open loops are open; thinned out where there are many.' })
  censoredAt!: number[];
}

@ObjectType('CloseCurves', { simpleResolvers: true, description: 'How long loops take, as curves.' })
export class CloseCurvesType extends SnapshotType {
  @Field(() => LoopMeasureEnum, { description: 'Until what.' })
  measure!: LoopMeasure;

  @Field(() => LoopClockEnum, { description: 'By which clock.' })
  clock!: LoopClock;

  @Field(() => PeriodType, { nullable: true, description: 'When the loops were opened; null for all time.' })
  period!: PeriodType | null;

  @Field(() => [CloseCurveType], { description: 'A curve for each group, the largest first.' })
  curves!: CloseCurveType[];
}

/** Curves as GraphQL shows them; their moment stands in the snapshot. */
export function closeCurvesType({ asOf: _, period, ...curves }: CloseCurves): Omit<CloseCurvesType, 'asOf' | 'version'> {
  return { ...curves, period: period && periodType(period) };
}
