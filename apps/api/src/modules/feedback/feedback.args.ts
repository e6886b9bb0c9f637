import type { GroupingName } from '@heed/domain';
import { ArgsType, Field, Int } from 'type-graphql';
import { DimensionEnum } from '../filter/filter.input.ts';
import { FilterArgs } from '../score/score.args.ts';

@ArgsType()
export class PageArgs extends FilterArgs {
  @Field(() => Int, { defaultValue: 50, description: 'How many, 1 to 200.' })
  first!: number;

  @Field(() => String, { nullable: true, description: 'Cursor after which the page begins.' })
  after?: string | null;
}

@ArgsType()
export class ValuesArgs extends FilterArgs {
  @Field(() => Int, { defaultValue: 50, description: 'How many, the most frequent first; 1 to 200.' })
  first!: number;
}

@ArgsType()
export class DimensionValuesArgs extends ValuesArgs {
  @Field(() => DimensionEnum, { description: 'Of which dimension.' })
  dimension!: GroupingName;

  @Field(() => String, { nullable: true, description: 'Only values that contain this text, in any case.' })
  search?: string | null;
}

@ArgsType()
export class AttributeValuesArgs extends ValuesArgs {
  @Field(() => String, { description: 'The key of the attribute; `attributeKeys` lists them.' })
  key!: string;

  @Field(() => String, { nullable: true, description: 'Only values that contain this text, in any case.' })
  search?: string | null;
}
