import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { FeedbackType, PageInfoType } from '../feedback/feedback.type.ts';
import { GroupingType } from '../filter/grouping.type.ts';
import { MetricType } from '../metric/metric.type.ts';
import { EstimateType, PeriodType } from '../score/estimate.type.ts';
import { SnapshotType } from '../snapshot.type.ts';
import { ThemeFiguresType } from './theme-figures.type.ts';
import { ThemeType } from './theme.type.ts';

@ObjectType('ThemeConcentration', { simpleResolvers: true, description: 'A group of customers who mention a theme more, or less, than the others.' })
export class ThemeConcentrationType {
  @Field(() => GroupingType, { description: 'By what.' })
  grouping!: GroupingType;

  @Field(() => String, { description: 'The group; empty for those where it was not given.' })
  key!: string;

  @Field(() => Int, { description: 'Its comments.' })
  comments!: number;

  @Field(() => Int, { description: 'Those that mention the theme.' })
  mentions!: number;

  @Field(() => Float, { description: 'As a share in percent.' })
  share!: number;

  @Field(() => Float, { description: 'The share among all others, in percent.' })
  elsewhere!: number;

  @Field(() => Float, { description: 'p-value, corrected for the number of groups that were looked at (Benjamini and Hochberg).' })
  p!: number;
}

@ObjectType('ThemeAnswer', { simpleResolvers: true, description: 'One theme over a filter.' })
export class ThemeAnswerType extends SnapshotType {
  @Field(() => MetricType, { description: 'The metric.' })
  metric!: MetricType;

  @Field(() => PeriodType, { nullable: true, description: "The filter's period, resolved." })
  period!: PeriodType | null;

  @Field(() => EstimateType, { description: 'The metric over everything that matched.' })
  total!: EstimateType;

  @Field(() => Int, { description: 'All comments that matched.' })
  comments!: number;

  @Field(() => String, { description: 'How impact is computed.' })
  formula!: string;

  @Field(() => ThemeFiguresType, { description: 'The theme and its figures.' })
  figures!: ThemeFiguresType;

  @Field(() => [ThemeConcentrationType], { description: 'Where it is clearly more frequent than elsewhere, the strongest first.' })
  concentration!: ThemeConcentrationType[];
}

@ObjectType('TextRange', { simpleResolvers: true, description: 'A part of a text, in UTF-16 units: `start` is in it, `end` is not.' })
export class TextRangeType {
  @Field(() => Int, { description: 'Start.' })
  start!: number;

  @Field(() => Int, { description: 'End.' })
  end!: number;
}

@ObjectType('ThemeComment', { simpleResolvers: true, description: 'A comment that mentions a theme.' })
export class ThemeCommentType {
  @Field(() => FeedbackType, { description: 'The feedback.' })
  feedback!: FeedbackType;

  @Field(() => [ThemeType], { description: 'All its themes, the clearer first.' })
  themes!: ThemeType[];

  @Field(() => [TextRangeType], { description: 'The words that put it into the theme.' })
  telling!: TextRangeType[];

  @Field(() => Boolean, { description: 'A person said so.' })
  confirmed!: boolean;

  @Field(() => Float, { description: 'How sure it is, 0 to 1.' })
  probability!: number;

  @Field(() => Int, { description: 'How many further comments say nearly the same.' })
  copies!: number;

  @Field(() => ID, { description: 'Id of the feedback.' })
  id!: string;
}

@ObjectType('ThemeCommentEdge', { simpleResolvers: true, description: 'One item of a list.' })
export class ThemeCommentEdgeType {
  @Field(() => String, { description: 'Its place in the list.' })
  cursor!: string;

  @Field(() => ThemeCommentType, { description: 'The comment.' })
  node!: ThemeCommentType;
}

@ObjectType('ThemeCommentConnection', { simpleResolvers: true, description: 'A page of comments (Relay).' })
export class ThemeCommentConnectionType {
  @Field(() => [ThemeCommentEdgeType], { description: 'The items of this page.' })
  edges!: ThemeCommentEdgeType[];

  @Field(() => PageInfoType, { description: 'How to go on.' })
  pageInfo!: PageInfoType;
}
