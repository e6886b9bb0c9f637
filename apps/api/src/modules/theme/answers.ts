import type { FeedbackFilter, PeriodInput } from '@heed/domain';
import { listFeedback, measureThemes, type MetricId, type ThemesResult } from '@heed/measure';
import { recurringWords } from '@heed/themes';
import type { Context } from '../../graphql/context.ts';
import { periodType } from '../score/estimate.type.ts';
import { figuresType } from './figures-of.ts';
import { knownThemes, type KnownThemes } from './known-themes.ts';
import type { RecurringWordType, ThemesAnswerType } from './theme-figures.type.ts';

interface Asked {
  metric: MetricId;
  filter: FeedbackFilter;
  compareWith: PeriodInput | undefined;
}

/** More themes than this nobody reads; those with the fewest comments are left out. */
const MOST_THEMES = 1_000;
/** So many of the newest comments tell which words recur. */
const LOOKED_AT = 200;
const WORDS = 30;

const measured = ({ heed }: Context, { metric, filter, compareWith }: Asked): Promise<ThemesResult> =>
  measureThemes(heed.store, { metric, filter, compareWith, orderBy: 'volume', first: MOST_THEMES, calendar: heed.calendar() });

/** Every living theme over a filter. Throws as `measureThemes`. */
export async function answerThemes(context: Context, asked: Asked): Promise<Omit<ThemesAnswerType, 'asOf' | 'version'>> {
  const known = knownThemes(context);
  const result = await measured(context, asked);
  const themes = result.themes.flatMap((figures) => {
    const theme = known.find(figures.theme);
    return theme && theme.into === null ? [figuresType(figures, { theme, previousPeriod: result.previousPeriod })] : [];
  });
  return {
    ...wholeOf(result),
    previousPeriod: result.previousPeriod && periodType(result.previousPeriod),
    readable: result.unread.of - result.unread.comments - result.unreadable.comments,
    withoutTheme: result.unassigned.comments,
    unread: result.unread.comments,
    themes,
    recurring: themes.length > 0 ? [] : await recurring(context, asked.filter),
  };
}

const wholeOf = ({ metric, period, score, comments, formulas }: ThemesResult) => ({ metric, period: period && periodType(period), total: score, comments, formula: formulas.impact });

async function recurring({ heed }: Context, filter: FeedbackFilter): Promise<RecurringWordType[]> {
  const { rows } = await listFeedback(heed.store, { filter: { ...filter, hasComment: true }, first: LOOKED_AT, calendar: heed.calendar() });
  return recurringWords(rows, { languages: heed.config.languages, first: WORDS });
}
export type { KnownThemes };
export const answerTheme: any = 0, listThemeComments: any = 0;
