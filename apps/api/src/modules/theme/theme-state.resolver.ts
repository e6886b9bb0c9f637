import { READERS } from '@heed/domain';
import { Arg, Authorized, Ctx, ID, Query, Resolver, Root, Subscription } from 'type-graphql';
import type { Context } from '../../graphql/context.ts';
import { answered, watch } from '../../live/watched.ts';
import { readEdits, themesStateView } from './state.ts';
import { ThemeEditType, ThemesStateType } from './theme-state.type.ts';

@Resolver()
export class ThemeStateResolver {
  @Authorized(...READERS)
  @Query(() => ThemesStateType, { complexity: 50, description: 'Which themes there are, what is under way, and what waits for a decision.' })
  themesState(@Ctx() context: Context): Promise<ThemesStateType> {
    return answered(context, themesStateView(context).compute);
  }

  @Authorized(...READERS)
  @Subscription(() => ThemesStateType, {
    name: 'themesState',
    complexity: 50,
    description: 'The same answer as the query: at once, and again after each change that alters it.',
    subscribe: ({ context }: { context: Context }) => watch(context, () => themesStateView(context)),
  })
  themesStateChanged(@Root() snapshot: ThemesStateType): ThemesStateType {
    return snapshot;
  }

  @Authorized(...READERS)
  @Query(() => [ThemeEditType], { complexity: 20, description: 'What was done to a theme, or to all of them, the newest first; at most 200.' })
  themeEdits(@Ctx() context: Context, @Arg('id', () => ID, { nullable: true, description: 'Of which theme; of all when missing.' }) id?: string | null): ThemeEditType[] {
    return readEdits(context, id ?? null);
  }
}
