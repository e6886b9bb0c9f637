import type { FeedbackFilter, PeriodInput } from '@heed/domain';
import { listFeedback, listThemeComments, measureConcentration, measureThemes, type CommentOrder, type MetricId, type ThemeFigures, type ThemesResult } from '@heed/measure';
import { recurringWords, type TellingWord } from '@heed/themes';
import type { Context } from '../../graphql/context.ts';
import { periodType } from '../score/estimate.type.ts';
import { figuresType } from './figures-of.ts';
import { groupingType } from '../filter/grouping.type.ts';
import { feedbackType } from '../feedback/feedback.type.ts';
import { groupsOf, knownThemes, type KnownThemes } from './known-themes.ts';
import type { TextRangeType, ThemeAnswerType, ThemeCommentConnectionType } from './theme-answer.type.ts';
import type { RecurringWordType, ThemesAnswerType } from './theme-figures.type.ts';

interface Asked {
  /** Themes that are measured as others: those below a group as the group. */
  groups?: ReadonlyMap<string, string> | undefined;
  metric: MetricId;
  filter: FeedbackFilter;
  compareWith: PeriodInput | undefined;
  asThen: boolean;
}

/** More themes than this nobody reads; those with the fewest comments are left out. */
const MOST_THEMES = 1_000;
/** So many of the newest comments tell which words recur. */
const LOOKED_AT = 200;
const WORDS = 30;
/** So many groups of customers are looked at. */
const MOST_GROUPS = 100;

const measured = ({ heed }: Context, { metric, filter, compareWith, groups, asThen }: Asked): Promise<ThemesResult> =>
  measureThemes(heed.store, { metric, filter, compareWith, groups, asThen, orderBy: 'volume', first: MOST_THEMES, calendar: heed.calendar() });

/** The themes below a group, each measured as the group; undefined for a theme with none below it. */
function belowOf({ catalogue }: KnownThemes, group: string): ReadonlyMap<string, string> | undefined {
  const below = [...catalogue.themes.values()].filter(({ parent }) => parent === group);
  return below.length === 0 ? undefined : new Map(below.map(({ id }) => [id, group]));
}

/** Every living theme, or every group in place of the themes below it, over a filter. Throws as `measureThemes`. */
export async function answerThemes(context: Context, { grouped, ...asked }: Omit<Asked, 'groups'> & { grouped: boolean }): Promise<Omit<ThemesAnswerType, 'asOf' | 'version'>> {
  const known = knownThemes(context);
  const result = await measured(context, { ...asked, ...(grouped && { groups: groupsOf(known) }) });
  const themes = result.themes.flatMap((figures) => {
    const theme = known.find(figures.theme);
    // One that went over into another is known as that now; then it was there.
    return theme && (asked.asThen || theme.into === null) ? [figuresType(figures, { theme, previousPeriod: result.previousPeriod })] : [];
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

/** What is told of a theme that nobody mentions in the feedback that is looked at. */
function silence(id: string, { comments, unread }: ThemesResult): ThemeFigures {
  const nobody = { value: null, low: null, high: null, n: 0, excluded: 0, enough: false };
  const read = comments - unread.comments;
  const share = { value: read === 0 ? null : 0, low: read === 0 ? null : 0, high: read === 0 ? null : 0, comments: 0, of: read };
  return { theme: id, share, shareChange: null, growth: null, score: nobody, scoreChange: null, impact: null, additive: null, sentiment: nobody };
}

/** One theme over a filter. Throws NOT_FOUND for a theme that there never was, else as `measureThemes`. */
export async function answerTheme(context: Context, { id, ...asked }: Asked & { id: string }): Promise<Omit<ThemeAnswerType, 'asOf' | 'version'>> {
  const known = knownThemes(context);
  const theme = known.get(id);
  const { heed } = context;
  const groups = belowOf(known, id);
  const [result, { groups: apart }] = await Promise.all([
    measured(context, { ...asked, groups }),
    measureConcentration(heed.store, { theme: id, filter: asked.filter, groups, first: MOST_GROUPS, calendar: heed.calendar() }),
  ]);
  const figures = result.themes.find((one) => one.theme === id) ?? silence(id, result);
  return {
    ...wholeOf(result),
    figures: figuresType(figures, { theme, previousPeriod: result.previousPeriod }),
    concentration: apart.flatMap(({ grouping, key, share, rest, difference, clear, adjustedP }) =>
      clear && difference > 0 ? [{ grouping: groupingType(grouping), key, comments: share.of, mentions: share.comments, share: share.value ?? 0, elsewhere: rest.value ?? 0, p: adjustedP }] : [],
    ),
  };
}

/** Words that say much less than the most telling one would only hide it; so many are enough to see why. */
const TELLING_SHARE = 0.4;
const TELLING_WORDS = 4;

function mostTelling(words: readonly TellingWord[]): TextRangeType[] {
  const most = Math.max(0, ...words.map(({ weight }) => weight));
  return words
    .filter(({ weight }) => weight > 0 && weight >= TELLING_SHARE * most)
    .slice(0, TELLING_WORDS)
    .flatMap(({ ranges }) => ranges.map(({ start, end }) => ({ start, end })));
}

/** A page of the comments of a theme, with the words that put them there. Throws NOT_FOUND for a theme that there never was, else as `listThemeComments`. */
export async function listComments(context: Context, { theme, filter, order, first, after }: { theme: string; filter: FeedbackFilter; order: CommentOrder; first: number; after: string | null }): Promise<ThemeCommentConnectionType> {
  const known = knownThemes(context);
  known.get(theme);
  const { heed } = context;
  const groups = belowOf(known, theme);
  const { comments, hasNextPage } = await listThemeComments(heed.store, { theme, filter, order, first, groups, ...(after !== null && { after }), calendar: heed.calendar() });
  const explained = await Promise.all(comments.map(({ id }) => heed.themes.explain(id)));
  const edges = comments.map(({ cursor, copies, ...row }, index) => ({
    cursor,
    node: {
      id: row.id,
      feedback: feedbackType(row),
      themes: row.themeIds.flatMap((id) => known.find(id) ?? []),
      telling: mostTelling(explained[index]?.themes.find((one) => one.theme === theme || groups?.get(one.theme) === theme)?.words ?? []),
      confirmed: known.catalogue.examples.get(row.id)?.theme === theme,
      probability: explained[index]?.probability ?? 0,
      // This one counts among those that say the same.
      copies: copies - 1,
    },
  }));
  return { edges, pageInfo: { hasNextPage, hasPreviousPage: after !== null, startCursor: edges[0]?.cursor ?? null, endCursor: edges.at(-1)?.cursor ?? null } };
}

async function recurring({ heed }: Context, filter: FeedbackFilter): Promise<RecurringWordType[]> {
  const { rows } = await listFeedback(heed.store, { filter: { ...filter, hasComment: true }, first: LOOKED_AT, calendar: heed.calendar() });
  return recurringWords(rows, { languages: heed.config.languages, first: WORDS });
}
