import { COMMENT_ORDERS, type CommentOrder, type MetricId } from '@heed/measure';
import { TAXONOMY_FORMATS } from '@heed/themes';
import { ArgsType, Field, ID, InputType, Int, registerEnumType } from 'type-graphql';
import { enumOf } from '../enum-of.ts';
import { PeriodInput } from '../filter/filter.input.ts';
import { MetricEnum } from '../metric/metric.type.ts';
import { FilterArgs } from '../score/score.args.ts';

const ThemeCommentOrderEnum = enumOf(COMMENT_ORDERS);
registerEnumType(ThemeCommentOrderEnum, {
  name: 'ThemeCommentOrder',
  description: 'Which comments come first.',
  valuesConfig: { TYPICAL: { description: 'The surest.' }, NEGATIVE: { description: 'The most negative.' }, RECENT: { description: 'The newest.' } },
});

export const ThemeFileFormatEnum = enumOf(TAXONOMY_FORMATS);
registerEnumType(ThemeFileFormatEnum, { name: 'ThemeFileFormat', description: 'How a taxonomy is written.', valuesConfig: { YAML: { description: 'A list of themes, which may be nested.' }, CSV: { description: 'A table, one theme a row.' } } });

export const GRANULARITIES = ['coarse', 'medium', 'fine'] as const;
export const ThemeGranularityEnum = enumOf(GRANULARITIES);
registerEnumType(ThemeGranularityEnum, {
  name: 'ThemeGranularity',
  description: 'How finely comments are told apart.',
  valuesConfig: { COARSE: { description: 'Few broad themes.' }, MEDIUM: { description: 'As usual.' }, FINE: { description: 'Many narrow themes.' } },
});

@ArgsType()
class MeasuredThemesArgs extends FilterArgs {
  @Field(() => MetricEnum, { defaultValue: 'nps', description: 'Whose impact is shown.' })
  metric!: MetricId;

  @Field(() => PeriodInput, { nullable: true, description: "What the filter's period is compared with; the period before, of the same length, when missing." })
  compareWith?: PeriodInput | null;

  @Field(() => Boolean, { defaultValue: false, description: 'History as it was seen then: by the themes that comments were first read to speak of, and not as they are known now.' })
  asThen!: boolean;
}

@ArgsType()
export class ThemesArgs extends MeasuredThemesArgs {
  @Field(() => Boolean, { defaultValue: false, description: 'Groups in place of the themes below them; themes in no group stand for themselves.' })
  grouped!: boolean;
}

@ArgsType()
export class ThemeArgs extends MeasuredThemesArgs {
  @Field(() => ID, { description: 'Which theme.' })
  id!: string;
}

@ArgsType()
export class ThemeCommentsArgs extends FilterArgs {
  @Field(() => ID, { description: 'Which theme.' })
  theme!: string;

  @Field(() => ThemeCommentOrderEnum, { defaultValue: 'typical', description: 'Which come first.' })
  order!: CommentOrder;

  @Field(() => Int, { defaultValue: 20, description: 'How many, 1 to 200.' })
  first!: number;

  @Field(() => String, { nullable: true, description: 'Go on after this cursor.' })
  after?: string | null;
}

@InputType({ description: 'Words and phrases of one language.' })
export class ThemeWordsInput {
  @Field(() => String, { defaultValue: '', description: 'BCP 47 tag; empty for every language.' })
  language!: string;

  @Field(() => [String], { description: 'The words and phrases.' })
  phrases!: string[];
}

@InputType({ description: 'What is to change of a theme; what is left out stays.' })
export class ThemeChangeInput {
  @Field(() => String, { nullable: true, description: 'What it is called.' })
  name?: string | null;

  @Field(() => String, { nullable: true, description: 'What it is about.' })
  description?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Keep it at the top.' })
  pinned?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Leave it out of lists.' })
  hidden?: boolean | null;

  @Field(() => ID, { nullable: true, description: 'The group that it is to belong to; empty for none.' })
  parent?: string | null;

  @Field(() => [ThemeWordsInput], { nullable: true, description: 'Words and phrases that put a comment into it, in place of those that there are.' })
  words?: ThemeWordsInput[] | null;

  @Field(() => String, { nullable: true, description: 'The department that looks after it; empty for none.' })
  department?: string | null;

  @Field(() => ID, { nullable: true, description: 'Key of who does; empty for nobody.' })
  owner?: string | null;

  @Field(() => String, { nullable: true, description: 'By when something is to be done, yyyy-MM-dd; empty for no date.' })
  dueOn?: string | null;
}

@InputType({ description: 'A theme of your own: by words, by examples, or both.' })
export class NewThemeInput {
  @Field(() => String, { description: 'What it is called.' })
  name!: string;

  @Field(() => String, { defaultValue: '', description: 'What it is about.' })
  description!: string;

  @Field(() => ID, { nullable: true, description: 'The group that it belongs to.' })
  parent?: string | null;

  @Field(() => [ThemeWordsInput], { defaultValue: [], description: 'Words and phrases that put a comment into it.' })
  words!: ThemeWordsInput[];

  @Field(() => [ID], { defaultValue: [], description: 'Feedback whose comments are examples.' })
  examples!: string[];
}

@InputType({ description: 'A part that a theme is split into.' })
export class SplitPartInput {
  @Field(() => String, { description: 'What it is to be called.' })
  name!: string;

  @Field(() => Int, { description: 'Its place in the preview, from 0.' })
  part!: number;
}
