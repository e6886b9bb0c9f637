import { defineQuery, defineTable, rowsToBody, sql, whole, type Store } from '@heed/store';
import * as z from 'zod';

/** What a display told of itself. */
export interface DisplayReport {
  release: string;
  /** In CSS pixels. */
  width: number;
  height: number;
  /** Which page of the wall it showed, from 0. */
  page: number;
  stale: boolean;
}

/** The same with its moment, epoch milliseconds. */
export type Seen = DisplayReport & { at: number };

const table = defineTable({ name: 'wall_displays', columns: ['display', 'version', 'release', 'width', 'height', 'page', 'stale'] });

const lastReports = defineQuery({
  name: 'walls.displays',
  params: z.strictObject({}),
  row: z.object({ display: z.string(), at: whole, release: z.string(), width: z.number(), height: z.number(), page: z.number(), stale: z.boolean() }),
  sql: () => sql`SELECT display, version AS at, release, width, height, page, stale FROM wall_displays FINAL`,
  examples: [{}],
});

/** The last that was heard of each display, here or elsewhere. */
export async function readReports(store: Pick<Store, 'read'>): Promise<Map<string, Seen>> {
  return new Map((await store.read(lastReports, {})).map(({ display, ...seen }) => [display, seen]));
}

/** Writes what was heard of some displays. */
export async function writeReports(store: Pick<Store, 'insert'>, reports: ReadonlyMap<string, Seen>): Promise<void> {
  if (reports.size === 0) return;
  await store.insert(table, rowsToBody([...reports].map(([display, { at, release, width, height, page, stale }]) => [display, at, release, width, height, page, stale])));
}
