import { HeedError } from '@heed/domain';
import { StoreError, type Store } from '@heed/store';
import { expect, test } from 'vitest';
import { keepSqlViews } from './sql-views.ts';

/** A database that answers every question with the same failure. */
const failing = (error: Error) => ({ read: () => Promise.reject(error), command: () => Promise.reject(error) }) as unknown as Store;

test('a database without the right to create views is logged and keeps nothing from starting; one that does not answer does', async () => {
  const logged: unknown[] = [];
  const log = { info: () => undefined, error: (fields: unknown) => void logged.push(fields) };
  await keepSqlViews(failing(new StoreError('command', 'ACCESS_DENIED')), { timeZone: 'UTC', log });
  expect(logged).toEqual([{ engineCode: 'ACCESS_DENIED' }]);
  await expect(keepSqlViews(failing(new HeedError('UNAVAILABLE', 'The database does not answer.')), { timeZone: 'UTC', log })).rejects.toThrow('does not answer');
  expect(logged).toHaveLength(1);
});
