import type { MetricId } from '@heed/measure';
import { GraphQLJSONObject } from 'graphql-scalars';
import { ArgsType, Field, Float, Int } from 'type-graphql';
import type { Display } from '../../definitions/definition.ts';
import { MetricEnum } from '../metric/metric.type.ts';
import { DisplayEnum } from './definition.type.ts';

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
