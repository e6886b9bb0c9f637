import type { Dimension } from '@heed/domain';
import { Field, ObjectType } from 'type-graphql';
import { DimensionEnum } from './filter.input.ts';

@ObjectType('Grouping', { simpleResolvers: true, description: 'What answers are grouped by: either a dimension or an attribute.' })
export class GroupingType {
  @Field(() => DimensionEnum, { nullable: true, description: 'The dimension; null for an attribute.' })
  dimension?: Dimension | undefined;

  @Field(() => String, { nullable: true, description: 'The key of the attribute; null for a dimension.' })
  attribute?: string | undefined;
}
