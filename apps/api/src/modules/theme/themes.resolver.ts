import { READERS, WATCHERS } from '@heed/domain';
import { measureJudged } from '@heed/measure';
import { Args, Authorized, Ctx, Query, Resolver, Root, Subscription } from 'type-graphql';
import { filterFor, type Context } from '../../graphql/context.ts';
import type { View } from '../../live/hub.ts';
import { answered, feedbackView, watch } from '../../live/watched.ts';
import { readPeriod } from '../filter/read-filter.ts';
import { assertPageSize, perItem } from '../page-size.ts';
import { FilterArgs } from '../score/score.args.ts';
import { answerTheme, answerThemes, listComments } from './answers.ts';
import { ThemeAnswerType, ThemeCommentConnectionType } from './theme-answer.type.ts';
import { ThemesAnswerType } from './theme-figures.type.ts';
import { UnjudgedShareType } from './theme-state.type.ts';
import { ThemeArgs, ThemeCommentsArgs, ThemesArgs } from './theme.args.ts';
import { withThemes } from './with-themes.ts';

const LIVE = 'The same answer as the query: at once, and again after each change that alters it.';

function themesView(context: Context, { metric, grouped, asThen, filter: input, compareWith: before }: ThemesArgs): View<Omit<ThemesAnswerType, 'asOf' | 'version'>> {
  const filter = filterFor(context, input);
  const compareWith = before ? readPeriod(before, 'compareWith') : undefined;
  return withThemes(feedbackView(context, {
    field: 'themes',
    filter,
    args: { metric, grouped, asThen },
    compares: true,
    compareWith,
    metrics: [metric],
    readings: true,
    compute: () => answerThemes(context, { metric, grouped, asThen, filter, compareWith }),
  }));
}

function themeView(context: Context, { id, metric, asThen, filter: input, compareWith: before }: ThemeArgs): View<Omit<ThemeAnswerType, 'asOf' | 'version'>> {
  const filter = filterFor(context, input);
  const compareWith = before ? readPeriod(before, 'compareWith') : undefined;
  return withThemes(feedbackView(context, {
    field: 'theme',
    filter,
    args: { id, metric, asThen },
    compares: true,
    compareWith,
    metrics: [metric],
    readings: true,
    compute: () => answerTheme(context, { id, metric, asThen, filter, compareWith }),
  }));
}

@Resolver()
export class ThemesResolver {
  @Authorized(...WATCHERS)
  @Query(() => ThemesAnswerType, { complexity: 200, description: 'What people talk about: how often, how it moves a score, and how that changed.' })
  themes(@Ctx() context: Context, @Args(() => ThemesArgs) args: ThemesArgs): Promise<ThemesAnswerType> {
    return answered(context, themesView(context, args).compute);
  }

  @Authorized(...WATCHERS)
  @Subscription(() => ThemesAnswerType, {
    name: 'themes',
    complexity: 200,
    description: LIVE,
    subscribe: ({ args, context }: { args: ThemesArgs; context: Context }) => watch(context, () => themesView(context, args)),
  })
  themesChanged(@Root() snapshot: ThemesAnswerType, @Args(() => ThemesArgs) _args: ThemesArgs): ThemesAnswerType {
    return snapshot;
  }

  @Authorized(...READERS)
  @Query(() => ThemeAnswerType, { complexity: 200, description: 'One theme: its figures, and where it is more frequent than elsewhere. NOT_FOUND for one that never was.' })
  theme(@Ctx() context: Context, @Args(() => ThemeArgs) args: ThemeArgs): Promise<ThemeAnswerType> {
    return answered(context, themeView(context, args).compute);
  }

  @Authorized(...READERS)
  @Subscription(() => ThemeAnswerType, {
    name: 'theme',
    complexity: 200,
    description: LIVE,
    subscribe: ({ args, context }: { args: ThemeArgs; context: Context }) => watch(context, () => themeView(context, args)),
  })
  themeChanged(@Root() snapshot: ThemeAnswerType, @Args(() => ThemeArgs) _args: ThemeArgs): ThemeAnswerType {
    return snapshot;
  }

  @Authorized(...READERS)
  @Query(() => [UnjudgedShareType], { complexity: 50, description: 'Comments whose sentiment neither the sender nor the words gave, by language.' })
  async unjudgedComments(@Ctx() context: Context, @Args(() => FilterArgs) { filter: input }: FilterArgs): Promise<UnjudgedShareType[]> {
    const { heed } = context;
    const judged = await measureJudged(heed.store, { filter: filterFor(context, input), calendar: heed.calendar() });
    return judged.map(({ language, unjudged }) => ({ language, comments: unjudged.of, unjudged: unjudged.comments }));
  }

  @Authorized(...READERS)
  @Query(() => ThemeCommentConnectionType, { complexity: perItem, description: 'The comments that mention a theme, near duplicates folded.' })
  themeComments(@Ctx() context: Context, @Args(() => ThemeCommentsArgs) { theme, filter: input, order, first, after }: ThemeCommentsArgs): Promise<ThemeCommentConnectionType> {
    assertPageSize(first);
    return listComments(context, { theme, filter: filterFor(context, input), order, first, after: after ?? null });
  }
}
