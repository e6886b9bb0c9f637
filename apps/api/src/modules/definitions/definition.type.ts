import type { LoopSort } from '@heed/loops';
import { METRICS, type MetricId } from '@heed/measure';
import { GraphQLJSONObject } from 'graphql-scalars';
import { Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DISPLAYS, INBOX_QUEUES, type DefinitionKind, type Display, type InboxQueue } from '../../definitions/definition.ts';
import type { Stored } from '../../definitions/state.ts';
import { enumOf } from '../enum-of.ts';
import { LoopSortEnum, QUEUE_DESCRIPTIONS } from '../loop/loop-enums.ts';
import { MetricType } from '../metric/metric.type.ts';

export const DisplayEnum = enumOf<Display>(DISPLAYS);
registerEnumType(DisplayEnum, {
  name: 'Display',
  description: 'How an answer is drawn.',
  valuesConfig: { CHART: { description: 'As a chart.' }, TABLE: { description: 'As a table.' } },
});

export const InboxQueueEnum = enumOf<InboxQueue>(INBOX_QUEUES);
registerEnumType(InboxQueueEnum, {
  name: 'InboxQueue',
  description: 'What the inbox lists: as LoopQueue, and two that depend on who reads.',
  valuesConfig: {
    ...QUEUE_DESCRIPTIONS,
    MINE: { description: 'Open loops of whoever reads.' },
    MY_DEPARTMENTS: { description: 'Open loops that the departments of whoever reads hold.' },
  },
});

/** What every definition carries. */
@ObjectType({ simpleResolvers: true })
abstract class DefinitionType {
  @Field(() => String, { description: 'Its name, unique among its kind whatever the case.' })
  name!: string;

  @Field(() => Int, { description: 'Grows with each change. Hand it in with a change of your own, and a change by somebody else in between becomes a CONFLICT.' })
  version!: number;
}

@ObjectType('SavedView', { simpleResolvers: true, description: 'A question and how its answer is drawn.' })
export class SavedViewType extends DefinitionType {
  @Field(() => GraphQLJSONObject, { description: 'The question in the program\'s own spelling: metrics, by, grain, rolling, filter, compare, compareWith, first, firstWithin.' })
  question!: object;

  @Field(() => DisplayEnum, { description: 'How its answer is drawn.' })
  display!: Display;
}

@ObjectType('InboxView', { simpleResolvers: true, description: 'Which loops to work from, under a name, for everybody.' })
export class InboxViewType extends DefinitionType {
  @Field(() => InboxQueueEnum, { description: 'What it lists.' })
  queue!: InboxQueue;

  @Field(() => GraphQLJSONObject, { description: "What narrows the queue, in the program's own spelling: the other fields of LoopFilterInput, values in lower case." })
  filter!: object;

  @Field(() => LoopSortEnum, { description: 'In which order.' })
  sort!: LoopSort;
}

@ObjectType('SavedFilter', { simpleResolvers: true, description: 'Conditions under a name; any filter may name it under `saved`.' })
export class SavedFilterType extends DefinitionType {
  @Field(() => String, { description: 'What it is for; may be empty.' })
  description!: string;

  @Field(() => GraphQLJSONObject, { description: "Its conditions in the program's own spelling; without a period." })
  filter!: object;
}

@ObjectType('SavedMetric', { simpleResolvers: true, description: 'A metric over a part of the feedback, with a target and a minimum sample of its own.' })
export class SavedMetricType extends DefinitionType {
  @Field(() => String, { description: 'What it is for; may be empty.' })
  description!: string;

  @Field(() => MetricType, { description: 'The metric that it is, with its own minimum sample and target.' })
  metric!: MetricType;

  @Field(() => GraphQLJSONObject, { description: "Over which feedback, in the program's own spelling; without a period." })
  filter!: object;

  @Field(() => Float, { nullable: true, description: 'What it should reach, in the unit of the metric; null for no target.' })
  target!: number | null;

  @Field(() => Int, { description: 'Fewer answers than this are too few to judge.' })
  minimumSample!: number;
}

/** A metric with a minimum sample and a target of its own, as GraphQL shows it. */
function ownMetricType(id: MetricId, { minimumSample, target }: { minimumSample: number; target: number | null }): MetricType {
  return { ...METRICS[id], minimumSample, ownTarget: target };
}

/** Definitions as GraphQL shows them. */
export const DEFINITION_TYPES = {
  view: ({ definition, version }: Stored<'view'>): SavedViewType => ({ ...definition, version }),
  inbox_view: ({ definition, version }: Stored<'inbox_view'>): InboxViewType => ({ ...definition, version }),
  filter: ({ definition, version }: Stored<'filter'>): SavedFilterType => ({ ...definition, version }),
  metric: ({ definition: { metric, target, ...rest }, version }: Stored<'metric'>): SavedMetricType => ({
    ...rest,
    metric: ownMetricType(metric, { minimumSample: rest.minimumSample, target: target ?? null }),
    target: target ?? null,
    version,
  }),
} as const satisfies Partial<Record<DefinitionKind, unknown>>;
