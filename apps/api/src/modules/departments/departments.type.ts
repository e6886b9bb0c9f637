import type { LoopAnswer, LoopClock, LoopFigures, LoopGroup, LoopGrouping, LoopMeasure, LoopRateName } from '@heed/loops';
import type { Verdict } from '@heed/measure';
import { Field, Float, Int, ObjectType } from 'type-graphql';
import { LoopClockEnum, LoopGroupingEnum, LoopMeasureEnum, LoopRateNameEnum } from '../loop/loop-enums.ts';
import { LoopTimeType } from '../loop/loop-time.type.ts';
import { PeriodType, periodType, VerdictEnum } from '../score/estimate.type.ts';
import { SnapshotType } from '../snapshot.type.ts';

@ObjectType('LoopQuantile', { simpleResolvers: true, description: 'A quantile of how long loops take, in milliseconds, by Kaplan and Meier: loops that are still open count as not over yet. Null where it is not reached yet.' })
export class LoopQuantileType {
  @Field(() => Float, { nullable: true, description: 'The quantile.' })
  value!: number | null;

  @Field(() => Float, { nullable: true, description: 'Lower end of the 95 % interval.' })
  low!: number | null;

  @Field(() => Float, { nullable: true, description: 'Upper end of the 95 % interval.' })
  high!: number | null;
}

@ObjectType('LoopDuration', { simpleResolvers: true, description: 'How long loops take until something happens.' })
export class LoopDurationType {
  @Field(() => LoopMeasureEnum, { description: 'Until what.' })
  measure!: LoopMeasure;

  @Field(() => Int, { description: 'Loops that count.' })
  n!: number;

  @Field(() => Int, { description: 'Loops to which it happened.' })
  reached!: number;

  @Field(() => LoopQuantileType, { description: 'Half of the loops take no longer.' })
  median!: LoopQuantileType;

  @Field(() => LoopQuantileType, { description: 'Nine of ten loops take no longer.' })
  p90!: LoopQuantileType;

  @Field(() => Float, { nullable: true, description: 'The plain median over those to which it happened, in milliseconds: it forgets the slow ones that are still open, and stands here to show by how much.' })
  closedOnlyMedian!: number | null;

  @Field(() => LoopQuantileType, { description: 'The median on the other clock.' })
  otherClockMedian!: LoopQuantileType;

  @Field(() => Boolean, { description: 'False where there are too few loops to rely on it.' })
  enough!: boolean;
}

@ObjectType('LoopRate', { simpleResolvers: true, description: 'A share of loops in percent, with its 95 % interval by Wilson. Null when n is 0.' })
export class LoopRateType {
  @Field(() => LoopRateNameEnum, { description: 'Which share.' })
  name!: LoopRateName;

  @Field(() => Float, { nullable: true, description: 'The share.' })
  value!: number | null;

  @Field(() => Float, { nullable: true, description: 'Lower end of the interval.' })
  low!: number | null;

  @Field(() => Float, { nullable: true, description: 'Upper end of the interval.' })
  high!: number | null;

  @Field(() => Int, { description: 'Of how many loops.' })
  n!: number;

  @Field(() => Int, { description: 'For how many of them it holds.' })
  hits!: number;

  @Field(() => Boolean, { description: 'False where there are too few loops to rely on it.' })
  enough!: boolean;
}

@ObjectType('LoopStage', { simpleResolvers: true, description: 'How many loops came so far.' })
export class LoopStageType {
  @Field(() => String, { description: 'OPENED, ACKNOWLEDGED, CONTACTED, RESOLVED, TOLD or CONFIRMED.' })
  stage!: string;

  @Field(() => Int, { description: 'How many.' })
  count!: number;
}

@ObjectType('LoopFigures', { simpleResolvers: true, description: 'The figures of a group of loops.' })
export class LoopFiguresType {
  @Field(() => Int, { description: 'All of them.' })
  opened!: number;

  @Field(() => Int, { description: 'Neither closed nor merged.' })
  open!: number;

  @Field(() => Int, { description: 'Open, and 80 % of a target is used up.' })
  atRisk!: number;

  @Field(() => Int, { description: 'Open, and a target was missed.' })
  breached!: number;

  @Field(() => Int, { description: 'Open, and waiting for the customer.' })
  waiting!: number;

  @Field(() => Int, { description: 'Closed.' })
  closed!: number;

