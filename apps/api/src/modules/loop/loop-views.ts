import { countLoops, countQueues, listLoops, loopsById, readHistories, readMessages } from '@heed/loops';
import { callerOf, type Context } from '../../graphql/context.ts';
import type { View } from '../../live/hub.ts';
import { loopView } from '../../live/watched.ts';
import { loadCustomers } from '../feedback/customer-loader.ts';
import { assertPageSize } from '../page-size.ts';
import { actorOf } from './actor.ts';
import type { Loaded } from './loaded.ts';
import { loadFeedback } from './loop-loaders.ts';
import { loopType } from './loop-type-of.ts';
import type { LoopArgs, LoopCountsArgs, LoopsArgs } from './loop.args.ts';
import type { LoopCountsType } from './loop-counts.type.ts';
import type { LoopConnectionType, LoopListType, LoopType } from './loop.type.ts';
import { loopFilterFor } from './read-loop-filter.ts';

const MINUTE_MS = 60_000;

/** One loop that the caller may see, or null. */
export async function findLoop(context: Context, id: string): Promise<LoopType | null> {
  const { heed } = context;
  const [row] = await loopsById(heed.store, { ids: [id], scope: callerOf(context).departments });
  return row ? loopType(row, { settings: heed.loopSettings(), now: heed.now() }) : null;
}

/** A page of loops. */
export async function loopPage(context: Context, { filter: input, sort, first, after }: LoopsArgs): Promise<LoopConnectionType> {
  assertPageSize(first);
  const filter = loopFilterFor(context, input);
  const { heed } = context;
  const calendar = heed.calendar();
  const { rows, hasNextPage } = await listLoops(heed.store, { filter, sort, first, after: after ?? undefined, calendar });
  const edges = rows.map(({ cursor, ...row }) => ({ cursor, node: loopType(row, { settings: heed.loopSettings(), now: calendar.now }) }));
  return { filter, edges, pageInfo: { hasNextPage, hasPreviousPage: Boolean(after), startCursor: edges[0]?.cursor ?? null, endCursor: edges.at(-1)?.cursor ?? null } };
}

/** Reads what belongs to loops, all of them in one question each. */
async function load({ heed: { store } }: Context, loops: readonly LoopType[]): Promise<Map<string, Loaded>> {
  const [feedback, customers] = await Promise.all([loadFeedback(store, loops), loadCustomers(store, loops.flatMap(({ customerId }) => customerId ?? []))]);
  return new Map(loops.map(({ id, customerId }) => [id, { feedback: feedback.get(id) ?? [], customer: customers.get(customerId ?? '') ?? null }]));
}

/** What loops show beside their rows, at the moment at which they are sent: names, hours, and for how long those have been open that are. */
function besideOf({ heed }: Context, loops: readonly LoopType[]): unknown {
  return [heed.loopSettings().version, loops.some(({ closedAt }) => closedAt === null) ? Math.floor(heed.now() / MINUTE_MS) : null];
}

export function loopsView(context: Context, args: LoopsArgs): View<Omit<LoopListType, 'asOf' | 'version'>> {
  const filter = loopFilterFor(context, args.filter);
  let shown: number[] = [];
  let loops: LoopType[] = [];
  return loopView({
    field: 'loops',
    filter,
    args: [args.sort, args.first, args.after ?? null],
    shown: () => shown,
    beside: () => besideOf(context, loops),
    async compute() {
      const [page, totalCount] = await Promise.all([loopPage(context, args), countLoops(context.heed.store, { filter, calendar: context.heed.calendar() })]);
      loops = page.edges.map(({ node }) => node);
      const loaded = await load(context, loops);
      shown = [...loaded.values()].flatMap(({ feedback }) => feedback.map(({ occurredAt }) => occurredAt.getTime()));
      return { totalCount, pageInfo: page.pageInfo, edges: page.edges.map(({ cursor, node }) => ({ cursor, node: { ...node, loaded: loaded.get(node.id) } })) };
    },
  });
}

/** A loop that is watched; what has a version of its own stands apart from the snapshot's. */
export function oneLoopView(context: Context, { id }: LoopArgs): View<{ loop: LoopType | null }> {
  let shown: number[] = [];
  let loops: LoopType[] = [];
  return loopView({
    field: 'loop',
    filter: loopFilterFor(context, null),
    args: null,
    loop: id.toLowerCase(),
    shown: () => shown,
    beside: () => besideOf(context, loops),
    async compute() {
      const loop = await findLoop(context, id);
      loops = loop ? [loop] : [];
      if (!loop) return { loop: null };
      const { store } = context.heed;
      const [loaded, histories, messages] = await Promise.all([load(context, [loop]), readHistories(store, { ids: [loop.id] }), readMessages(store, { loops: [loop.id] })]);
      const { feedback = [], customer = null } = loaded.get(loop.id) ?? {};
      shown = feedback.map(({ occurredAt }) => occurredAt.getTime());
      return { loop: { ...loop, loaded: { feedback, customer, history: histories.get(loop.id) ?? null, messages: messages.get(loop.id) ?? [] } } };
    },
  });
}

export function loopCountsView(context: Context, { filter: input, as }: LoopCountsArgs): View<Omit<LoopCountsType, 'asOf' | 'version'>> {
  const filter = loopFilterFor(context, input);
  const person = actorOf(context, as).by || null;
  const { heed } = context;
  return loopView({
    field: 'loopCounts',
    filter,
    args: person,
    compute: () => countQueues(heed.store, { filter, person, calendar: heed.calendar() }),
  });
}
