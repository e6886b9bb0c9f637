import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execute, parse, validate, type ExecutionResult, type GraphQLSchema } from 'graphql';
import type { Caller } from '../../../src/access/caller.ts';
import { readConfig } from '../../../src/config.ts';
import { createContext, type Context } from '../../../src/graphql/context.ts';
import { createPace } from '../../../src/graphql/pace.ts';
import { createSchema } from '../../../src/graphql/schema.ts';
import { openHeed, type Heed } from '../../../src/heed.ts';
import { createLog } from '../../../src/ops/log.ts';

/** A Heed within the test, with a clock that is moved by hand. */
export interface HeedInside {
  heed: Heed;
  schema: GraphQLSchema;
  /** Moves the clock and begins a minute. */
  pass(milliseconds: number): void;
  contextOf(caller?: Caller, heed?: Heed): Context;
  /** Runs a query or mutation as the administrator; what is wrong with it is in the answer. */
  run(text: string, variables?: Record<string, unknown>): Promise<ExecutionResult>;
  close(): Promise<void>;
}

export const ADMIN: Caller = { id: 'local', role: 'admin', departments: null, person: null, expiresAt: null };

export async function openHeedInside({ start }: { start: number }): Promise<HeedInside> {
  const folder = mkdtempSync(join(tmpdir(), 'heed-inside-'));
  let now = start;
  const listeners = new Set<() => void>();
  const clock = {
    now: () => now,
    onMinute(listener: () => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
  const config = readConfig({ env: { HEED_DATA: folder, HEED_SAMPLE: 'false', HEED_LIVE_WINDOW_MS: '1', HEED_LIVE_MAX_PER_SECOND: '1000', HEED_COST_PER_MINUTE: '0' }, args: [] });
  const heed = await openHeed(config, { log: createLog('silent'), version: 'test', clock });
  const schema = createSchema();
  const pace = createPace(config);
  const contextOf = (caller: Caller = ADMIN, of: Heed = heed): Context => createContext(of, caller, { pace });
  return {
    heed,
    schema,
    contextOf,
    pass(milliseconds) {
      now += milliseconds;
      for (const listener of listeners) listener();
    },
    async run(text, variables = {}) {
      const document = parse(text);
      const errors = validate(schema, document);
      if (errors.length > 0) throw new AggregateError(errors, errors.map(({ message }) => message).join('; '));
      return execute({ schema, document, variableValues: variables, contextValue: contextOf() });
    },
    async close() {
      await heed.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
