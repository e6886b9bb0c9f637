import { isOnDay, type ToldMoment } from './moment.ts';
import type { RowFields } from './row-fields.ts';

/** What a row can say of when a loop reached what. Each cannot lie before those behind it. */
const MILESTONES = {
  acknowledged: ['opened'],
  contacted: ['opened'],
  resolved: ['opened', 'acknowledged'],
  told: ['opened', 'resolved'],
  closed: ['opened', 'acknowledged', 'contacted', 'resolved', 'told'],
} as const;
type Milestone = keyof typeof MILESTONES;

/** The moments of a row, epoch milliseconds; null for what did not happen. */
export type RowMoments = Record<Milestone, number | null> & { opened: number };

/**
 * The milestones of a row in an order that is possible, or null when the opening is missing. Refuses what lies before what must have
 * come first, and what lies ahead. A day without a time is as early on it as it can have been.
 */
export function rowMoments(fields: RowFields, { now, timeZone }: { now: number; timeZone: string }): RowMoments | null {
  const opened = fields.moment('opened', { required: true });
  if (!opened) return null;
  const moments: RowMoments = { opened: opened.at, acknowledged: null, contacted: null, resolved: null, told: null, closed: null };
  if (opened.at > now) fields.refuse('opened', FUTURE);
  for (const milestone of Object.keys(MILESTONES) as Milestone[]) {
    const told = fields.moment(milestone);
    if (!told) continue;
    let at = told.at;
    for (const earlier of MILESTONES[milestone]) {
      const least = moments[earlier];
      if (least !== null) at = notBefore(told, { least, at, timeZone });
      if (least !== null && at < least) fields.refuse(milestone, `must not lie before ${earlier}`);
    }
    if (at > now) fields.refuse(milestone, FUTURE);
    moments[milestone] = at;
  }
  return moments;
}

export const FUTURE = 'must not lie in the future';

/** The moment itself, or the least possible one of its day where only the day was told. */
export function notBefore(told: ToldMoment, { least, at = told.at, timeZone }: { least: number; at?: number; timeZone: string }): number {
  return told.dayOnly && at < least && isOnDay(least, told, { timeZone }) ? least : at;
}
