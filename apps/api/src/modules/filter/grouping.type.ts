import type { Grouping, GroupingName } from '@heed/domain';
import { Field, ObjectType } from 'type-graphql';
import { DimensionEnum } from './filter.input.ts';

@ObjectType('Grouping', { simpleResolvers: true, description: 'What answers are grouped by: either a dimension or an attribute.' })
export class GroupingType {
  @Field(() => DimensionEnum, { nullable: true, description: 'The dimension; null for an attribute.' })
  dimension!: GroupingName | null;

  @Field(() => String, { nullable: true, description: "The attribute's key; null for a dimension." })
  attribute!: string | null;
}

/** A grouping as GraphQL shows it. */
export function groupingType({ dimension, attribute }: Grouping): GroupingType {
  return { dimension: dimension ?? null, attribute: attribute ?? null };
}
