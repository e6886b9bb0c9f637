import { COMPARED_MEASURES, type ComparedMeasure, type Verdict } from '@heed/measure';
import { ArgsType, Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql';
import { enumOf } from '../enum-of.ts';
import { FeedbackFilterInput } from '../filter/filter.input.ts';
import { MetricType } from '../metric/metric.type.ts';
import { EstimateType, PeriodType, VerdictEnum } from '../score/estimate.type.ts';
import { SnapshotType } from '../snapshot.type.ts';
import { ThemeFiguresType } from './theme-figures.type.ts';
import { ThemesArgs } from './theme.args.ts';
import { ThemeType } from './theme.type.ts';

const ThemeMeasureEnum = enumOf(COMPARED_MEASURES);
registerEnumType(ThemeMeasureEnum, {
  name: 'ThemeMeasure',
  description: 'What of a theme is compared.',
  valuesConfig: {
    SHARE: { description: 'Its share of the comments that were read.' },
    SCORE: { description: 'The metric over those who mention it.' },
    IMPACT: { description: 'What it does to the metric.' },
    SENTIMENT: { description: 'Net sentiment of its comments.' },
  },
});

@ArgsType()
export class ThemesComparedArgs extends ThemesArgs {
  @Field(() => FeedbackFilterInput, { nullable: true, description: "What the filter is compared with; when missing the same filter in another period: `compareWith`, else the period before. The two should not keep the same feedback." })
  with?: FeedbackFilterInput | null;

  @Field(() => ThemeMeasureEnum, { defaultValue: 'share', description: 'By which difference themes are ranked, the surest first.' })
  by!: ComparedMeasure;

  @Field(() => Int, { defaultValue: 100, description: 'How many themes, 1 to 200.' })
  first!: number;
}

@ObjectType('ThemesSide', { simpleResolvers: true, description: 'One side of a comparison of themes.' })
export class ThemesSideType {
  @Field(() => PeriodType, { nullable: true, description: 'Its period, resolved; null for all time.' })
  period!: PeriodType | null;

  @Field(() => EstimateType, { description: 'The metric over everything that matched.' })
  total!: EstimateType;

  @Field(() => Int, { description: 'Comments that matched.' })
  comments!: number;

  @Field(() => Int, { description: 'Those of them that were read, which shares are of.' })
  read!: number;
}

@ObjectType('ThemeDifference', { simpleResolvers: true, description: 'The side of the filter less the side that it is compared with.' })
export class ThemeDifferenceType {
  @Field(() => Float, { nullable: true, description: 'The difference, of shares in percentage points; null where one side has no value.' })
  value!: number | null;

  @Field(() => Float, { nullable: true, description: 'Lower end of its 95 % interval.' })
  low!: number | null;

  @Field(() => Float, { nullable: true, description: 'Upper end of its 95 % interval.' })
  high!: number | null;

  @Field(() => Float, { nullable: true, description: 'Two-sided p, adjusted for how many themes were compared (Benjamini and Hochberg); null where a side has too few answers.' })
  adjustedP!: number | null;

  @Field(() => VerdictEnum, { description: 'What can honestly be said of it: UP and DOWN where adjustedP is at most 0.05.' })
  verdict!: Verdict;
}

@ObjectType('ComparedTheme', { simpleResolvers: true, description: 'A theme on two sides.' })
export class ComparedThemeType {
  @Field(() => ThemeType, { description: 'The theme.' })
  theme!: ThemeType;

  @Field(() => ThemeFiguresType, { nullable: true, description: 'Over the filter; null when nobody mentions it there.' })
  side!: ThemeFiguresType | null;

  @Field(() => ThemeFiguresType, { nullable: true, description: 'Over what it is compared with; null when nobody mentions it there.' })
  with!: ThemeFiguresType | null;

  @Field(() => ThemeDifferenceType, { description: 'Of its share of the comments that were read.' })
  share!: ThemeDifferenceType;

  @Field(() => ThemeDifferenceType, { description: 'Of the metric over those who mention it.' })
  score!: ThemeDifferenceType;

  @Field(() => ThemeDifferenceType, { description: 'Of what it does to the metric.' })
  impact!: ThemeDifferenceType;

  @Field(() => ThemeDifferenceType, { description: 'Of net sentiment.' })
  sentiment!: ThemeDifferenceType;
}

@ObjectType('ThemesComparison', { simpleResolvers: true, description: 'What people talk about on two sides: two periods, or two segments.' })
export class ThemesComparisonType extends SnapshotType {
  @Field(() => MetricType, { description: 'The metric.' })
  metric!: MetricType;

  @Field(() => ThemesSideType, { description: 'The filter.' })
  side!: ThemesSideType;

  @Field(() => ThemesSideType, { description: 'What it is compared with.' })
  with!: ThemesSideType;

  @Field(() => [ComparedThemeType], { description: 'The surest differences first.' })
  themes!: ComparedThemeType[];

  @Field(() => Int, { description: 'How many themes were compared; by so many p is adjusted at most.' })
  compared!: number;
}
