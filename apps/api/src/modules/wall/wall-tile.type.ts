import type { Priority, TargetName } from '@heed/loops';
import type { MetricId, Verdict } from '@heed/measure';
import { createUnionType, Field, Float, GraphQLISODateTime, ID, Int, ObjectType } from 'type-graphql';
import type { WallTileKind } from '../../walls/wall.ts';
import { LoopAnswerType } from '../departments/departments.type.ts';
import { LoopPriorityEnum, LoopTargetNameEnum } from '../loop/loop-enums.ts';
import { MetricEnum } from '../metric/metric.type.ts';
import { EstimateType, PeriodType, VerdictEnum } from '../score/estimate.type.ts';
import { ScoreType } from '../score/score.type.ts';
import { SnapshotType } from '../snapshot.type.ts';
import { ThemeShareType } from '../theme/theme-figures.type.ts';
import { TrendType } from '../trend/trend.type.ts';
import { WallTileKindEnum } from './wall-enums.ts';

@ObjectType('WallLoop', { simpleResolvers: true, description: 'An open loop as a wall shows it: whose it is and by when, and nothing of what the customer said.' })
export class WallLoopType {
  @Field(() => ID, { description: 'Its id.' })
  id!: string;

  @Field(() => String, { description: 'The department that holds it.' })
  department!: string;

  @Field(() => LoopPriorityEnum, { description: 'How pressing it is.' })
  priority!: Priority;

  @Field(() => GraphQLISODateTime, { description: 'When the promise ends, or ended.' })
  dueAt!: Date;

  @Field(() => Boolean, { description: 'That is over.' })
  late!: boolean;

  @Field(() => LoopTargetNameEnum, { description: 'What was promised.' })
  promise!: TargetName;
}

@ObjectType('WallLoopsAtRisk', { simpleResolvers: true, description: 'Loops that are late or soon will be.' })
export class WallLoopsAtRiskType {
  @Field(() => Int, { description: 'Open, and 80 % of a target is used up.' })
  atRisk!: number;

  @Field(() => Int, { description: 'Open, and a target was missed.' })
  late!: number;

  @Field(() => Int, { description: 'Neither closed nor merged.' })
  open!: number;

  @Field(() => [WallLoopType], { description: 'At most eight: those at risk, then those that are late; in the order in which they are due.' })
  soonest!: WallLoopType[];
}

@ObjectType('WallRisingTheme', { simpleResolvers: true, description: 'A theme that is clearly more frequent than in the period before.' })
export class WallRisingThemeType {
  @Field(() => ID, { description: 'Its id.' })
  id!: string;

  @Field(() => String, { description: 'What it is called.' })
  name!: string;

  @Field(() => ThemeShareType, { description: 'As a share of the comments that were read.' })
  share!: ThemeShareType;

  @Field(() => Float, { nullable: true, description: 'By how much the share grew, in percent of what it was; null for a theme that nobody mentioned before.' })
  growth!: number | null;

  @Field(() => VerdictEnum, { description: 'What can honestly be said of it: always UP here.' })
  verdict!: Verdict;

  @Field(() => Int, { description: 'Comments that mention it.' })
  comments!: number;

  @Field(() => EstimateType, { description: 'Net sentiment of those comments.' })
  sentiment!: EstimateType;
}

@ObjectType('WallRisingThemes', { simpleResolvers: true, description: 'What people clearly talk about more than in the period before.' })
export class WallRisingThemesType {
  @Field(() => [WallRisingThemeType], { description: 'At most eight, the surest first.' })
  themes!: WallRisingThemeType[];

  @Field(() => Boolean, { description: 'False where there are too few comments to say anything of growth.' })
  enough!: boolean;

  @Field(() => PeriodType, { nullable: true, description: 'The period.' })
  period!: PeriodType | null;

  @Field(() => PeriodType, { nullable: true, description: 'The period before.' })
  previousPeriod!: PeriodType | null;
}

@ObjectType('WallCommentTheme', { simpleResolvers: true, description: 'A theme that a comment speaks of.' })
export class WallCommentThemeType {
  @Field(() => ID, { description: 'Its id.' })
  id!: string;

  @Field(() => String, { description: 'What it is called.' })
  name!: string;
}

@ObjectType('WallComment', { simpleResolvers: true, description: 'What a customer said, with a mark in place of all that may tell who it was.' })
export class WallCommentType {
  @Field(() => ID, { description: 'Id of the feedback.' })
  id!: string;

  @Field(() => String, { description: "The customer's words; personal data is replaced by ●●●." })
  text!: string;

