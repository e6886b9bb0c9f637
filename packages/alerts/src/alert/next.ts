import type { Alert } from './alert.ts';

/** What becomes of the alert about a subject, given whether it holds. */
export type Step = 'raise' | 'repeat' | 'clearing' | 'back' | 'over' | 'none';

export interface NextOptions {
  /** Epoch milliseconds. */
  now: number;
  /** Tells again after so long while nobody acknowledged it; null for never. */
  repeatMs: number | null;
  /** It is over once it did not hold for so long: what wavers is one alert. */
  settleMs: number;
}

/**
 * The next step of the latest alert about a subject (null when there was none). At most one is open at a time: it is raised once, repeated
 * only while nobody acknowledged it, and raised again only after it was over. A clock that was set back repeats nothing.
 */
export function nextStep(latest: Pick<Alert, 'state' | 'lastRaisedAt' | 'clearSince'> | null, holds: boolean, { now, repeatMs, settleMs }: NextOptions): Step {
  const isOpen = latest !== null && latest.state !== 'over';
  if (!isOpen) return holds ? 'raise' : 'none';
  if (holds) {
    if (latest.clearSince !== null) return 'back';
    return latest.state === 'raised' && repeatMs !== null && now - latest.lastRaisedAt >= repeatMs ? 'repeat' : 'none';
  }
  if (settleMs === 0) return 'over';
  if (latest.clearSince === null) return 'clearing';
  return now - latest.clearSince >= settleMs ? 'over' : 'none';
}

/** An open alert after a step that is not its first. */
export function afterStep(alert: Alert, step: Exclude<Step, 'raise' | 'none'>, now: number): Alert {
  switch (step) {
    case 'repeat':
      return { ...alert, lastRaisedAt: now, times: alert.times + 1, pending: [...alert.pending, 'repeated'] };
    case 'clearing':
      return { ...alert, clearSince: now };
    case 'back':
      return { ...alert, clearSince: null };
    case 'over':
      return { ...alert, state: 'over', overAt: now, pending: [...alert.pending, 'over'] };
  }
}

/** An alert that somebody has seen to; as it was where that happened before or it is over. */
export function acknowledged(alert: Alert, { now, by, person, note }: { now: number; by: string; person: string; note: string }): Alert {
  if (alert.state !== 'raised') return alert;
  return { ...alert, state: 'acknowledged', acknowledgedAt: now, acknowledgedBy: by, acknowledgedPerson: person, note, pending: [...alert.pending, 'acknowledged'] };
}
