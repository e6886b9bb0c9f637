import { READERS } from '@heed/domain';
import { Args, Authorized, Ctx, Mutation, Query, Resolver, Root, Subscription } from 'type-graphql';
import type { Context } from '../../graphql/context.ts';
import { watch } from '../../live/watched.ts';
import { NameArgs, SaveViewArgs } from './definition.args.ts';
import { DEFINITION_TYPES, SavedViewType } from './definition.type.ts';
import { definitionsView, remove, save, type Listed } from './listed.ts';

@Resolver()
export class SavedViewResolver {
  @Authorized(...READERS)
  @Query(() => [SavedViewType], { complexity: 10, description: 'The saved views, by name.' })
  savedViews(@Ctx() { heed }: Context): SavedViewType[] {
    return heed.definitions.list('view').map(DEFINITION_TYPES.view);
  }

  @Authorized(...READERS)
  @Subscription(() => [SavedViewType], {
    name: 'savedViews',
    complexity: 10,
    description: 'The same answer as the query: at once, and again after each change that alters it.',
    subscribe: ({ context }: { context: Context }) => watch(context, () => definitionsView(context, 'view')),
  })
  savedViewsChanged(@Root() { definitions }: Listed<'view'>): SavedViewType[] {
    return definitions.map(DEFINITION_TYPES.view);
  }

  @Authorized(...READERS)
  @Mutation(() => SavedViewType, { complexity: 20, description: 'Saves a view, in the place of your own one of this name; analysts, leads and administrators may replace those of others.' })
  async saveView(@Ctx() context: Context, @Args(() => SaveViewArgs) args: SaveViewArgs): Promise<SavedViewType> {
    return DEFINITION_TYPES.view(await save(context, { kind: 'view', args }));
  }

  @Authorized(...READERS)
  @Mutation(() => Boolean, { complexity: 20, description: 'Removes a saved view; false when there is none. Those of others: as for saveView.' })
  removeView(@Ctx() context: Context, @Args(() => NameArgs) args: NameArgs): Promise<boolean> {
    return remove(context, { kind: 'view', args });
  }
}
