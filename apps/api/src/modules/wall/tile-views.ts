import { HeedError } from '@heed/domain';
import { countQueues, listLoops, TARGETS, type LoopFilter, type LoopRow } from '@heed/loops';
import { measureThemes } from '@heed/measure';
import { filterFor, type Context } from '../../graphql/context.ts';
import type { View } from '../../live/hub.ts';
import { feedbackView, loopView } from '../../live/watched.ts';
import type { WallTile, WallTileKind } from '../../walls/wall.ts';
import { departmentsView } from '../departments/departments.resolver.ts';
import type { PeriodInput } from '../filter/filter.input.ts';
import { withoutNulls } from '../filter/read-filter.ts';
import { loopFilterFor } from '../loop/read-loop-filter.ts';
import { periodType } from '../score/estimate.type.ts';
import { scoreView } from '../score/score.resolver.ts';
import { knownThemes } from '../theme/known-themes.ts';
import { withThemes } from '../theme/with-themes.ts';
import { trendView } from '../trend/trend.resolver.ts';
import { latestCommentsView } from './latest-comments-view.ts';
import { bestRecoveryView } from './best-recovery-view.ts';
import type { WallLoopsAtRiskType, WallLoopType, WallRisingThemesType, WallTileAnswerType } from './wall-tile.type.ts';
import { wallFor } from './wall-settings-view.ts';

/** So many loops, and themes, a tile has room for. */
const ROOM = 8;
/** More themes than this nobody has. */
const MOST_THEMES = 1_000;
/** What a theme's score is, is not shown; its growth is. */
const ANY_METRIC = 'nps';

const ofDepartments = ({ departments }: WallTile) => (departments.length > 0 ? { department: { in: departments } } : {});
/** A period stands in a wall as it does in an argument. */
const periodOf = ({ period }: WallTile): PeriodInput | null => (period ? (withoutNulls(period) as PeriodInput) : null);
const conditions = (tile: WallTile) => ({ period: periodOf(tile), ...ofDepartments(tile) });

/** The promise of a loop that ends next, or ended; null where none runs. */
function promiseOf({ targets }: Pick<LoopRow, 'targets'>): { promise: WallLoopType['promise']; due: number } | null {
  const running = TARGETS.flatMap((promise) => {
    const { dueAt } = targets[promise];
    return dueAt === null ? [] : [{ promise, due: dueAt }];
  });
  return running.sort((left, right) => left.due - right.due)[0] ?? null;
}

function loopsAtRiskView(context: Context, tile: WallTile): View<WallLoopsAtRiskType> {
  const filter = loopFilterFor(context, ofDepartments(tile));
  const { store, calendar: calendarNow } = context.heed;
  return loopView({
    field: 'loopsAtRisk',
    filter,
    args: null,
    async compute() {
      const calendar = calendarNow();
      const list = async (queue: LoopFilter['queue']): Promise<LoopRow[]> => (await listLoops(store, { filter: { ...filter, queue }, sort: 'due', first: ROOM, calendar })).rows;
      const [counts, risky, late] = await Promise.all([countQueues(store, { filter, person: null, calendar }), list('at_risk'), list('breached')]);
      // What can still be kept comes before what cannot.
      const soonest = [...new Map([...risky, ...late].map((row) => [row.id, row])).values()]
        .flatMap((row) => {
          const next = promiseOf(row);
          return next ? [{ id: row.id, department: row.department, priority: row.priority, dueAt: new Date(next.due), late: next.due <= calendar.now, promise: next.promise }] : [];
        })
        .slice(0, ROOM)
        .sort((left, right) => left.dueAt.getTime() - right.dueAt.getTime());
      return { atRisk: counts.atRisk, late: counts.breached, open: counts.open, soonest };
    },
  });
}

function risingThemesView(context: Context, tile: WallTile): View<WallRisingThemesType> {
  const filter = filterFor(context, conditions(tile));
  const { heed } = context;
  return withThemes(
    feedbackView(context, {
      field: 'themesRising',
      filter,
      args: null,
      compares: true,
      readings: true,
      async compute() {
        const { themes, period, previousPeriod } = await measureThemes(heed.store, { metric: ANY_METRIC, filter, orderBy: 'growth', first: MOST_THEMES, calendar: heed.calendar() });
        const known = knownThemes(context);
        const shown = themes.flatMap((figures) => {
          const theme = known.find(figures.theme);
          return theme && theme.into === null && !theme.hidden ? [{ theme, figures }] : [];
        });
        return {
          themes: shown
            .filter(({ figures }) => figures.shareChange?.verdict === 'up')
            .slice(0, ROOM)
            .map(({ theme: { id, name }, figures: { share, shareChange, growth, sentiment } }) => ({ id, name, share, growth, verdict: shareChange?.verdict ?? 'up', comments: share.comments, sentiment })),
          enough: shown.some(({ figures }) => figures.shareChange !== null && figures.shareChange.verdict !== 'too_few_answers'),
          period: period && periodType(period),
          previousPeriod: previousPeriod && periodType(previousPeriod),
        };
      },
    }),
  );
}

/** What each kind of tile asks: where a page asks the same, by the same view. */
const TILES: Readonly<Record<WallTileKind, (context: Context, tile: WallTile) => View<object>>> = {
  score: (context, tile) => scoreView(context, { metric: tile.metric ?? ANY_METRIC, filter: conditions(tile) }),
  trend: (context, tile) => trendView(context, { metric: tile.metric ?? ANY_METRIC, filter: conditions(tile) }),
  time_to_close: (context, tile) => departmentsView(context, { filter: { opened: periodOf(tile), ...ofDepartments(tile) }, by: 'department', first: 20, clock: 'working' }),
  loops_at_risk: loopsAtRiskView,
  themes_rising: risingThemesView,
  latest_comments: latestCommentsView,
  best_recovery: bestRecoveryView,
};

/** What a tile shows, live: everybody who looks at the same tile within the same departments shares its computation. Throws NOT_FOUND where there is none, else as `wallFor`. */
export function wallTileView(context: Context, { wall, tile: id }: { wall?: string | null; tile: string }): View<Omit<WallTileAnswerType, 'asOf' | 'version'>> {
  const tile = wallFor(context, wall).definition.tiles.find((one) => one.id === id);
  if (!tile) throw new HeedError('NOT_FOUND', 'There is no tile with this id on the wall.');
  return tileView(context, tile);
}

/** What a tile of these settings shows, whether it hangs on a wall or not. */
export function tileView(context: Context, tile: WallTile): View<Omit<WallTileAnswerType, 'asOf' | 'version'>> {
  const { id, kind } = tile;
  const view = TILES[kind](context, tile);
  return {
    ...view,
    key: JSON.stringify(['wallTile', id, view.key]),
    compute: async () => ({ id, kind, content: { ...(await view.compute()), tile: kind } }),
  };
}
