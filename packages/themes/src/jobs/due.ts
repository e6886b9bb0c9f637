import type { Job, JobKind } from './job.ts';

/** What the schedule looks at. Moments are epoch milliseconds. */
export interface ScheduleState {
  /** Comments that could be read, by language. */
  readable: Readonly<Record<string, number>>;
  /** Languages that have themes of their own. */
  themed: ReadonlySet<string>;
  /** Somebody has made themes of their own, or brought a taxonomy: nothing is found by itself beside them. */
  taxonomy: boolean;
  /** There are themes. */
  themes: boolean;
  /** There is a model of them. */
  learnt: boolean;
  /** Comments that came with a score, and how many there were when sentiment was last learnt; null when it never was. */
  scored: { now: number; learnt: number | null };
  /** The last jobs, oldest first. */
  jobs: readonly Pick<Job, 'kind' | 'state' | 'startedAt'>[];
  /** The organisation's. */
  timeZone: string;
}

/** From so many readable comments on themes are found in a language by themselves. */
export const ENOUGH_COMMENTS = 200;
/** From so many scored comments on sentiment is learnt. */
const ENOUGH_SCORED = 200;
const MORE_SCORED = 1.5;

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const EMERGING_EVERY = 15 * MINUTE;
/** The hours of the night in which themes are refitted, [from, to). */
const NIGHT = { from: 2, to: 5 };
/** A refit belongs to a night; two nights are never closer than this. */
const REFIT_APART = 20 * HOUR;
/** What came to nothing is not tried again before. */
const AGAIN_AFTER = HOUR;

/**
 * What is to be done at a moment, or null. The first themes of a language as soon as there is enough to read; sentiment when half as many
 * scores again have come; a look for what is new every quarter of an hour; a refit each night.
 */
export function due({ readable, themed, taxonomy, themes, learnt, scored, jobs, timeZone }: ScheduleState, now: number): JobKind | null {
  if (jobs.some(({ state }) => state === 'running')) return null;
  const last = (kind: JobKind): Pick<Job, 'state' | 'startedAt'> | undefined => jobs.findLast((job) => job.kind === kind);
  const since = (kind: JobKind): number => now - (last(kind)?.startedAt ?? -Infinity);
  const mayTry = (kind: JobKind): boolean => since(kind) >= AGAIN_AFTER;
  const waits = !taxonomy && Object.entries(readable).some(([language, comments]) => comments >= ENOUGH_COMMENTS && !themed.has(language));
  if (waits && mayTry('discover')) return 'discover';
  // What people named is learnt from all comments as soon as there are enough of them.
  const untaught = taxonomy && !learnt && Object.values(readable).some((comments) => comments >= ENOUGH_COMMENTS);
  if (untaught && mayTry('refit')) return 'refit';
  const grown = scored.learnt === null ? scored.now >= ENOUGH_SCORED : scored.now >= Math.max(ENOUGH_SCORED, scored.learnt * MORE_SCORED);
  if (grown && mayTry('sentiment')) return 'sentiment';
  if (!themes) return null;
  if (since('emerging') >= EMERGING_EVERY) return 'emerging';
  const hour = hourOf(now, timeZone);
  const isNight = hour >= NIGHT.from && hour < NIGHT.to;
  const refitted = last('refit')?.state === 'done' ? REFIT_APART : AGAIN_AFTER;
  return isNight && since('refit') >= refitted && since('discover') >= REFIT_APART ? 'refit' : null;
}

function hourOf(now: number, timeZone: string): number {
  return Number(new Intl.DateTimeFormat('en', { hour: 'numeric', hourCycle: 'h23', timeZone }).format(now));
}
