/**
 * How what employees answered comes to be seen.
 *
 * The answers of a quarter are released once, as counts of protected groups (see protected-groups.ts), and what is released
 * stays as it is. Every number of employees is made of released groups alone. So whatever anybody asks, and whenever, the
 * difference of two numbers is again made of whole groups, none smaller than SMALLEST_GROUP:
 *
 * - between two choices of departments, because a choice that would cut a group is refused;
 * - between two periods, because periods are whole quarters;
 * - between two moments, because an answer that comes late, a correction or an erasure changes no number. Were they counted,
 *   whoever watches would see a score move by one answer, and know it;
 * - between two ways to divide the same people, because there is one, by department. Region Europe minus a department that
 *   is all in Europe may be one person.
 *
 * A release waits until the quarter has been over for a day, so that deliveries of the night count, and until no answer of
 * the quarter has come in for an hour, so that half an import is not all there will ever be. It happens when somebody asks;
 * two who ask at once release once (the journal's compare-and-set).
 *
 * A release is a number's record, not a person's: it holds counts of at least five answers and stays when one of them is
 * erased. What employees wrote is shown nowhere at all: lists and searches are of customers alone (see compile-filter.ts).
 */
import { bucketsOf, HeedError, type Bucket, type Calendar } from '@heed/domain';
import { createJournal, type Journal, type Store } from '@heed/store';
import * as z from 'zod';
import { protectedGroups, type EmployeeGroup } from './protected-groups.ts';
import { countQuarters, type QuarterCounts } from './quarter-counts.query.ts';

const DAY = 86_400_000;
const HOUR = 3_600_000;
const STREAM = 'employees';
/** Others who release at the same moment are done after one of these. */
const MAX_TRIES = 10;

const released = z.strictObject({
  quarters: z.array(z.strictObject({ quarter: z.string(), groups: z.array(z.strictObject({ departments: z.array(z.string()), counts: z.record(z.string(), z.number()) })) })),
});

interface Released {
  /** Of the stream. */
  version: number;
  /** The groups of each quarter, by the quarter's key: the first day of it, so a change of the zone changes no number. */
  groups: Map<string, EmployeeGroup[]>;
}

/** What may be seen of one quarter. */
export interface QuarterAnswers {
  quarter: Bucket;
  groups: EmployeeGroup[];
  /** Answers that are not released, or not yet; 0 once it is. */
  waiting: number;
}

/** The released answers of some quarters that are over, in their order, after releasing what is due. */
export async function releasedQuarters(store: Store, { quarters, calendar }: { quarters: readonly Bucket[]; calendar: Calendar }): Promise<QuarterAnswers[]> {
  const { groups, waiting } = await release(store, { quarters, at: calendar.now, isDue: ({ to }, { received }) => calendar.now >= Math.max(to + DAY, received + HOUR) });
  return quarters.map((quarter) => ({ quarter, groups: groups.get(quarter.key) ?? [], waiting: waiting.get(quarter.key) ?? 0 }));
}

/** Releases all quarters since a moment that are over without waiting: for answers known to be complete, as a sample is. */
export async function releaseAtOnce(store: Store, { since, calendar }: { since: number; calendar: Calendar }): Promise<void> {
  const quarters = bucketsOf({ from: since, to: calendar.now }, { grain: 'quarter', timeZone: calendar.timeZone }).slice(0, -1);
  await release(store, { quarters, at: calendar.now, isDue: () => true });
}

/** Takes back all releases, for when the answers themselves were taken away, as a sample is. */
export async function withdrawReleases(store: Store, { actor, at }: { actor: string; at: number }): Promise<void> {
  await decide(createJournal(store), async (journal, { version }) => {
    await journal.append(STREAM, { expected: version, type: 'withdrawn', actor, at, payload: {} });
  });
}

interface Releasing {
  quarters: readonly Bucket[];
  at: number;
  isDue: (quarter: Bucket, counted: QuarterCounts) => boolean;
}

async function release(store: Store, { quarters, at, isDue }: Releasing): Promise<{ groups: Released['groups']; waiting: Map<string, number> }> {
  return decide(createJournal(store), async (journal, { version, groups }) => {
    const open = quarters.filter(({ key }) => !groups.has(key));
    const counted = await countQuarters(store, { quarters: open });
    const waiting = new Map<string, number>();
    const fresh: z.infer<typeof released>['quarters'] = [];
    for (const quarter of open) {
      const found = counted.get(quarter.key);
      if (!found) continue;
      const shown = isDue(quarter, found) ? protectedGroups(found.departments) : [];
      if (shown.length > 0) fresh.push({ quarter: quarter.key, groups: shown.map((group) => ({ ...group, counts: { ...group.counts } })) });
      else waiting.set(quarter.key, found.departments.reduce((sum, { counts }) => sum + (counts['n'] ?? 0), 0));
    }
    if (fresh.length > 0) await journal.append(STREAM, { expected: version, type: 'released', actor: 'system', at, payload: { quarters: fresh } });
    return { groups: new Map([...groups, ...fresh.map(({ quarter, groups: shown }) => [quarter, shown] as const)]), waiting };
  });
}

/** Looks and decides, anew when somebody else decided in between. */
async function decide<T>(journal: Journal, decision: (journal: Journal, known: Released) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await decision(journal, await readReleased(journal));
    } catch (error) {
      if (!(error instanceof HeedError && error.code === 'CONFLICT') || attempt === MAX_TRIES) throw error;
    }
  }
}

async function readReleased(journal: Journal): Promise<Released> {
  const groups: Released['groups'] = new Map();
  let version = 0;
  for (const event of await journal.read(STREAM)) {
    version = event.version;
    if (event.type === 'withdrawn') groups.clear();
    else if (event.type === 'released') for (const { quarter, groups: shown } of released.parse(event.payload).quarters) groups.set(quarter, shown);
  }
  return { version, groups };
}