  @Field(() => [LoopDurationType], { description: 'How long each step takes, on the clock that was asked for.' })
  durations!: LoopDurationType[];

  @Field(() => [LoopRateType], { description: 'Shares.' })
  rates!: LoopRateType[];

  @Field(() => [LoopStageType], { description: 'How many came how far.' })
  funnel!: LoopStageType[];

  @Field(() => LoopTimeType, { description: 'For how long the group held loops, summed up, less the waiting for customers. Grouped by department: the legs of that department.' })
  held!: LoopTimeType;

  @Field(() => LoopTimeType, { description: 'The waiting for customers meanwhile, summed up.' })
  heldWaiting!: LoopTimeType;

  @Field(() => Int, { description: 'How many legs those are.' })
  legs!: number;
}

@ObjectType('LoopChange', { simpleResolvers: true, description: 'Whether the median time to close clearly changed against the period before.' })
export class LoopChangeType {
  @Field(() => VerdictEnum, { description: 'What can honestly be said of it: UP is slower.' })
  state!: Verdict;

  @Field(() => Float, { nullable: true, description: 'How likely chance alone makes such a difference (log-rank test).' })
  p!: number | null;

  @Field(() => Float, { nullable: true, description: 'Median now less median before, in milliseconds; null when one of them is not reached.' })
  difference!: number | null;
}

@ObjectType('LoopGroup', { simpleResolvers: true, description: 'A group of loops.' })
export class LoopGroupType {
  @Field(() => String, { description: 'The value that they share; empty for "not given".' })
  key!: string;

  @Field(() => LoopFiguresType, { description: 'Its figures.' })
  figures!: LoopFiguresType;

  @Field(() => LoopFiguresType, { nullable: true, description: 'The same for the period before; null without a period.' })
  previous!: LoopFiguresType | null;

  @Field(() => LoopChangeType, { nullable: true, description: 'Whether it became faster or slower; null without a period.' })
  change!: LoopChangeType | null;
}

@ObjectType('LogRank', { simpleResolvers: true, description: 'The log-rank test: whether groups differ in how long their loops take.' })
export class LogRankType {
  @Field(() => Float, { description: 'The statistic.' })
  chiSquare!: number;

  @Field(() => Int, { description: 'Groups less one.' })
  degreesOfFreedom!: number;

  @Field(() => Float, { description: 'How likely chance alone makes such differences.' })
  p!: number;
}

@ObjectType('LoopAnswer', { simpleResolvers: true, description: 'How departments, or other groups, look after what customers said.' })
export class LoopAnswerType extends SnapshotType {
  @Field(() => LoopClockEnum, { description: 'The clock that durations are measured by.' })
  clock!: LoopClock;

  @Field(() => PeriodType, { nullable: true, description: 'When the loops were opened; null for all time.' })
  period!: PeriodType | null;

  @Field(() => PeriodType, { nullable: true, description: 'The period that it is compared with.' })
  previousPeriod!: PeriodType | null;

  @Field(() => LoopGroupingEnum, { description: 'What the groups are.' })
  by!: LoopGrouping;

  @Field(() => [LoopGroupType], { description: 'The groups, the largest first.' })
  groups!: LoopGroupType[];

  @Field(() => LoopGroupType, { nullable: true, description: 'All further groups together.' })
  other!: LoopGroupType | null;

  @Field(() => Int, { description: 'How many further groups there are.' })
  otherGroups!: number;

  @Field(() => LoopGroupType, { description: 'All loops together.' })
  total!: LoopGroupType;

  @Field(() => LogRankType, { nullable: true, description: 'Whether the groups differ in the time to close; null with fewer than two.' })
  difference!: LogRankType | null;
}

const figuresType = (figures: LoopFigures): LoopFiguresType => ({ ...figures, funnel: figures.funnel.map(({ stage, count }) => ({ stage: stage.toUpperCase(), count })) });

const groupType = ({ figures, previous, ...group }: LoopGroup): LoopGroupType => ({ ...group, figures: figuresType(figures), previous: previous && figuresType(previous) });

/** The answer as GraphQL shows it; its moment stands in the snapshot. */
export function loopAnswerType({ asOf: _, period, previousPeriod, groups, other, total, ...answer }: LoopAnswer): Omit<LoopAnswerType, 'asOf' | 'version'> {
  return { ...answer, period: period && periodType(period), previousPeriod: previousPeriod && periodType(previousPeriod), groups: groups.map(groupType), other: other && groupType(other), total: groupType(total) };
}
