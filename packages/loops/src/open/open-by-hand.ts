import { HeedError } from '@heed/domain';
import { bind, defineQuery, sql } from '@heed/store';
import * as z from 'zod';
import { newLoopId } from '../log/loop-id.ts';
import type { Draft } from '../log/loops.ts';
import { checkNote, departmentNamed, oneOf, personNamed } from '../loop/arguments.ts';
import type { Actor } from '../loop/command.ts';
import type { Origin } from '../loop/event.ts';
import { openLoop } from '../loop/open.ts';
import { keyOf, PRIORITIES, type Priority } from '../settings/settings.ts';
import type { Match } from './match.ts';
import { readMatches } from './matches.query.ts';
import type { OpeningContext } from './open-matches.ts';
import { readStanding } from './standing.query.ts';

/** What somebody opens a loop about: a feedback, or a customer where there is none. */
export interface ByHand {
  feedbackId?: string | undefined;
  customerId?: string | undefined;
  department: string;
  priority: Priority;
  /** Key of a person, or null for nobody. */
  owner: string | null;
  note: string;
  actor: Actor;
}

const customer = defineQuery({
  name: 'loops.customerExists',
  params: z.strictObject({ id: z.guid() }),
  row: z.object({ id: z.string() }),
  sql: ({ id }) => sql`SELECT toString(customer_id) AS id FROM customers FINAL WHERE customer_id = ${bind('UUID', id)}`,
  examples: [{ id: '829bd530-bebf-8b48-ba13-c7bcd3da4cc6' }],
});

const NOTHING_SAID: Origin = { source: '', channel: '', product: '', region: '', segment: '', language: '', band: '', score: null, contactRequested: false, anonymous: false, preferredTime: '' };

type About = Pick<Match, 'customerId' | 'origin'> & { feedbackId: string | null };

/**
 * Opens a loop because a person wants it, and returns its id. Throws NOT_FOUND for a feedback or a customer that there is
 * not (nobody opens loops about what employees said), CONFLICT with the loop (`details.loop`) where the feedback is part of an open loop in
 * the department already, and BAD_USER_INPUT for a department or an owner that is not set up.
 */
export async function openByHand(context: OpeningContext, { feedbackId, customerId, note, actor, ...wanted }: ByHand): Promise<string> {
  if ((feedbackId === undefined) === (customerId === undefined)) throw new HeedError('BAD_USER_INPUT', 'Name either a feedback or a customer.', { path: 'feedback' });
  checkNote(note);
  const priority = oneOf(PRIORITIES, { value: wanted.priority, path: 'priority' });
  const about = feedbackId === undefined ? await aboutCustomer(context, customerId ?? '') : await aboutFeedback(context, feedbackId);
  return context.loops.transact({
    loops: [],
    prepare: () => readStanding(context.store, about.feedbackId === null ? [] : [{ id: about.feedbackId, customerId: null }]),
    decide: (transaction, { open }) => {
      const settings = context.settings();
      const department = departmentNamed(settings, { name: wanted.department, path: 'department' });
      const owner = wanted.owner === null ? null : personNamed(settings, { name: wanted.owner, path: 'owner' });
      const there = open.find((loop) => keyOf(loop.department) === keyOf(department));
      if (there) throw new HeedError('CONFLICT', 'This feedback is part of an open loop of this department already; act on that one.', { loop: there.id });
      const happenings = openLoop({ openedBy: 'person', rule: '', externalId: '', department, priority, owner, watchers: [], ...about, settings });
      const written: Draft[] = [...happenings, ...(note.trim() === '' ? [] : [{ type: 'noted', note } as const])].map((happening) => ({ ...happening, actor: actor.id, by: actor.by }));
      const id = newLoopId(transaction.now);
      transaction.append(id, written);
      return id;
    },
  });
}

async function aboutFeedback({ store }: OpeningContext, id: string): Promise<About> {
  const { matches } = z.guid().safeParse(id).success ? await readMatches(store, { asked: { conditions: [{}], attributes: [] }, scope: { id }, limit: 1 }) : { matches: [] };
  const [match] = matches;
  if (!match) throw new HeedError('NOT_FOUND', 'There is no such feedback.', { path: 'feedback' });
  return { feedbackId: match.id, customerId: match.customerId, origin: match.origin };
}

async function aboutCustomer({ store }: OpeningContext, id: string): Promise<About> {
  const [found] = z.guid().safeParse(id).success ? await store.read(customer, { id }) : [];
  if (!found) throw new HeedError('NOT_FOUND', 'There is no such customer.', { path: 'customer' });
  return { feedbackId: null, customerId: found.id, origin: NOTHING_SAID };
}
