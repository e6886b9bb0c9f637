import { HeedError, WATCHERS, type FeedbackFilter, type PeriodInput } from '@heed/domain';
import { periodsOf } from '@heed/filter';
import { compareThemes, type ThemeFigures, type ThemesResult } from '@heed/measure';
import { Args, Authorized, Ctx, Query, Resolver, Root, Subscription } from 'type-graphql';
import { filterFor, type Context } from '../../graphql/context.ts';
import type { View } from '../../live/hub.ts';
import { answered, feedbackView, watch } from '../../live/watched.ts';
import { readPeriod } from '../filter/read-filter.ts';
import { assertPageSize } from '../page-size.ts';
import { periodType } from '../score/estimate.type.ts';
import { ThemesComparedArgs, ThemesComparisonType, type ThemesSideType } from './compared-themes.type.ts';
import { figuresType } from './figures-of.ts';
import { groupsOf, knownThemes } from './known-themes.ts';
import type { ThemeType } from './theme.type.ts';
import { withThemes } from './with-themes.ts';

type Answer = Omit<ThemesComparisonType, 'asOf' | 'version'>;

const sideType = ({ period, score, comments, unassigned }: ThemesResult): ThemesSideType => ({ period: period && periodType(period), total: score, comments, read: unassigned.of });
const figuresOn = (figures: ThemeFigures | null, theme: ThemeType) => figures && figuresType(figures, { theme, previousPeriod: null });

/** The same filter in the period that it is compared with. Throws BAD_USER_INPUT where there is none. */
function before(context: Context, { filter, compareWith }: { filter: FeedbackFilter; compareWith: PeriodInput | undefined }): FeedbackFilter {
  const { previous } = periodsOf(filter, context.heed.calendar(), compareWith);
  if (!previous) throw new HeedError('BAD_USER_INPUT', 'Themes are compared with those of another filter (with) or of another period, and then filter.period is needed.', { path: 'with' });
  const moment = (epochMs: number): string => new Date(epochMs).toISOString();
  return { ...filter, period: { from: moment(previous.from), to: moment(previous.to) } };
}

function comparisonView(context: Context, { metric, grouped, asThen, by, first, filter: input, with: beside, compareWith: period }: ThemesComparedArgs): View<Answer> {
  assertPageSize(first);
  const { heed } = context;
  const filter = filterFor(context, input);
  const other = beside ? filterFor(context, beside) : null;
  if (other && period) throw new HeedError('BAD_USER_INPUT', 'Give with or compareWith: one of them says what is compared with.', { path: 'compareWith' });
  const compareWith = period ? readPeriod(period, 'compareWith') : undefined;
  const asked = { args: { metric, grouped, asThen, by, first, other }, readings: true };
  async function compute(): Promise<Answer> {
    const known = knownThemes(context);
    const sides = { other: filter, one: other ?? before(context, { filter, compareWith }) };
    const compared = await compareThemes(heed.store, { metric, ...sides, orderBy: by, first, asThen, ...(grouped && { groups: groupsOf(known) }), calendar: heed.calendar() });
    const themes = compared.themes.flatMap(({ theme: id, one, other: side, ...differences }) => {
      const theme = known.find(id);
      return theme && (asThen || theme.into === null) ? [{ ...differences, theme, side: figuresOn(side, theme), with: figuresOn(one, theme) }] : [];
    });
    return { metric: compared.other.metric, side: sideType(compared.other), with: sideType(compared.one), themes, compared: compared.count };
  }
  const view = feedbackView(context, { field: 'themesCompared', filter, ...asked, compares: other === null, compareWith, compute });
  const views = other ? [view, feedbackView(context, { field: 'themesCompared', filter: other, ...asked, compute })] : [view];
  const moments = views.flatMap(({ moment }) => moment ?? []);
  const { moment: _, ...timeless } = view;
  // What time alone may change at any minute on either side is looked at every minute.
  const moved = moments.length === views.length ? { moment: () => JSON.stringify(moments.map((moment) => moment())) } : {};
  return withThemes({ ...timeless, ...moved, touchedBy: (change) => views.some((one) => one.touchedBy(change)) });
}

@Resolver()
export class ComparedThemesResolver {
  @Authorized(...WATCHERS)
  @Query(() => ThemesComparisonType, { complexity: 300, description: 'What people talk about on two sides, two periods or two segments, with what can honestly be said of each difference when so many are looked at.' })
  themesCompared(@Ctx() context: Context, @Args(() => ThemesComparedArgs) args: ThemesComparedArgs): Promise<ThemesComparisonType> {
    return answered(context, comparisonView(context, args).compute);
  }

  @Authorized(...WATCHERS)
  @Subscription(() => ThemesComparisonType, {
    name: 'themesCompared',
    complexity: 300,
    description: 'The same answer as the query: at once, and again after each change that alters it.',
    subscribe: ({ args, context }: { args: ThemesComparedArgs; context: Context }) => watch(context, () => comparisonView(context, args)),
  })
  themesComparedChanged(@Root() snapshot: ThemesComparisonType, @Args(() => ThemesComparedArgs) _args: ThemesComparedArgs): ThemesComparisonType {
    return snapshot;
  }
}
