import type { AlertRule, RuleKind, Weekday } from '@heed/alerts';
import type { MetricId } from '@heed/measure';
import { GraphQLJSONObject } from 'graphql-scalars';
import { Field, Float, GraphQLISODateTime, ID, InputType, Int, ObjectType } from 'type-graphql';
import type { Stored } from '../../definitions/state.ts';
import { FilterConditionInput } from '../filter/filter.input.ts';
import { MetricEnum } from '../metric/metric.type.ts';
import { AlertRuleKindEnum, WeekdayEnum } from './alert-enums.ts';
import { AlertEvidenceUnion, type AlertEvidence } from './alert-evidence.type.ts';

@ObjectType('QuietHours', { simpleResolvers: true, description: "Hours in which nothing is delivered, by the clocks of the organisation's time zone." })
export class QuietHoursType {
  @Field(() => String, { description: 'From when, such as 22:00.' })
  from!: string;

  @Field(() => String, { description: 'Until when, such as 07:00 or 24:00; on the next day where that is not later.' })
  to!: string;

  @Field(() => [WeekdayEnum], { description: 'On which days they begin.' })
  days!: Weekday[];
}

@InputType({ description: "Hours in which nothing is delivered, by the clocks of the organisation's time zone." })
class QuietHoursInput {
  @Field(() => String, { description: 'From when, such as 22:00.' })
  from!: string;

  @Field(() => String, { description: 'Until when, such as 07:00 or 24:00; on the next day where that is not later.' })
  to!: string;

  @Field(() => [WeekdayEnum], { nullable: true, description: 'On which days they begin; every day when missing.' })
  days?: Weekday[] | null;
}

@ObjectType('AlertRule', { simpleResolvers: true, description: 'When people are told of a change, who, and how.' })
export class AlertRuleType {
  @Field(() => String, { description: 'Its name, unique whatever the case.' })
  name!: string;

  @Field(() => AlertRuleKindEnum, { description: 'What it looks for.' })
  kind!: RuleKind;

  @Field(() => Boolean, { description: 'False while it rests.' })
  enabled!: boolean;

  @Field(() => MetricEnum, { nullable: true, description: 'Of SCORE_DOWN: which metric; null for the other kinds.' })
  metric!: MetricId | null;

  @Field(() => GraphQLJSONObject, { description: "Over which feedback, in the program's own spelling; of loops, that of which they are." })
  filter!: object;

  @Field(() => Int, { description: 'Of SCORE_DOWN: so many days, today included, are compared with as many before.' })
  days!: number;

  @Field(() => [String], { description: 'Only these departments; empty for all.' })
  departments!: string[];

  @Field(() => Boolean, { description: 'Of SCORE_DOWN: looks at each department for itself, and not at all together. Loops always belong to one.' })
  eachDepartment!: boolean;

  @Field(() => Float, { description: 'Of SCORE_DOWN: by how much of the unit of the metric at least; of THEME_SPIKING: the fewest comments in 24 hours; of loops: how many of a department.' })
  threshold!: number;

  @Field(() => Int, { nullable: true, description: "Of SCORE_DOWN: with fewer answers on either side nothing is said; null for the metric's own minimum." })
  minimumSample!: number | null;

  @Field(() => [ID], { description: 'Keys of people who are told by mail.' })
  recipients!: string[];

  @Field(() => Boolean, { description: 'False keeps mails back; the alert is shown in any case.' })
  mail!: boolean;

  @Field(() => [String], { description: 'Names of webhooks that are called.' })
  webhooks!: string[];

  @Field(() => [QuietHoursType], { description: 'When nothing is delivered; what was raised then is delivered after, if it still holds.' })
  quietHours!: QuietHoursType[];

  @Field(() => Int, { nullable: true, description: 'Tells again after so many hours while nobody acknowledged it; null for never.' })
  repeatAfterHours!: number | null;

  @Field(() => Int, { description: 'Grows with each change; 0 for what is only suggested. Hand it in with a change of your own.' })
  version!: number;
}

