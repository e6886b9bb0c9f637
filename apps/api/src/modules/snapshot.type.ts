import { Field, GraphQLISODateTime, ObjectType } from 'type-graphql';

/** What every answer that can also be watched carries. */
@ObjectType()
export abstract class SnapshotType {
  @Field(() => GraphQLISODateTime, { description: 'The moment of the data.' })
  asOf!: Date;

  @Field(() => String, { description: 'Grows with every snapshot; a decimal number.' })
  version!: string;
}
