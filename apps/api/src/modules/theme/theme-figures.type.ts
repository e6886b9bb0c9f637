import { Field, Float, Int, ObjectType } from 'type-graphql';
import { MetricType } from '../metric/metric.type.ts';
import { ChangeType, EstimateType, PeriodType } from '../score/estimate.type.ts';
import { SnapshotType } from '../snapshot.type.ts';
import { ThemeType } from './theme.type.ts';

@ObjectType('ThemeImpact', { simpleResolvers: true, description: 'What a theme does to a score: the score of everybody less the score without those who mention it.' })
export class ThemeImpactType {
  @Field(() => Float, { nullable: true, description: 'In the unit of the metric; null without answers. Impacts of several themes do not add up.' })
  value!: number | null;

  @Field(() => Float, { nullable: true, description: 'Lower end of the 95 % interval.' })
  low!: number | null;

  @Field(() => Float, { nullable: true, description: 'Upper end of the 95 % interval.' })
  high!: number | null;

  @Field(() => Boolean, { description: 'Enough answers, and the interval does not hold zero.' })
  clear!: boolean;

  @Field(() => Float, { nullable: true, description: 'Its part in the additive view: the parts of all themes add up to the score of everybody less the score of those who mention none. Null where everybody mentions one.' })
  additive!: number | null;
}

@ObjectType('ThemeShare', { simpleResolvers: true, description: 'The share of the comments that were read which mention a theme, in percent, with its 95 % interval.' })
export class ThemeShareType {
  @Field(() => Float, { nullable: true, description: 'In percent; null without comments.' })
  value!: number | null;

  @Field(() => Float, { nullable: true, description: 'Lower end.' })
  low!: number | null;

  @Field(() => Float, { nullable: true, description: 'Upper end.' })
  high!: number | null;
}

@ObjectType('ThemeFigures', { simpleResolvers: true, description: 'A theme over a filter.' })
export class ThemeFiguresType {
  @Field(() => ThemeType, { description: 'The theme.' })
  theme!: ThemeType;

  @Field(() => Int, { description: 'Comments that mention it.' })
  comments!: number;

  @Field(() => ThemeShareType, { description: 'As a share of the comments that were read.' })
  share!: ThemeShareType;

  @Field(() => ChangeType, { nullable: true, description: 'Of the share, against the period before; null without a period.' })
  shareChange!: ChangeType | null;

  @Field(() => EstimateType, { description: 'The metric over those who mention it.' })
  estimate!: EstimateType;

  @Field(() => ChangeType, { nullable: true, description: 'Of the metric, against the period before; null without a period.' })
  change!: ChangeType | null;

  @Field(() => ThemeImpactType, { description: 'What it does to the metric.' })
  impact!: ThemeImpactType;

  @Field(() => EstimateType, { description: 'Net sentiment of those comments.' })
  sentiment!: EstimateType;
}

@ObjectType('RecurringWord', { simpleResolvers: true, description: 'A word that several comments share.' })
export class RecurringWordType {
  @Field(() => String, { description: 'The word.' })
  word!: string;

  @Field(() => Int, { description: 'In how many comments.' })
  comments!: number;
}

@ObjectType('ThemesAnswer', { simpleResolvers: true, description: 'What people talk about, over a filter.' })
export class ThemesAnswerType extends SnapshotType {
  @Field(() => MetricType, { description: 'The metric whose impact is shown.' })
  metric!: MetricType;

  @Field(() => PeriodType, { nullable: true, description: "The filter's period, resolved." })
  period!: PeriodType | null;

  @Field(() => PeriodType, { nullable: true, description: 'The period that it is compared with.' })
  previousPeriod!: PeriodType | null;

  @Field(() => EstimateType, { description: 'The metric over everything that matched.' })
  total!: EstimateType;

  @Field(() => Int, { description: 'Comments that matched.' })
  comments!: number;

  @Field(() => Int, { description: 'Those that could be read: more than a word, and words at all.' })
  readable!: number;

  @Field(() => Int, { description: 'Readable ones that are in no theme.' })
  withoutTheme!: number;

  @Field(() => Int, { description: 'Comments that were not read yet: they came a moment ago.' })
  unread!: number;

  @Field(() => String, { description: 'How impact is computed.' })
  formula!: string;

  @Field(() => [ThemeFiguresType], { description: 'Every living theme that somebody mentions, the most mentioned first.' })
  themes!: ThemeFiguresType[];

  @Field(() => [RecurringWordType], { description: 'Where it is too early for themes: the words that recur, the most frequent first. Otherwise empty.' })
  recurring!: RecurringWordType[];
}