@InputType({ description: 'When people are told of a change, who, and how.' })
export class AlertRuleInput {
  @Field(() => String, { description: 'Its name, 1 to 80 characters.' })
  name!: string;

  @Field(() => AlertRuleKindEnum, { description: 'What it looks for.' })
  kind!: RuleKind;

  @Field(() => Boolean, { defaultValue: true, description: 'False while it rests.' })
  enabled!: boolean;

  @Field(() => MetricEnum, { nullable: true, description: 'For SCORE_DOWN alone: which metric; NPS when missing.' })
  metric?: MetricId | null;

  @Field(() => FilterConditionInput, { nullable: true, description: 'Over which feedback; all when missing.' })
  filter?: FilterConditionInput | null;

  @Field(() => Int, { nullable: true, description: 'For SCORE_DOWN: so many days, 1 to 92; 7 when missing.' })
  days?: number | null;

  @Field(() => [String], { nullable: true, description: 'Only these departments; all when missing.' })
  departments?: string[] | null;

  @Field(() => Boolean, { defaultValue: false, description: 'For SCORE_DOWN: looks at each department for itself.' })
  eachDepartment!: boolean;

  @Field(() => Float, { nullable: true, description: 'As in AlertRule; 0 for SCORE_DOWN, 10 comments or 1 loop when missing.' })
  threshold?: number | null;

  @Field(() => Int, { nullable: true, description: "For SCORE_DOWN: the fewest answers on either side; the metric's own minimum when missing." })
  minimumSample?: number | null;

  @Field(() => [ID], { defaultValue: [], description: 'Keys of people who are told by mail; at most 50.' })
  recipients!: string[];

  @Field(() => Boolean, { defaultValue: true, description: 'False keeps mails back.' })
  mail!: boolean;

  @Field(() => [String], { defaultValue: [], description: 'Names of webhooks that are called.' })
  webhooks!: string[];

  @Field(() => [QuietHoursInput], { defaultValue: [], description: 'When nothing is delivered; at most seven.' })
  quietHours!: QuietHoursInput[];

  @Field(() => Int, { nullable: true, description: 'Tells again after so many hours, 1 to 720, while nobody acknowledged it; never when missing.' })
  repeatAfterHours?: number | null;
}

@ObjectType('AlertSuggestion', { simpleResolvers: true, description: 'A rule that is ready to be saved as it is.' })
export class AlertSuggestionType {
  @Field(() => ID, { description: 'Which one.' })
  id!: string;

  @Field(() => AlertRuleType, { description: 'The rule; its recipients are to be chosen.' })
  rule!: AlertRuleType;

  @Field(() => Boolean, { description: 'Whether a rule of its kind is there already.' })
  used!: boolean;
}

@ObjectType('AlertPreviewEntry', { simpleResolvers: true, description: 'An alert that would have been raised.' })
export class AlertPreviewEntryType {
  @Field(() => GraphQLISODateTime, { description: 'When.' })
  at!: Date;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'When it would have been over; null where it would hold still.' })
  overAt!: Date | null;

  @Field(() => String, { description: 'What it is about, as in Alert.' })
  subject!: string;

  @Field(() => AlertEvidenceUnion, { description: 'What would have been found.' })
  evidence!: AlertEvidence;
}

@ObjectType('AlertPreview', { simpleResolvers: true, description: 'What a rule would have raised.' })
export class AlertPreviewType {
  @Field(() => Int, { description: 'In so many days up to now.' })
  days!: number;

  @Field(() => [AlertPreviewEntryType], { description: 'The newest first, at most 100.' })
  alerts!: AlertPreviewEntryType[];

  @Field(() => Int, { description: 'How many in all.' })
  total!: number;

  @Field(() => Boolean, { description: 'Whether there was enough feedback to judge by at all. False where nobody can tell whether the rule is quiet or blind.' })
  judged!: boolean;
}

/** A rule as GraphQL shows it. */
export function alertRuleType({ definition, version }: Pick<Stored<'alert'>, 'definition' | 'version'>): AlertRuleType {
  const { metric, ...rest }: AlertRule = definition;
  return { ...rest, metric: metric as MetricId | null, version };
}
