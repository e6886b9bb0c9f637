import { startLocalEngine, type LocalEngine, type LocalEngineOptions } from './engine/local-engine.ts';
import { migrate } from './migrate/migrate.ts';
import { createStore, type StatementEvent, type Store, type StoreAddress } from './store.ts';

/**
 * Where the database is: a folder for the local engine, or the address of a server. With `reader` the local engine lets tools
 * read those views of the database, by their names in it; a server has users of its own.
 */
export type StoreLocation = ({ folder: string; database: string } & Pick<LocalEngineOptions, 'reader' | 'onRestart'>) | StoreAddress;

export interface OpenStore {
  store: Store;
  /** The local engine, or undefined where a server is used. */
  engine: LocalEngine | undefined;
  close(): Promise<void>;
}

/**
 * Opens the database, wherever it is, creates it if needed, and brings its schema up to date: the same store either way.
 * Throws EngineError (local) or HeedError UNAVAILABLE (server), or MigrationError, each with one sentence.
 */
export async function openStore(location: StoreLocation, options: { onStatement?: (event: StatementEvent) => void } = {}): Promise<OpenStore> {
  const engine = 'folder' in location ? await startEngine(location) : undefined;
  try {
    const address: StoreAddress = engine ? { url: engine.url, username: engine.username, password: engine.password, database: location.database } : (location as StoreAddress);
    const store = await openDatabase(address, options);
    return {
      store,
      engine,
      async close() {
        await store.close();
        await engine?.stop();
      },
    };
  } catch (error) {
    await engine?.stop();
    throw error;
  }
}

async function startEngine({ database, reader, ...options }: Extract<StoreLocation, { folder: string }>): Promise<LocalEngine> {
  checkDatabaseName(database);
  return startLocalEngine({ ...options, reader: reader && { ...reader, views: reader.views.map((view) => `${database}.${view}`) } });
}

/** Creates the database at an address if needed, migrates it, and returns its store. */
export async function openDatabase(address: StoreAddress, options: { onStatement?: (event: StatementEvent) => void } = {}): Promise<Store> {
  checkDatabaseName(address.database);
  const outside = createStore({ ...address, database: 'system' });
  try {
    await outside.command(`CREATE DATABASE IF NOT EXISTS ${address.database}`);
  } finally {
    await outside.close();
  }
  const store = createStore(address, options);
  try {
    await migrate(store);
  } catch (error) {
    await store.close();
    throw error;
  }
  return store;
}

function checkDatabaseName(database: string): void {
  if (!/^[a-z][a-z0-9_]{0,62}$/.test(database)) throw new Error('the database name must be lower-case letters, digits and _');
}
