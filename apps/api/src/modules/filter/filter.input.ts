import { Field, Float, InputType, Int, registerEnumType } from 'type-graphql';
import { GROUPING_NAMES, PERIOD_UNITS, type Dimension, type GroupingName, type LoopStateName, type PeriodUnit } from '@heed/domain';
import { enumOf } from '../enum-of.ts';
import { LoopStateEnum } from '../loop/loop-enums.ts';

/** GraphQL's names of the dimensions and of themes, which are grouped by as they are. */
export const DimensionEnum = enumOf(GROUPING_NAMES);
registerEnumType(DimensionEnum, {
  name: 'Dimension',
  description: 'What people group feedback by. An empty value means "not given".',
  valuesConfig: {
    DEPARTMENT: { description: 'The part of the company that the feedback is about.' },
    CHANNEL: { description: 'How it reached the company, for example e-mail or chat.' },
    PRODUCT: { description: 'What the customer uses.' },
    REGION: { description: 'Where the customer is.' },
    SEGMENT: { description: 'What kind of customer it is.' },
    LANGUAGE: { description: 'BCP 47 tag of the comment.' },
    SOURCE: { description: 'The stream that the feedback came from, for example survey:post-purchase.' },
    THEME: { description: 'What the comment is about, by the ids of themes. A comment on two themes is in both, so that groups of themes do not add up; -none, -unread and -silent are comments in no theme, those that were not read yet, and feedback without a comment.' },
  },
});

export const PeriodUnitEnum = enumOf(PERIOD_UNITS);
registerEnumType(PeriodUnitEnum, { name: 'PeriodUnit', description: "A calendar unit in the organisation's time zone; weeks start on Monday." });

@InputType({ description: 'So many calendar units that end with the current one: the last 28 days end with today.' })
class LastInput {
  @Field(() => Int, { description: 'How many units, at least 1.' })
  count!: number;

  @Field(() => PeriodUnitEnum, { description: 'The unit.' })
  unit!: PeriodUnit;

  @Field(() => Boolean, { nullable: true, description: 'True to end with the last unit that is over, so that the numbers stand still.' })
  complete?: boolean | null;
}

@InputType({ description: 'A period, half-open: `from` and `to`, or `last`, or `toDate`.' })
export class PeriodInput {
  @Field(() => String, { nullable: true, description: "Start, included: an ISO 8601 date (midnight in the organisation's zone) or date and time." })
  from?: string | null;

  @Field(() => String, { nullable: true, description: 'End, not included.' })
  to?: string | null;

  @Field(() => LastInput, { nullable: true, description: 'A period that moves with time.' })
  last?: LastInput | null;

  @Field(() => PeriodUnitEnum, { nullable: true, description: 'The current unit up to the end of today: MONTH is the month to date, compared with as many days of the month before.' })
  toDate?: PeriodUnit | null;
}

@InputType({ description: 'Keeps feedback whose value is one of `in` and none of `notIn`.' })
export class ChoiceInput {
  @Field(() => [String], { nullable: true, description: 'Any of these; an empty text stands for "not given".' })
  in?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'None of these.' })
  notIn?: string[] | null;
}

@InputType({ description: 'A choice of themes, by their ids.' })
class ThemeChoiceInput extends ChoiceInput {
  @Field(() => Boolean, { nullable: true, description: 'By the themes that a comment was first read to speak of, and not as it is known now.' })
  asThen?: boolean | null;
}

@InputType({ description: 'A choice over the values of one attribute.' })
class AttributeChoiceInput extends ChoiceInput {
  @Field(() => String, { description: "The attribute's key." })
  key!: string;

  @Field(() => Float, { nullable: true, description: 'Only where the attribute is a number, and at least this one.' })
  min?: number | null;

  @Field(() => Float, { nullable: true, description: 'Only where the attribute is a number, and at most this one.' })
  max?: number | null;
}

@InputType({ description: 'Keeps feedback that is part of a loop for which all of this holds, whether it opened the loop or joined it.' })
class LoopConditionInput {
  @Field(() => [LoopStateEnum], { nullable: true, description: 'Any of these states. Loops that were merged into another count only where MERGED is among them.' })
  state?: LoopStateName[] | null;

  @Field(() => Boolean, { nullable: true, description: 'Only open loops, or only those that are over.' })
  open?: boolean | null;

