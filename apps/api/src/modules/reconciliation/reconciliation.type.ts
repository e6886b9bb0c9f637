import type { Reconciliation } from '@heed/measure';
import { Field, Int, ObjectType } from 'type-graphql';

@ObjectType('Reconciliation', { simpleResolvers: true, description: 'What a comparison of derived sums with a recount of all rows found.' })
export class ReconciliationType implements Reconciliation {
  @Field(() => Int, { description: 'Days whose sums equal their rows.' })
  equal!: number;

  @Field(() => [String], { description: 'Days (yyyy-MM-dd) whose sums differed. They are read from their rows from now on, until they are summed up anew.' })
  differing!: string[];

  @Field(() => Int, { description: 'Days with sums that are not read at the moment, because feedback of theirs is being written.' })
  touched!: number;
}
