import { LOOP_VIEWS, updateLoopViews } from '@heed/loops';
import { SQL_VIEWS, updateSqlViews } from '@heed/measure';
import { StoreError, type Store } from '@heed/store';
import type { Config } from '../config.ts';
import type { Logger } from './log.ts';

/** What the local engine's reader may have by the settings: the views, or undefined when there is to be no reader. */
export function sqlReader({ sql }: Pick<Config, 'sql'>): { port: number; password: string; views: readonly string[] } | undefined {
  return sql && { ...sql, views: [...SQL_VIEWS, ...LOOP_VIEWS] };
}

/**
 * Brings the views for SQL up to date. They are a side door, and a side door must not keep the house closed: where the
 * database forbids views or does not know the time zone, that is logged and all else works. Throws as `Store.read`
 * when the database does not answer.
 */
export async function keepSqlViews(store: Store, { timeZone, log }: { timeZone: string; log: Pick<Logger, 'info' | 'error'> }): Promise<void> {
  try {
    const changed = [...(await updateSqlViews(store, { timeZone })), ...(await updateLoopViews(store))];
    if (changed.length > 0) log.info({ views: changed }, 'the views for SQL were written');
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    log.error({ engineCode: error.engineCode }, 'the views for SQL could not be brought up to date: the database user needs the rights CREATE VIEW and DROP VIEW, and the database must know HEED_TIME_ZONE');
  }
}
