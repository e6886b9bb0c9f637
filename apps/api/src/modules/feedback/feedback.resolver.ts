import { CUSTOMER_READERS, READERS, type FeedbackFilter } from '@heed/domain';
import { attributeKeys, attributeValues, countFeedback, dimensionValues, feedbackById, listFeedback } from '@heed/measure';
import { Arg, Args, Authorized, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { callerOf, filterFor, type Context } from '../../graphql/context.ts';
import { knownAttributes } from '../../graphql/known-attributes.ts';
import { assertPageSize, perItem } from '../page-size.ts';
import { themeValues } from '../theme/theme-values.ts';
import { AttributeValuesArgs, DimensionValuesArgs, PageArgs, ValuesArgs } from './feedback.args.ts';
import { CustomerType, DimensionValueType, FeedbackConnectionType, FeedbackType, feedbackType } from './feedback.type.ts';

/** A connection remembers its filter, so that the total is counted only when it is asked for. */
type Connection = FeedbackConnectionType & { filter: FeedbackFilter };

@Resolver(() => FeedbackType)
export class FeedbackResolver {
  @Authorized(...READERS)
  @Query(() => FeedbackConnectionType, { complexity: perItem, description: 'The feedback behind a number, newest first.' })
  async feedback(@Ctx() context: Context, @Args(() => PageArgs) { filter: input, first, after }: PageArgs): Promise<Connection> {
    assertPageSize(first);
    const filter = filterFor(context, input);
    const { heed } = context;
    const { rows, hasNextPage } = await listFeedback(heed.store, { filter, first, ...(after ? { after } : {}), calendar: heed.calendar() });
    const edges = rows.map(({ cursor, ...row }) => ({ cursor, node: feedbackType(row) }));
    return {
      filter,
      edges,
      pageInfo: { hasNextPage, hasPreviousPage: Boolean(after), startCursor: edges[0]?.cursor ?? null, endCursor: edges.at(-1)?.cursor ?? null },
    };
  }

  @Authorized(...READERS)
  @Query(() => FeedbackType, { nullable: true, complexity: 10, description: 'One feedback, or null when there is none with this id that the caller may see.' })
  async feedbackById(@Ctx() context: Context, @Arg('id', () => ID, { description: 'Its id.' }) id: string): Promise<FeedbackType | null> {
    const row = await feedbackById(context.heed.store, { id, scope: filterFor(context, null) });
    return row && feedbackType(row);
  }

  @FieldResolver(() => CustomerType, { nullable: true, complexity: 2, description: 'Who gave it; null when unknown, anonymous, or when the caller is not agent, lead or admin.' })
  customer(@Root() { customerId }: FeedbackType, @Ctx() context: Context): Promise<CustomerType | null> | null {
    if (!customerId || !CUSTOMER_READERS.includes(callerOf(context).role)) return null;
    return context.customers.load(customerId);
  }

  @Authorized(...READERS)
  @Query(() => [DimensionValueType], { complexity: 20, description: 'The values of a dimension, the most frequent first; of THEME the ids of themes, searched by their names.' })
  dimensionValues(@Ctx() context: Context, @Args(() => DimensionValuesArgs) { dimension, search, first, filter: input }: DimensionValuesArgs): Promise<DimensionValueType[]> {
    assertPageSize(first);
    if (dimension === 'theme') return themeValues(context, { search: search ?? '', first, filter: filterFor(context, input) });
    const { heed } = context;
    return dimensionValues(heed.store, { dimension, ...(search ? { search } : {}), first, filter: filterFor(context, input), calendar: heed.calendar() });
  }

  @Authorized(...READERS)
  @Query(() => [DimensionValueType], { complexity: 20, description: 'The keys of attributes, the most frequent first.' })
  attributeKeys(@Ctx() context: Context, @Args(() => ValuesArgs) { first, filter: input }: ValuesArgs): Promise<DimensionValueType[]> {
    assertPageSize(first);
    const { heed } = context;
    return attributeKeys(heed.store, { first, filter: filterFor(context, input), calendar: heed.calendar() });
  }

  @Authorized(...READERS)
  @Query(() => [DimensionValueType], { complexity: 20, description: 'The values of an attribute, the most frequent first.' })
  attributeValues(@Ctx() context: Context, @Args(() => AttributeValuesArgs) { key, search, first, filter: input }: AttributeValuesArgs): Promise<DimensionValueType[]> {
    assertPageSize(first);
    const { heed } = context;
    return attributeValues(heed.store, { key, ...(search ? { search } : {}), first, filter: filterFor(context, input), calendar: heed.calendar(), known: knownAttributes(context) });
  }
}

@Resolver(() => FeedbackConnectionType)
export class FeedbackConnectionResolver {
  @FieldResolver(() => Int, { complexity: 20, description: 'All feedback that matches, on every page.' })
  totalCount(@Root() { filter }: Connection, @Ctx() { heed }: Context): Promise<number> {
    return countFeedback(heed.store, { filter, calendar: heed.calendar() });
  }
}
