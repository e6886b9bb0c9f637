import { CUSTOMER_READERS, HeedError } from '@heed/domain';
import { Args, Authorized, Ctx, Mutation, Query, Resolver, Root, Subscription } from 'type-graphql';
import { keyOf } from '../../definitions/definition.ts';
import { callerOf, type Context } from '../../graphql/context.ts';
import { watch } from '../../live/watched.ts';
import { NameArgs, RenameArgs, SaveInboxViewArgs } from './definition.args.ts';
import { DEFINITION_TYPES, InboxViewType } from './definition.type.ts';
import { definitionsView, remove, save, type Listed } from './listed.ts';
import { readDefinition } from './read-definition.ts';

@Resolver()
export class InboxViewResolver {
  @Authorized(...CUSTOMER_READERS)
  @Query(() => [InboxViewType], { complexity: 10, description: 'The saved views of the inbox, by name.' })
  inboxViews(@Ctx() { heed }: Context): InboxViewType[] {
    return heed.definitions.list('inbox_view').map(DEFINITION_TYPES.inbox_view);
  }

  @Authorized(...CUSTOMER_READERS)
  @Subscription(() => [InboxViewType], {
    name: 'inboxViews',
    complexity: 10,
    description: 'The same answer as the query: at once, and again after each change that alters it.',
    subscribe: ({ context }: { context: Context }) => watch(context, () => definitionsView(context, 'inbox_view')),
  })
  inboxViewsChanged(@Root() { definitions }: Listed<'inbox_view'>): InboxViewType[] {
    return definitions.map(DEFINITION_TYPES.inbox_view);
  }

  @Authorized(...CUSTOMER_READERS)
  @Mutation(() => InboxViewType, { complexity: 20, description: 'Saves a view of the inbox for everybody, in the place of your own one of this name; analysts, leads and administrators may replace those of others.' })
  async saveInboxView(@Ctx() context: Context, @Args(() => SaveInboxViewArgs) args: SaveInboxViewArgs): Promise<InboxViewType> {
    return DEFINITION_TYPES.inbox_view(await save(context, { kind: 'inbox_view', args }));
  }

  @Authorized(...CUSTOMER_READERS)
  @Mutation(() => InboxViewType, { complexity: 20, description: 'Gives a view of the inbox another name. Whoever does has it from then on. Those of others: as for saveInboxView.' })
  async renameInboxView(@Ctx() context: Context, @Args(() => RenameArgs) { name, to, version }: RenameArgs): Promise<InboxViewType> {
    const { definitions } = context.heed;
    const found = definitions.list('inbox_view').find(({ definition }) => keyOf(definition.name) === keyOf(name));
    if (!found) throw new HeedError('NOT_FOUND', 'There is no view of the inbox of this name.');
    const definition = readDefinition('inbox_view', { ...found.definition, name: to });
    return DEFINITION_TYPES.inbox_view(await definitions.rename('inbox_view', { name, definition }, { caller: callerOf(context), seen: version ?? found.version }));
  }

  @Authorized(...CUSTOMER_READERS)
  @Mutation(() => Boolean, { complexity: 20, description: 'Removes a view of the inbox; false when there is none. Those of others: as for saveInboxView.' })
  removeInboxView(@Ctx() context: Context, @Args(() => NameArgs) args: NameArgs): Promise<boolean> {
    return remove(context, { kind: 'inbox_view', args });
  }
}
