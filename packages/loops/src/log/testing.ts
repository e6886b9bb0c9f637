import { randomUUID } from 'node:crypto';
import { rowsToBody, sql, defineQuery, type Store } from '@heed/store';
import * as z from 'zod';
import { createClocks } from '../clock/clocks.ts';
import type { LoopEvent } from '../loop/event.ts';
import { loopState } from '../loop/fold.ts';
import { openLoop, type Opening } from '../loop/open.ts';
import { LOOP_COLUMNS, loopRow } from '../loop/row.ts';
import { ORIGIN, SYSTEM } from '../loop/testing.ts';
import type { LoopSettings } from '../settings/settings.ts';
import { historiesOf } from './event-rows.ts';
import { eventsBetween } from './log.query.ts';
import { LOG_ID, newLoopId } from './loop-id.ts';
import type { Draft, Loops } from './loops.ts';

/** The first events of a loop, as a rule opens it. */
export function openingDrafts(settings: LoopSettings, change: Partial<Opening> = {}): Draft[] {
  const happenings = openLoop({ openedBy: 'rule', rule: 'Detractors', feedbackId: randomUUID(), customerId: null, externalId: '', department: 'Support', priority: 'normal', owner: null, watchers: [], origin: ORIGIN, settings, ...change });
  return happenings.map((happening) => ({ ...happening, actor: SYSTEM.id, by: SYSTEM.by }));
}

/** Opens so many loops in one transaction and returns their ids. */
export function openLoops(loops: Pick<Loops, 'transact'>, count: number, { settings, ...change }: Partial<Opening> & { settings: LoopSettings }): Promise<string[]> {
  return loops.transact({
    loops: [],
    decide: ({ now, append }) =>
      Array.from({ length: count }, () => {
        const id = newLoopId(now);
        append(id, openingDrafts(settings, change));
        return id;
      }),
  });
}

/** Everything in the log by its loops, read apart from any writer. Throws when a loop has a gap or makes no sense. */
export async function storedLoops(store: Pick<Store, 'read'>): Promise<Map<string, readonly LoopEvent[]>> {
  const rows = await store.read(eventsBetween, { after: 0, upTo: Number.MAX_SAFE_INTEGER });
  const found = new Map<string, readonly LoopEvent[]>();
  for (const [id, history] of historiesOf(rows.filter(({ loop_id }) => loop_id !== LOG_ID))) {
    if (history instanceof Error) throw history;
    found.set(id, history.events);
  }
  return found;
}

const testDifference = defineQuery({
  name: 'loops.testDifference',
  params: z.strictObject({}),
  row: z.object({ kind: z.string(), id: z.string() }),
  sql: () => sql`
    SELECT 'unexpected' AS kind, toString(loop_id) AS id FROM (SELECT * FROM loops FINAL EXCEPT SELECT * FROM expected_loops)
    UNION ALL SELECT 'missing', toString(loop_id) FROM (SELECT * FROM expected_loops EXCEPT SELECT * FROM loops FINAL)`,
  examples: [],
});

/** How the derived rows differ from those of the events in the log, compared by the engine; none when all is well. */
export async function wrongRows(store: Store, settings: LoopSettings): Promise<{ kind: string; id: string }[]> {
  const loops = await storedLoops(store);
  await store.command('CREATE OR REPLACE TABLE expected_loops AS loops ENGINE = MergeTree ORDER BY loop_id');
  const clocks = createClocks(settings);
  const rows = [...loops].map(([id, events]) => loopRow(loopState(id, events), { settings, clocks }));
  await store.insert({ name: 'expected_loops', columns: LOOP_COLUMNS }, rowsToBody(rows));
  return store.read(testDifference, {});
}

/** A letter box that nothing should come into. */
export const NO_LETTERS = {
  write: (): Promise<void> => Promise.reject(new Error('no letter was expected')),
};
