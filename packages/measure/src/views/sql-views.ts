import { createViews, type Store, type View } from '@heed/store';
import { METRIC_IDS, METRICS } from '../metric/registry.ts';
import { feedbackView } from './feedback.view.ts';
import { localDay, type LocalDay } from './local-day.query.ts';
import { scoresDailyView } from './scores-daily.view.ts';
import { themesView } from './themes.view.ts';

/** The names of the views that analysts may read with SQL. */
export const SQL_VIEWS = ['heed_feedback', 'heed_scores_daily', 'heed_themes'] as const;

/** The views over what customers said, with every metric of customers that is declared; employees are in none of them. */
function sqlViews(day: LocalDay): View[] {
  const metrics = METRIC_IDS.map((id) => METRICS[id]).filter(({ population }) => population === 'customers');
  return [feedbackView(day), scoresDailyView(metrics, day), themesView(day)];
}

/**
 * Makes the database's views what this program's metrics and the organisation's time zone say, and returns the names of
 * those that were changed. Throws StoreError when the database does not know the zone or forbids it to create views.
 */
export async function updateSqlViews(store: Store, { timeZone }: { timeZone: string }): Promise<string[]> {
  return createViews(store, sqlViews(await localDay(store, { timeZone })));
}
