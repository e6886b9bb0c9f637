import { DEFINERS, READERS } from '@heed/domain';
import { Args, Authorized, Ctx, Mutation, Query, Resolver, Root, Subscription } from 'type-graphql';
import type { Context } from '../../graphql/context.ts';
import { watch } from '../../live/watched.ts';
import { NameArgs, SaveFilterArgs } from './definition.args.ts';
import { DEFINITION_TYPES, SavedFilterType } from './definition.type.ts';
import { definitionsView, remove, save, type Listed } from './listed.ts';

@Resolver()
export class SavedFilterResolver {
  @Authorized(...READERS)
  @Query(() => [SavedFilterType], { complexity: 10, description: 'The saved filters, by name.' })
  savedFilters(@Ctx() { heed }: Context): SavedFilterType[] {
    return heed.definitions.list('filter').map(DEFINITION_TYPES.filter);
  }

  @Authorized(...READERS)
  @Subscription(() => [SavedFilterType], {
    name: 'savedFilters',
    complexity: 10,
    description: 'The same answer as the query: at once, and again after each change that alters it.',
    subscribe: ({ context }: { context: Context }) => watch(context, () => definitionsView(context, 'filter')),
  })
  savedFiltersChanged(@Root() { definitions }: Listed<'filter'>): SavedFilterType[] {
    return definitions.map(DEFINITION_TYPES.filter);
  }

  @Authorized(...DEFINERS)
  @Mutation(() => SavedFilterType, { complexity: 20, description: 'Saves a filter under a name. Everything that uses the name, open live views too, follows.' })
  async saveFilter(@Ctx() context: Context, @Args(() => SaveFilterArgs) args: SaveFilterArgs): Promise<SavedFilterType> {
    return DEFINITION_TYPES.filter(await save(context, { kind: 'filter', args }));
  }

  @Authorized(...DEFINERS)
  @Mutation(() => Boolean, { complexity: 20, description: 'Removes a saved filter, unless a saved view uses it; false when there is none.' })
  removeFilter(@Ctx() context: Context, @Args(() => NameArgs) args: NameArgs): Promise<boolean> {
    return remove(context, { kind: 'filter', args });
  }
}
