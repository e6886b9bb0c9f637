import type { AlertFacts, OffReason } from '@heed/alerts';
import type { MetricId } from '@heed/measure';
import { createUnionType, Field, Float, GraphQLISODateTime, ID, Int, ObjectType } from 'type-graphql';
import { MetricEnum } from '../metric/metric.type.ts';
import { OffReasonEnum } from './alert-enums.ts';

@ObjectType('AlertScoreDown', { simpleResolvers: true, description: 'A score that is clearly worse than before.' })
export class ScoreDownType {
  @Field(() => MetricEnum, { description: 'Which metric.' })
  metric!: MetricId;

  @Field(() => String, { description: 'Of which department; empty for all that the rule looks at.' })
  department!: string;

  @Field(() => Float, { description: 'The value, in the unit of the metric.' })
  value!: number;

  @Field(() => Float, { description: 'The value before.' })
  previous!: number;

  @Field(() => Float, { description: 'The change, in the unit of the metric.' })
  change!: number;

  @Field(() => Float, { description: 'Lower end of its 95 % interval.' })
  low!: number;

  @Field(() => Float, { description: 'Upper end of its 95 % interval.' })
  high!: number;

  @Field(() => Int, { description: 'Answers behind the value.' })
  n!: number;

  @Field(() => Int, { description: 'Answers behind the value before.' })
  previousN!: number;

  @Field(() => GraphQLISODateTime, { description: 'Begin of the period.' })
  from!: Date;

  @Field(() => GraphQLISODateTime, { description: 'End of the period, excluded.' })
  to!: Date;

  @Field(() => Int, { description: 'How many departments were looked at beside each other; with more of them a change must be clearer.' })
  looked!: number;
}

@ObjectType('AlertThemeSpiking', { simpleResolvers: true, description: 'A theme that comes up more than usual.' })
export class ThemeSpikingType {
  @Field(() => ID, { description: 'Id of the theme.' })
  theme!: string;

  @Field(() => String, { description: 'Its name at that time.' })
  name!: string;

  @Field(() => Int, { description: 'Comments of it in the 24 hours.' })
  count!: number;

  @Field(() => Float, { description: 'As many as there would be at the share of the same hours in the eight weeks before.' })
  expected!: number;

  @Field(() => Float, { nullable: true, description: 'The one divided by the other; null where nobody mentioned it before.' })
  growth!: number | null;

  @Field(() => GraphQLISODateTime, { description: 'Begin of the 24 hours.' })
  from!: Date;

  @Field(() => GraphQLISODateTime, { description: 'Their end.' })
  to!: Date;
}

@ObjectType('AlertLoops', { simpleResolvers: true, description: 'Loops that are late, or at risk of it.' })
export class LoopsWaitingType {
  @Field(() => String, { description: 'The department that holds them.' })
  department!: string;

  @Field(() => Int, { description: 'How many there were.' })
  loops!: number;
}

@ObjectType('AlertSourceSilent', { simpleResolvers: true, description: 'A source from which nothing has come.' })
export class SourceSilentType {
  @Field(() => String, { description: 'The source.' })
  source!: string;

  @Field(() => GraphQLISODateTime, { description: 'When something last came, to five minutes.' })
  lastAt!: Date;

  @Field(() => Float, { description: 'Milliseconds since then, when it was raised.' })
  silentMs!: number;

  @Field(() => Float, { description: 'The longest such pause of the 60 days before, in milliseconds.' })
  usualMs!: number;

  @Field(() => Float, { description: 'How often something usually came in the hours of the week in which nothing has come now.' })
  expected!: number;
}

@ObjectType('AlertWebhookOff', { simpleResolvers: true, description: 'A webhook that was turned off by itself.' })
export class WebhookOffType {
  @Field(() => String, { description: 'Its name.' })
  webhook!: string;

  @Field(() => OffReasonEnum, { description: 'Why.' })
  reason!: OffReason;
}

const TYPES = { score_down: ScoreDownType, theme_spiking: ThemeSpikingType, loops_late: LoopsWaitingType, loops_at_risk: LoopsWaitingType, source_silent: SourceSilentType, webhook_off: WebhookOffType } as const;

export type AlertEvidence = ScoreDownType | ThemeSpikingType | LoopsWaitingType | SourceSilentType | WebhookOffType;

export const AlertEvidenceUnion = createUnionType({
  name: 'AlertEvidence',
  description: 'What was found when the alert was raised. It holds no customer\'s words.',
  types: () => [ScoreDownType, ThemeSpikingType, LoopsWaitingType, SourceSilentType, WebhookOffType] as const,
  resolveType: (evidence: object) => Object.values(TYPES).find((type) => evidence instanceof type) as never,
});

/** What was found, as GraphQL shows it. */
export function evidenceType(facts: AlertFacts): AlertEvidence {
  switch (facts.kind) {
    case 'score_down': {
      const { kind: _, period, previousPeriod: _before, ...rest } = facts;
      return Object.assign(new ScoreDownType(), rest, { from: new Date(period.from), to: new Date(period.to) });
    }
    case 'theme_spiking': {
      const { kind: _, period, ...rest } = facts;
      return Object.assign(new ThemeSpikingType(), rest, { from: new Date(period.from), to: new Date(period.to) });
    }
    case 'loops_late':
    case 'loops_at_risk':
      return Object.assign(new LoopsWaitingType(), { department: facts.department, loops: facts.loops });
    case 'source_silent': {
      const { kind: _, lastAt, ...rest } = facts;
      return Object.assign(new SourceSilentType(), rest, { lastAt: new Date(lastAt) });
    }
    case 'webhook_off':
      return Object.assign(new WebhookOffType(), { webhook: facts.webhook, reason: facts.reason });
  }
}
