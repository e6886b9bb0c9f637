import { resolvePeriod, withoutPersonalData, type PeriodInput } from '@heed/domain';
import { findRecoveries, loopsById, type Recovered } from '@heed/loops';
import { feedbackByIds } from '@heed/measure';
import { callerOf, type Context } from '../../graphql/context.ts';
import type { View } from '../../live/hub.ts';
import { loopView } from '../../live/watched.ts';
import type { WallTile } from '../../walls/wall.ts';
import { loadCustomers } from '../feedback/customer-loader.ts';
import { loopFilterFor } from '../loop/read-loop-filter.ts';
import { periodType } from '../score/estimate.type.ts';
import { metricOfScore } from './metric-of-score.ts';
import { personalOf } from './personal-of.ts';
import type { WallRecoveredType, WallRecoveryType } from './wall-tile.type.ts';

/** So that it stands still from Monday to Sunday, but for what is erased. */
const LAST_WEEK: PeriodInput = { last: { count: 1, unit: 'week', complete: true } };
const HOUR = 3_600_000;

/** A recovery with the words of it that a wall may show; null where nobody can say by which metric. */
async function recoveredType(context: Context, best: Recovered): Promise<{ recovery: WallRecoveredType | null; shown: number[] }> {
  const { store } = context.heed;
  const [loop] = await loopsById(store, { ids: [best.loopId], scope: callerOf(context).departments });
  const metric = metricOfScore(best.question, { scale: best.scale });
  if (!loop || !metric) return { recovery: null, shown: [] };
  const [feedback] = loop.feedbackId === null ? [] : await feedbackByIds(store, { ids: [loop.feedbackId] });
  const customers = await loadCustomers(store, loop.customerId === null ? [] : [loop.customerId]);
  const words = withoutPersonalData(feedback?.comment ?? '', personalOf(context.heed, customers.get(loop.customerId ?? '')));
  const { loopId: id, before, after, lowest, scale, toClose, answeredAt } = best;
  return {
    recovery: {
      id, before, after, lowest, scale, metric,
      department: loop.department,
      hoursToClose: toClose === null ? null : toClose / HOUR,
      action: loop.action || null,
      text: words || null,
      language: feedback?.language ?? loop.language,
      answeredAt: new Date(answeredAt),
    },
    shown: feedback ? [feedback.occurredAt] : [],
  };
}

/** The best recovery of the last week that is over, live. */
export function bestRecoveryView(context: Context, { departments }: WallTile): View<WallRecoveryType> {
  const filter = loopFilterFor(context, departments.length > 0 ? { department: { in: departments } } : {});
  const { heed } = context;
  let shown: number[] = [];
  return loopView({
    field: 'bestRecovery',
    filter,
    args: null,
    shown: () => shown,
    async compute() {
      const calendar = heed.calendar();
      const candidates = await findRecoveries(heed.store, { filter, answered: LAST_WEEK, calendar });
      const [best] = candidates;
      const found = best ? await recoveredType(context, best) : { recovery: null, shown: [] };
      shown = found.shown;
      return { recovery: found.recovery, candidates: candidates.length, period: periodType(resolvePeriod(LAST_WEEK, calendar)) };
    },
  });
}
