import { Field, Int, ObjectType } from 'type-graphql';
import { SnapshotType } from '../snapshot.type.ts';

@ObjectType('LoopCounts', { simpleResolvers: true, description: 'How many loops there are in each part of the inbox.' })
export class LoopCountsType extends SnapshotType {
  @Field(() => Int, { description: 'Neither closed nor merged.' })
  open!: number;

  @Field(() => Int, { description: 'Open, and nobody owns it.' })
  unassigned!: number;

  @Field(() => Int, { description: 'Open, and 80 % of a target is used up.' })
  atRisk!: number;

  @Field(() => Int, { description: 'Open, and a target was missed.' })
  breached!: number;

  @Field(() => Int, { description: 'Open, and waiting for the customer.' })
  waiting!: number;

  @Field(() => Int, { description: 'Resolved, and the customer has not been told.' })
  toTell!: number;

  @Field(() => Int, { description: 'Open, and owned by the person who asks; 0 where that is not known.' })
  mine!: number;
}
