import { CUSTOMER_READERS } from '@heed/domain';
import { loopsOfCustomer } from '@heed/loops';
import { feedbackOfCustomer } from '@heed/measure';
import { Arg, Args, ArgsType, Authorized, Ctx, Field, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { callerOf, filterFor, type Context } from '../../graphql/context.ts';
import { CustomerType, FeedbackType, feedbackType } from '../feedback/feedback.type.ts';
import { loopType } from '../loop/loop-type-of.ts';
import { LoopRefType, LoopType } from '../loop/loop.type.ts';
import { seesCustomer } from '../loop/open-by-hand.ts';
import { assertPageSize, perItem } from '../page-size.ts';

@ArgsType()
class FirstArgs {
  @Field(() => Int, { defaultValue: 50, description: 'How many, 1 to 200.' })
  first!: number;
}

@Resolver(() => CustomerType)
export class CustomerResolver {
  @Authorized(...CUSTOMER_READERS)
  @Query(() => CustomerType, { nullable: true, complexity: 10, description: 'A customer, or null when there is none with this id of whom the caller may see anything.' })
  async customer(@Ctx() context: Context, @Arg('id', () => ID, { description: 'The id.' }) id: string): Promise<CustomerType | null> {
    return (await seesCustomer(context, id)) ? context.customers.load(id.toLowerCase()) : null;
  }

  @FieldResolver(() => [LoopType], { complexity: perItem, description: 'Loops about this customer that the caller may see, newest first.' })
  async loops(@Root() { id }: CustomerType, @Ctx() context: Context, @Args(() => FirstArgs) { first }: FirstArgs): Promise<LoopType[]> {
    assertPageSize(first);
    const { heed } = context;
    const rows = await loopsOfCustomer(heed.store, { customer: id, first, scope: callerOf(context).departments });
    return rows.map((row) => loopType(row, { settings: heed.loopSettings(), now: heed.now() }));
  }

  @FieldResolver(() => [FeedbackType], { complexity: perItem, description: 'What this customer said and the caller may see, newest first.' })
  async feedback(@Root() { id }: CustomerType, @Ctx() context: Context, @Args(() => FirstArgs) { first }: FirstArgs): Promise<FeedbackType[]> {
    assertPageSize(first);
    return (await feedbackOfCustomer(context.heed.store, { customer: id, first, scope: filterFor(context, null) })).map(feedbackType);
  }

  @FieldResolver(() => Boolean, { complexity: 2, description: 'False when this customer has no address or did not agree to be written to. Who asked to be contacted about something may still be answered: `previewMessage` says so for a loop.' })
  mayContact(@Root() { id }: CustomerType, @Ctx() context: Context): Promise<boolean> {
    return context.loops.mayContact.load(id);
  }
}

@Resolver(() => FeedbackType)
export class FeedbackLoopsResolver {
  @FieldResolver(() => [LoopRefType], { complexity: 2, description: 'Loops that it is part of and that the caller may see.' })
  loops(@Root() { id }: FeedbackType, @Ctx() context: Context): Promise<LoopRefType[]> {
    return context.loops.ofFeedback.load(id);
  }
}
