import { resolvePeriod, type Calendar, type PeriodInput } from '@heed/domain';
import { defineQuery, moment, sql, whole, type StoreReader } from '@heed/store';
import * as z from 'zod';
import { compileLoopFilter } from '../filter/compile-loop-filter.ts';
import { calendarSchema, exampleCalendar, exampleLoopFilter } from '../filter/examples.ts';
import { loopFilter, type LoopFilter } from '../filter/loop-filter.ts';
import { happeningOf } from '../loop/event-json.ts';
import { bandOfAnswer, questionOf, type ReaskQuestion } from '../mail/reask/question.ts';

/** A customer who was unhappy, and said after the loop was closed that it is better now. */
export interface Recovered extends Pick<ReaskQuestion, 'question' | 'lowest' | 'scale'> {
  loopId: string;
  /** What the feedback that opened the loop said, and what the customer answered later; high is good in both. */
  before: number;
  after: number;
  /** When the customer answered again, epoch milliseconds. */
  answeredAt: number;
  /** From the opening to the last close, in milliseconds; null for a loop that is open again. */
  toClose: number | null;
}

const recovered = defineQuery({
  name: 'loops.recovered',
  params: z.strictObject({ filter: loopFilter, calendar: calendarSchema, from: z.number(), to: z.number() }),
  row: z.object({ id: z.string(), opened: z.string(), answered: z.string(), answeredAt: whole, toClose: whole.nullable() }),
  // The answer is one of the loop's events, so a loop that was answered since then has changed since then.
  sql: ({ filter, calendar, from, to }) => {
    const which = sql`${compileLoopFilter(filter, { calendar })} AND recovery = 'recovered' AND changed_at >= ${moment(from)}`;
    return sql`
    SELECT toString(loop_id) AS id, opened, answered, toUnixTimestamp64Milli(answered_at) AS answeredAt, to_close AS toClose
    FROM
    (
        SELECT loop_id, argMinIf(payload, version, type = 'opened') AS opened, argMaxIf(payload, version, type = 'answered') AS answered, maxIf(at, type = 'answered') AS answered_at
        FROM loop_events
        WHERE type IN ('opened', 'answered') AND loop_id IN (SELECT loop_id FROM loops FINAL WHERE ${which})
        GROUP BY loop_id
        HAVING answered_at >= ${moment(from)} AND answered_at < ${moment(to)}
    ) AS said
    INNER JOIN (SELECT loop_id, to_close FROM loops FINAL WHERE ${which}) AS known USING (loop_id)
    ORDER BY loop_id`;
  },
  examples: [{ filter: exampleLoopFilter, calendar: exampleCalendar, from: exampleCalendar.now - 604_800_000, to: exampleCalendar.now }],
});

/** Of the whole scale. */
const gainOf = ({ before, after, lowest, scale }: Recovered): number => (after - before) / (scale - lowest);

/**
 * The customers who were asked again, answered in a period, and are in a better band than before: the largest gain first, measured by
 * its share of the question's scale, then the shortest time to close. Loops without a score at their opening are left out: nobody knows
 * by how much it became better. Throws BAD_USER_INPUT for a filter or period that is not valid.
 */
export async function findRecoveries(reader: StoreReader, { filter, answered: period, calendar }: { filter: LoopFilter; answered: PeriodInput; calendar: Calendar }): Promise<Recovered[]> {
  const { from, to } = resolvePeriod(period, calendar);
  const rows = await reader.read(recovered, { filter: { ...filter, queue: 'all' }, calendar, from, to });
  const found = rows.flatMap(({ id, opened, answered, answeredAt, toClose }): Recovered[] => {
    const [beginning, end] = [happeningOf('opened', opened), happeningOf('answered', answered)];
    if (beginning.type !== 'opened' || end.type !== 'answered' || beginning.origin.score === null) return [];
    const { value, scale } = beginning.origin.score;
    const question = questionOf(beginning.origin);
    if (end.scale !== scale) return [];
    // Effort may have been asked so that high is hard; asked again, high is always easy. The band tells which way it was.
    const before = question.question === 'ces' && bandOfAnswer(value, question) !== beginning.origin.band ? scale + 1 - value : value;
    return end.score > before ? [{ ...question, loopId: id, before, after: end.score, answeredAt, toClose }] : [];
  });
  return found.sort((left, right) => gainOf(right) - gainOf(left) || (left.toClose ?? Infinity) - (right.toClose ?? Infinity) || (left.loopId < right.loopId ? -1 : 1));
}
