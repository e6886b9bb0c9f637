import { CUSTOMER_READERS, HeedError } from '@heed/domain';
import { Args, ArgsType, Authorized, Ctx, Field, FieldResolver, ID, Int, Query, Resolver, Root, Arg } from 'type-graphql';
import type { Context } from '../../graphql/context.ts';
import { CustomerType, FeedbackType } from '../feedback/feedback.type.ts';
import { LoopRefType, LoopType } from '../loop/loop.type.ts';

const later = (): never => {
  throw new HeedError('UNAVAILABLE', 'Loops cannot be read yet.');
};
const perItem = ({ args, childComplexity }: { args: { first?: number }; childComplexity: number }): number => 10 + ((args.first ?? 50) * childComplexity) / 10;

@ArgsType()
class FirstArgs {
  @Field(() => Int, { defaultValue: 50, description: 'How many, 1 to 200.' })
  first!: number;
}

@Resolver(() => CustomerType)
export class CustomerResolver {
  @Authorized(...CUSTOMER_READERS)
  @Query(() => CustomerType, { nullable: true, complexity: 10, description: 'A customer, or null when there is none with this id of whom the caller may see anything.' })
  customer(@Ctx() _context: Context, @Arg('id', () => ID, { description: 'The id.' }) _id: string): Promise<CustomerType | null> {
    return later();
  }

  @FieldResolver(() => [LoopType], { complexity: perItem, description: 'Loops about this customer, newest first.' })
  loops(@Root() _customer: CustomerType, @Ctx() _context: Context, @Args(() => FirstArgs) _args: FirstArgs): Promise<LoopType[]> {
    return later();
  }

  @FieldResolver(() => [FeedbackType], { complexity: perItem, description: 'What this customer said, newest first.' })
  feedback(@Root() _customer: CustomerType, @Ctx() _context: Context, @Args(() => FirstArgs) _args: FirstArgs): Promise<FeedbackType[]> {
    return later();
  }

  @FieldResolver(() => Boolean, { complexity: 2, description: 'False when the customer does not want to be written to.' })
  mayContact(@Root() _customer: CustomerType, @Ctx() _context: Context): Promise<boolean> {
    return later();
  }
}

@Resolver(() => FeedbackType)
export class FeedbackLoopsResolver {
  @FieldResolver(() => [LoopRefType], { complexity: 2, description: 'Loops that it is part of and that the caller may see.' })
  loops(@Root() _feedback: FeedbackType, @Ctx() _context: Context): Promise<LoopRefType[]> {
    return later();
  }
}
