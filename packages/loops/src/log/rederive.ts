import { defineQuery, bind, sql, type Store } from '@heed/store';
import * as z from 'zod';
import { keyOf, type LoopSettings } from '../settings/settings.ts';
import { deriveRows, writeRows } from './derive.ts';
import { historiesOf } from './event-rows.ts';
import { eventsOfLoops } from './log.query.ts';
import { LOG_ID } from './loop-id.ts';

const AT_ONCE = 2_000;

const departmentsOfLegs = defineQuery({
  name: 'loops.departmentsOfLegs',
  params: z.strictObject({}),
  row: z.object({ department: z.string() }),
  sql: () => sql`SELECT DISTINCT arrayJoin(leg_departments) AS department FROM loops FINAL`,
  examples: [{}],
});

const loopsHeldBy = defineQuery({
  name: 'loops.heldBy',
  params: z.strictObject({ departments: z.array(z.string()), after: z.string(), limit: z.number().int() }),
  row: z.object({ id: z.string() }),
  sql: ({ departments, after, limit }) => sql`
    SELECT toString(loop_id) AS id
    FROM loops FINAL
    WHERE loop_id > ${bind('UUID', after)} AND hasAny(leg_departments, ${bind('Array(String)', departments)})
    ORDER BY loop_id
    LIMIT ${bind('UInt32', limit)}`,
  examples: [{ departments: ['Support'], after: LOG_ID, limit: 10 }],
});

export interface RederiveOptions {
  store: Pick<Store, 'read' | 'insert'>;
  /** The settings by which rows are measured from now on. */
  settings: LoopSettings;
  /** Names of the departments of which the calendar or the escalation changed. */
  departments: readonly string[];
  onError: (error: unknown) => void;
}

/**
 * Measures all loops that the departments ever held by the present settings, and returns how many these were. Nothing happens to
 * the loops, and others may append meanwhile: a row made here stands above those of older settings and below those of later events.
 */
export async function rederive({ store, settings, departments, onError }: RederiveOptions): Promise<number> {
  const keys = new Set(departments.map(keyOf));
  const names = (await store.read(departmentsOfLegs, {})).map(({ department }) => department).filter((name) => keys.has(keyOf(name)));
  if (names.length === 0) return 0;
  let done = 0;
  for (let after = LOG_ID; ; ) {
    const ids = (await store.read(loopsHeldBy, { departments: names, after, limit: AT_ONCE })).map(({ id }) => id);
    if (ids.length === 0) return done;
    const histories = historiesOf(await store.read(eventsOfLoops, { ids, upTo: Number.MAX_SAFE_INTEGER }));
    const loops = [...histories.values()].flatMap((history) => {
      if (!(history instanceof Error)) return [{ state: history.state, events: [] }];
      onError(history);
      return [];
    });
    await writeRows(store, { derived: await deriveRows(loops, { settings, onError }), onError });
    done += loops.length;
    after = ids.at(-1) as string;
  }
}
