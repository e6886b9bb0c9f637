import type { MetricId } from '@heed/measure';
import { GraphQLJSONObject } from 'graphql-scalars';
import { ArgsType, Field, Float, Int } from 'type-graphql';
import type { LoopSort } from '@heed/loops';
import type { Display, InboxQueue } from '../../definitions/definition.ts';
import { LoopSortEnum } from '../loop/loop-enums.ts';
import { MetricEnum } from '../metric/metric.type.ts';
import { DisplayEnum, InboxQueueEnum } from './definition.type.ts';

@ArgsType()
export class NameArgs {
  @Field(() => String, { description: 'Its name, 1 to 80 characters, in any case.' })
  name!: string;

  @Field(() => Int, { nullable: true, description: 'The version that you saw, 0 for none: CONFLICT when it is another by now. When missing, only a change at the same moment is a conflict.' })
  version?: number | null;
}

@ArgsType()
export class SaveViewArgs extends NameArgs {
  @Field(() => GraphQLJSONObject, { description: "The question in the program's own spelling, as in SavedView." })
  question!: object;

  @Field(() => DisplayEnum, { defaultValue: 'chart', description: 'How its answer is drawn.' })
  display!: Display;
}

@ArgsType()
export class SaveInboxViewArgs extends NameArgs {
  @Field(() => InboxQueueEnum, { defaultValue: 'open', description: 'What it lists.' })
  queue!: InboxQueue;

  @Field(() => GraphQLJSONObject, { nullable: true, description: "What narrows the queue, in the program's own spelling, as in InboxView; nothing when missing." })
  filter?: object | null;

  @Field(() => LoopSortEnum, { defaultValue: 'due', description: 'In which order.' })
  sort!: LoopSort;
}

@ArgsType()
export class RenameArgs extends NameArgs {
  @Field(() => String, { description: 'Its name from now on, 1 to 80 characters.' })
  to!: string;
}

@ArgsType()
class DescribedArgs extends NameArgs {
  @Field(() => String, { nullable: true, description: 'What it is for, at most 1000 characters.' })
  description?: string | null;
}

@ArgsType()
export class SaveFilterArgs extends DescribedArgs {
  @Field(() => GraphQLJSONObject, { description: "Conditions in the program's own spelling, without a period." })
  filter!: object;
}

@ArgsType()
export class SaveMetricArgs extends DescribedArgs {
  @Field(() => MetricEnum, { description: 'Which metric.' })
  metric!: MetricId;

  @Field(() => GraphQLJSONObject, { nullable: true, description: "Over which feedback, in the program's own spelling, without a period; all when missing." })
  filter?: object | null;

  @Field(() => Float, { nullable: true, description: 'What it should reach, in the unit of the metric; no target when missing.' })
  target?: number | null;

  @Field(() => Int, { nullable: true, description: "Fewer answers than this are too few to judge; the metric's own when missing." })
  minimumSample?: number | null;
}