  @Field(() => ChoiceInput, { nullable: true, description: 'By the department that holds it, or held it last.' })
  department?: ChoiceInput | null;
}

@InputType({ description: 'Keeps feedback that carries this score, from `min` to `max`, both included.' })
class RangeInput {
  @Field(() => Float, { nullable: true, description: 'The lowest answer to keep.' })
  min?: number | null;

  @Field(() => Float, { nullable: true, description: 'The highest answer to keep.' })
  max?: number | null;
}

@InputType({ description: 'Conditions that must all hold; `or` needs one of its branches, `not` none.' })
export class FilterConditionInput implements Partial<Record<Dimension, unknown>> {
  @Field(() => ChoiceInput, { nullable: true, description: 'By department.' })
  department?: ChoiceInput | null;

  @Field(() => ChoiceInput, { nullable: true, description: 'By channel.' })
  channel?: ChoiceInput | null;

  @Field(() => ChoiceInput, { nullable: true, description: 'By product.' })
  product?: ChoiceInput | null;

  @Field(() => ChoiceInput, { nullable: true, description: 'By region.' })
  region?: ChoiceInput | null;

  @Field(() => ChoiceInput, { nullable: true, description: 'By segment.' })
  segment?: ChoiceInput | null;

  @Field(() => ChoiceInput, { nullable: true, description: "By the comment's language." })
  language?: ChoiceInput | null;

  @Field(() => ChoiceInput, { nullable: true, description: 'By source.' })
  source?: ChoiceInput | null;

  @Field(() => [AttributeChoiceInput], { nullable: true, description: 'By attributes; all must hold.' })
  attributes?: AttributeChoiceInput[] | null;

  @Field(() => ThemeChoiceInput, { nullable: true, description: 'By the ids of themes that the comment speaks of; an empty text stands for feedback in no theme, -none, -unread and -silent for why it is in none.' })
  theme?: ThemeChoiceInput | null;

  @Field(() => LoopConditionInput, { nullable: true, description: 'By the loops that it is part of; an empty condition asks only for any loop.' })
  loop?: LoopConditionInput | null;

  @Field(() => RangeInput, { nullable: true, description: 'By likelihood to recommend, 0 to 10.' })
  nps?: RangeInput | null;

  @Field(() => RangeInput, { nullable: true, description: 'By satisfaction; combine with csatScale.' })
  csat?: RangeInput | null;

  @Field(() => Int, { nullable: true, description: 'Only satisfaction asked on this scale.' })
  csatScale?: number | null;

  @Field(() => RangeInput, { nullable: true, description: 'By customer effort.' })
  ces?: RangeInput | null;

  @Field(() => RangeInput, { nullable: true, description: 'By sentiment, -1 to 1: as the sender judged the words, else as they were read.' })
  sentiment?: RangeInput | null;

  @Field(() => String, { nullable: true, description: 'Every word must occur in the comment, in any case.' })
  text?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Only with, or only without, a comment.' })
  hasComment?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Only anonymous, or only named, feedback.' })
  anonymous?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Only where the customer asked to be contacted, or only where not.' })
  contactRequested?: boolean | null;

  @Field(() => [FilterConditionInput], { nullable: true, description: 'All of these must hold.' })
  and?: FilterConditionInput[] | null;

  @Field(() => [FilterConditionInput], { nullable: true, description: 'At least one of these must hold.' })
  or?: FilterConditionInput[] | null;

  @Field(() => FilterConditionInput, { nullable: true, description: 'This must not hold.' })
  not?: FilterConditionInput | null;
}

@InputType({ description: 'The one filter that every number, list and subscription takes.' })
export class FeedbackFilterInput extends FilterConditionInput {
  @Field(() => PeriodInput, { nullable: true, description: 'When the customer answered; everything when missing.' })
  period?: PeriodInput | null;

  @Field(() => [String], { nullable: true, description: 'Names of saved filters that must hold as well; at most 20. A question that is watched follows their changes.' })
  saved?: string[] | null;
}

@InputType({ description: 'What answers are grouped by: either a dimension or an attribute.' })
export class GroupingInput {
  @Field(() => DimensionEnum, { nullable: true, description: 'A dimension, or THEME.' })
  dimension?: GroupingName | null;

  @Field(() => String, { nullable: true, description: 'The key of an attribute; `attributeKeys` lists them.' })
  attribute?: string | null;
}
