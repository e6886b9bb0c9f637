import { HeedError } from '@heed/domain';
import { loopsOfCustomer, loopsOfFeedback, openByHand, type Actor } from '@heed/loops';
import { feedbackById, feedbackOfCustomer } from '@heed/measure';
import { callerOf, filterFor, type Context } from '../../graphql/context.ts';
import type { OpenLoopInput } from './loop-command.input.ts';

/** True where the caller may see something that the customer said, or a loop about them. */
export async function seesCustomer(context: Context, id: string): Promise<boolean> {
  const { departments: scope } = callerOf(context);
  if (!scope) return true;
  const { store } = context.heed;
  if ((await loopsOfCustomer(store, { customer: id, first: 1, scope })).length > 0) return true;
  return (await feedbackOfCustomer(store, { customer: id, first: 1, scope: filterFor(context, null) })).length > 0;
}

/** True where the feedback is of a department of the caller, or part of a loop that they may see. */
async function seesFeedback(context: Context, id: string): Promise<boolean> {
  const { departments: scope } = callerOf(context);
  if (!scope) return true;
  const { store } = context.heed;
  if (await feedbackById(store, { id, scope: filterFor(context, null) })) return true;
  return (await loopsOfFeedback(store, { ids: [id], scope })).size > 0;
}

/**
 * Opens a loop about what the caller may see, for a department of theirs; returns its id. Throws NOT_FOUND, FORBIDDEN for another
 * department, CONFLICT with the loop that there is already, and BAD_USER_INPUT.
 */
export async function openLoopByHand(context: Context, { feedback, customer, note, ...input }: OpenLoopInput, { actor }: { actor: Actor }): Promise<string> {
  const { departments } = callerOf(context);
  if (departments && !departments.includes(input.department)) throw new HeedError('FORBIDDEN', 'You can open loops for your own departments; hand it over afterwards.', { path: 'input.department' });
  if (feedback && !(await seesFeedback(context, feedback))) throw new HeedError('NOT_FOUND', 'There is no such feedback.', { path: 'input.feedback' });
  if (customer && !(await seesCustomer(context, customer))) throw new HeedError('NOT_FOUND', 'There is no such customer.', { path: 'input.customer' });
  const { loops, store, loopSettings } = context.heed;
  return openByHand(
    { loops, store, settings: loopSettings },
    { feedbackId: feedback ?? undefined, customerId: customer ?? undefined, department: input.department, priority: input.priority, owner: input.owner ?? null, note: note ?? '', actor },
  );
}