  @Field(() => String, { description: 'BCP 47 tag of the words; may be empty.' })
  language!: string;

  @Field(() => GraphQLISODateTime, { description: 'When the customer answered.' })
  occurredAt!: Date;

  @Field(() => String, { description: 'The department; empty when not given.' })
  department!: string;

  @Field(() => String, { description: 'How it reached the company; empty when not given.' })
  channel!: string;

  @Field(() => MetricEnum, { nullable: true, description: 'The metric that the score belongs to: NPS before satisfaction before effort; null without a score.' })
  metric!: MetricId | null;

  @Field(() => Int, { nullable: true, description: 'What they answered; null without a score.' })
  score!: number | null;

  @Field(() => Int, { nullable: true, description: 'The most that they could have answered; null without a score.' })
  scale!: number | null;

  @Field(() => String, { nullable: true, description: 'The score as text, such as 9/10; null without a score.' })
  answer!: string | null;

  @Field(() => [WallCommentThemeType], { description: 'What it speaks of, the clearer first.' })
  themes!: WallCommentThemeType[];
}

@ObjectType('WallComments', { simpleResolvers: true, description: 'What customers said last.' })
export class WallCommentsType {
  @Field(() => [WallCommentType], { description: 'At most twelve, the newest first.' })
  comments!: WallCommentType[];
}

@ObjectType('WallRecovered', { simpleResolvers: true, description: 'A customer who was unhappy and is not any more.' })
export class WallRecoveredType {
  @Field(() => ID, { description: 'Id of the loop.' })
  id!: string;

  @Field(() => Int, { description: 'What the customer answered first.' })
  before!: number;

  @Field(() => Int, { description: 'What the same customer answered when asked again.' })
  after!: number;

  @Field(() => Int, { description: 'The lowest answer that could be given.' })
  lowest!: number;

  @Field(() => Int, { description: 'The highest answer that could be given; high is good.' })
  scale!: number;

  @Field(() => MetricEnum, { description: 'The metric that the answers belong to.' })
  metric!: MetricId;

  @Field(() => String, { description: 'The department that closed the loop.' })
  department!: string;

  @Field(() => Float, { nullable: true, description: 'Hours from the opening to the close, as the customer lived through them; null where it is open again.' })
  hoursToClose!: number | null;

  @Field(() => String, { nullable: true, description: 'What was done, from the list of actions.' })
  action!: string | null;

  @Field(() => String, { nullable: true, description: "The customer's first words; personal data is replaced by ●●●. Null without words." })
  text!: string | null;

  @Field(() => String, { description: 'BCP 47 tag of the words; may be empty.' })
  language!: string;

  @Field(() => GraphQLISODateTime, { description: 'When the customer answered again.' })
  answeredAt!: Date;
}

@ObjectType('WallRecovery', { simpleResolvers: true, description: 'The best recovery of the last week that is over.' })
export class WallRecoveryType {
  @Field(() => WallRecoveredType, { nullable: true, description: 'The largest gain, by its share of the scale; of equals the one that took less time. Null when there was none.' })
  recovery!: WallRecoveredType | null;

  @Field(() => Int, { description: 'Customers of that week who are happier than before.' })
  candidates!: number;

  @Field(() => PeriodType, { description: 'The week.' })
  period!: PeriodType;
}

/** What a tile shows, by the type of its answer. */
const TYPES = {
  score: ScoreType,
  trend: TrendType,
  time_to_close: LoopAnswerType,
  loops_at_risk: WallLoopsAtRiskType,
  themes_rising: WallRisingThemesType,
  latest_comments: WallCommentsType,
  best_recovery: WallRecoveryType,
} as const satisfies Record<WallTileKind, unknown>;

/** The answer of a tile, with its kind, by which its type is known. */
export interface WallTileContent {
  tile: WallTileKind;
}

const WallTileContentUnion = createUnionType({
  name: 'WallTileContent',
  description: 'What a tile shows: by its kind a Score, a Trend, a LoopAnswer, WallLoopsAtRisk, WallRisingThemes, WallComments or WallRecovery.',
  types: () => Object.values(TYPES),
  resolveType: (content) => TYPES[(content as unknown as WallTileContent).tile],
});

@ObjectType('WallTileAnswer', { simpleResolvers: true, description: 'What a tile of a wall shows.' })
export class WallTileAnswerType extends SnapshotType {
  @Field(() => ID, { description: 'The id of the tile.' })
  id!: string;

  @Field(() => WallTileKindEnum, { description: 'Its kind.' })
  kind!: WallTileKind;

  @Field(() => WallTileContentUnion, { description: 'Its answer.' })
  content!: WallTileContent;
}
