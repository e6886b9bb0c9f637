import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';
import { createStore, type Store } from '../store.ts';
import { openDatabase } from '../open-store.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the engine that the project's global setup started. */
    engine: { url: string; username: string; password: string };
  }
}

/** A migrated store in a database of its own on the real engine, and how to give it back. */
export async function openTestStore(): Promise<Store & { drop(): Promise<void> }> {
  const address = { ...inject('engine'), database: `test_${randomBytes(6).toString('hex')}` };
  const store = await openDatabase(address);
  return {
    ...store,
    async drop() {
      await store.close();
      const outside = createStore({ ...address, database: 'system' });
      await outside.command(`DROP DATABASE IF EXISTS ${address.database}`);
      await outside.close();
    },
  };
}
