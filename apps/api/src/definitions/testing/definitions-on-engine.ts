import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createJournal, openDatabase, startLocalEngine, type Journal, type LocalEngine, type Store } from '@heed/store';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { Caller } from '../../access/caller.ts';
import type { DefinitionKind } from '../definition.ts';
import { createDefinitions, type Definitions } from '../definitions.ts';

/** Somebody who asks. */
export const callerWith = (id: string, role: Caller['role'] = 'admin', departments: string[] | null = null): Caller => ({ id, role, departments, person: null, expiresAt: null });

interface OnEngine {
  /** Definitions of a process that starts: over the first journal unless another is given. */
  open(options?: { journal?: Journal; heard?: DefinitionKind[] }): Definitions;
  /** Two processes over one journal: what both decide on what they know, the first stores before the second. */
  meeting(): Promise<{ first: Definitions; second: Definitions }>;
  /** Two, of different databases, with streams of the running test alone. */
  journals(): [Journal, Journal];
}

/** Definitions over an engine that runs for the tests of a file. */
export function definitionsOnEngine(): OnEngine {
  const folder = mkdtempSync(join(tmpdir(), 'heed-definitions-'));
  let engine: LocalEngine;
  let stores: [Store, Store];
  let journals: [Journal, Journal];
  let number = 0;

  beforeAll(async () => {
    engine = await startLocalEngine({ folder });
    const { url, username, password } = engine;
    stores = [await openDatabase({ url, username, password, database: 'one' }), await openDatabase({ url, username, password, database: 'other' })];
  });
  afterAll(async () => {
    for (const store of stores) await store.close();
    await engine.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  // Each test has streams of its own in both databases.
  beforeEach(() => {
    const prefix = `${++number}:`;
    const of = (store: Store): Journal => {
      const journal = createJournal(store);
      return { read: (stream, options) => journal.read(prefix + stream, options), append: (stream, decision) => journal.append(prefix + stream, decision) };
    };
    journals = [of(stores[0]), of(stores[1])];
  });

  function open({ journal = journals[0], heard = [] as DefinitionKind[] } = {}): Definitions {
    return createDefinitions({ journal, now: () => Date.UTC(2026, 0, 1), onChange: (kinds) => heard.push(...kinds) });
  }

  async function meeting(): Promise<{ first: Definitions; second: Definitions }> {
    const journal = journals[0];
    const decided = Promise.withResolvers<null>();
    const stored = Promise.withResolvers<null>();
    const first = open({
      journal: {
        read: journal.read,
        async append(stream, decision) {
          await decided.promise;
          return journal.append(stream, decision).finally(() => stored.resolve(null));
        },
      },
    });
    const second = open({
      journal: {
        read: journal.read,
        async append(stream, decision) {
          decided.resolve(null);
          await stored.promise;
          return journal.append(stream, decision);
        },
      },
    });
    await Promise.all([first.refresh(), second.refresh()]);
    return { first, second };
  }

  return { open, meeting, journals: () => journals };
}
