import type { LoopClock, LoopGrouping, LoopMeasure } from '@heed/loops';
import { ArgsType, Field, Int } from 'type-graphql';
import { PeriodInput } from '../filter/filter.input.ts';
import { LoopFilterArgs } from '../loop/loop.args.ts';
import { LoopClockEnum, LoopGroupingEnum, LoopMeasureEnum } from '../loop/loop-enums.ts';

@ArgsType()
export class DepartmentsArgs extends LoopFilterArgs {
  @Field(() => LoopGroupingEnum, { defaultValue: 'department', description: 'By what.' })
  by!: LoopGrouping;

  @Field(() => Int, { defaultValue: 20, description: 'How many groups, the largest first; 1 to 200. The rest is pooled in `other`.' })
  first!: number;

  @Field(() => LoopClockEnum, { defaultValue: 'working', description: 'By which clock durations are measured.' })
  clock!: LoopClock;

  @Field(() => PeriodInput, { nullable: true, description: 'What filter.opened is compared with; the period before, of the same length, when missing.' })
  compareWith?: PeriodInput | null;
}

@ArgsType()
export class CloseCurveArgs extends LoopFilterArgs {
  @Field(() => LoopGroupingEnum, { nullable: true, description: 'By what; one curve of all when missing.' })
  by?: LoopGrouping | null;

  @Field(() => Int, { defaultValue: 6, description: 'How many curves, those of the largest groups; 1 to 20.' })
  first!: number;

  @Field(() => LoopMeasureEnum, { defaultValue: 'close', description: 'Until what.' })
  measure!: LoopMeasure;

  @Field(() => LoopClockEnum, { defaultValue: 'working', description: 'By which clock.' })
  clock!: LoopClock;
}
