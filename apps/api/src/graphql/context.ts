import type { FeedbackFilter, Role } from '@heed/domain';
import type { Heed } from '../heed.ts';
import { assertRole, withinScope, type Caller } from '../access/caller.ts';
import { readFilter } from '../modules/filter/read-filter.ts';
import type { FeedbackFilterInput } from '../modules/filter/filter.input.ts';
import { createCustomerLoader, type CustomerLoader } from '../modules/feedback/customer-loader.ts';
import { createScoreLoader, type ScoreLoader } from '../modules/score/score-loader.ts';

/** What every resolver gets: the running Heed and who asks. */
export interface Context {
  heed: Heed;
  caller: Caller | null;
  customers: CustomerLoader;
  scores: ScoreLoader;
}

/** The context of one request or socket operation. */
export function createContext(heed: Heed, caller: Caller | null): Context {
  return { heed, caller, customers: createCustomerLoader(heed.store), scores: createScoreLoader(heed.store, () => heed.calendar()) };
}

/** The caller of a resolver that has already been let in. */
export function callerOf(context: Context): Caller {
  if (!context.caller) throw new Error('a resolver without access rules');
  return context.caller;
}

/** What the caller asked, parsed, saved filters written out, within what the caller may see. The only way from an argument to a filter. */
export function filterFor(context: Context, input: FeedbackFilterInput | null | undefined): FeedbackFilter {
  return scopedFilter(context, readFilter(input));
}

/** The same for a filter in the program's own spelling, as in a saved view's question. */
export function scopedFilter(context: Context, filter: FeedbackFilter): FeedbackFilter {
  return withinScope(context.heed.definitions.resolve(filter), callerOf(context));
}

/** type-graphql's check of `@Authorized(...)`; a field without roles is open to nobody. */
export function checkAccess({ context }: { context: Context }, roles: Role[]): boolean {
  assertRole(context.caller, roles);
  return true;
}
