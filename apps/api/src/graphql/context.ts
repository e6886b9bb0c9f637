// The loaders make objects of types with decorators.
import 'reflect-metadata';
import type { FeedbackFilter, Role } from '@heed/domain';
import type { Store } from '@heed/store';
import type { Heed } from '../heed.ts';
import type { ResolverData } from 'type-graphql';
import { assertRole, withinScope, type Caller } from '../access/caller.ts';
import { isOnWall, offWall, WALL_FIELDS } from '../access/wall-bound.ts';
import { readFilter } from '../modules/filter/read-filter.ts';
import type { FeedbackFilterInput } from '../modules/filter/filter.input.ts';
import { createCustomerLoader, type CustomerLoader } from '../modules/feedback/customer-loader.ts';
import { createLoopLoaders, type LoopLoaders } from '../modules/loop/loop-loaders.ts';
import { createScoreLoader, type ScoreLoader } from '../modules/score/score-loader.ts';
import { onAccount, openAccount, type Account } from './account.ts';
import { limitsOf } from './limits.ts';
import type { Pace } from './pace.ts';

/** What every resolver gets: the running Heed and who asks. */
export interface Context {
  /** Its store reads on account of this operation; everything else of it is shared by all. */
  heed: Heed;
  caller: Caller | null;
  account: Account;
  pace: Pace;
  customers: CustomerLoader;
  loops: LoopLoaders;
  scores: ScoreLoader;
}

/**
 * The context of one request or socket operation. What it reads ends when `signal` is aborted, because its asker left. A
 * subscription has no such signal: it shares its computation with everybody who watches the same, and the first of them
 * must not end it for the others, nor bring the time limit of a role.
 */
export function createContext(heed: Heed, caller: Caller | null, { pace, signal }: { pace: Pace; signal?: AbortSignal | undefined }): Context {
  const limits = limitsOf(caller, { maxSeconds: heed.config.maxSeconds, live: !signal });
  const account = openAccount(caller, { limits, live: !signal });
  return withStore({ heed, caller, account, pace }, onAccount(heed.store, { account, signal }));
}

/** The same operation, reading from `store`. */
export function withStore({ heed, caller, account, pace }: Pick<Context, 'heed' | 'caller' | 'account' | 'pace'>, store: Store): Context {
  return {
    heed: { ...heed, store },
    caller,
    account,
    pace,
    customers: createCustomerLoader(store),
    // Nobody's loops, for nobody.
    loops: createLoopLoaders(store, { scope: caller ? caller.departments : [], settings: heed.loopSettings, now: heed.now }),
    scores: createScoreLoader(store, () => heed.calendar()),
  };
}

/** Who asks whom: all that the scope of a question needs to know. */
export type Asker = Pick<Context, 'heed' | 'caller'>;

/** The caller of a resolver that has already been let in. */
export function callerOf(context: Pick<Context, 'caller'>): Caller {
  if (!context.caller) throw new Error('a resolver without access rules');
  return context.caller;
}

/** What the caller asked, parsed, saved filters written out, within what the caller may see. The only way from an argument to a filter. */
export function filterFor(context: Asker, input: FeedbackFilterInput | null | undefined): FeedbackFilter {
  return scopedFilter(context, readFilter(input));
}

/** The same for a filter in the program's own spelling, as in a saved view's question. */
export function scopedFilter(context: Asker, filter: FeedbackFilter): FeedbackFilter {
  return withinScope(context.heed.definitions.resolve(filter), callerOf(context));
}

/** type-graphql's check of `@Authorized(...)`; a field without roles is open to nobody, and one that is not made for walls to no display. */
export function checkAccess({ context, info }: Pick<ResolverData<Context>, 'context' | 'info'>, roles: Role[]): boolean {
  assertRole(context.caller, roles);
  if (isOnWall(context.caller) && !WALL_FIELDS.has(info.fieldName)) throw offWall();
  return true;
}
