import type { Calendar } from '@heed/domain';
import { bind, count, defineQuery, join, moment, sql, type Sql, type StoreReader } from '@heed/store';
import * as z from 'zod';
import { checkLoopFilter } from '../filter/check-loop-filter.ts';
import { compileLoopFilter } from '../filter/compile-loop-filter.ts';
import { calendarSchema, exampleCalendar, exampleLoopFilter } from '../filter/examples.ts';
import { loopFilter, type LoopFilter } from '../filter/loop-filter.ts';
import { atRisk, breached, OPEN, TO_TELL, UNASSIGNED, WAITING } from '../filter/standing.ts';

/** How many loops stand in the queues. */
export interface QueueCounts {
  open: number;
  unassigned: number;
  atRisk: number;
  breached: number;
  waiting: number;
  toTell: number;
  /** Open loops of one person. */
  mine: number;
}

const counts = defineQuery({
  name: 'loops.queueCounts',
  params: z.strictObject({ filter: loopFilter, calendar: calendarSchema, person: z.string() }),
  row: z.object({ counts: z.array(count) }),
  sql: ({ filter, calendar, person }) => {
    const mine = person === '' ? sql`false` : sql`${OPEN} AND owner = ${bind('String', person)}`;
    const queues: Sql[] = [OPEN, UNASSIGNED, atRisk(moment(calendar.now)), breached(moment(calendar.now)), WAITING, TO_TELL, mine];
    return sql`SELECT [${join(queues.map((queue) => sql`countIf(${queue})`), { by: sql`, ` })}] AS counts FROM loops FINAL WHERE ${compileLoopFilter(filter, { calendar })}`;
  },
  examples: [{ filter: exampleLoopFilter, calendar: exampleCalendar, person: 'ann' }],
});

/**
 * How many loops of a filter stand in each queue as of `calendar.now`, and how many open ones are those of `person` (a key; nobody's
 * when null). The filter's own queue is not looked at. Throws BAD_USER_INPUT for a filter that is not valid.
 */
export async function countQueues(reader: StoreReader, { filter: { queue: _queue, ...filter }, person, calendar }: { filter: LoopFilter; person: string | null; calendar: Calendar }): Promise<QueueCounts> {
  checkLoopFilter(filter, { calendar });
  const [row] = await reader.read(counts, { filter, calendar, person: person ?? '' });
  const [open = 0, unassigned = 0, risky = 0, late = 0, waiting = 0, toTell = 0, mine = 0] = row?.counts ?? [];
  return { open, unassigned, atRisk: risky, breached: late, waiting, toTell, mine };
}
