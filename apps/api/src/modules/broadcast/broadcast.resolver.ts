import { CUSTOMER_READERS, TARGET_SETTERS } from '@heed/domain';
import type { Broadcast, BroadcastRequest, LoopFilter, Progress } from '@heed/loops';
import { Arg, Authorized, Ctx, ID, Mutation, Query, Resolver, Root, Subscription } from 'type-graphql';
import { callerOf, type Context } from '../../graphql/context.ts';
import type { View } from '../../live/hub.ts';
import { watch } from '../../live/watched.ts';
import { actorOf } from '../loop/actor.ts';
import { personType } from '../loop/loop-person.type.ts';
import { loopFilterFor } from '../loop/read-loop-filter.ts';
import { BroadcastInput, BroadcastPreviewType, BroadcastType } from './broadcast.type.ts';

function broadcastType({ by, createdAt, texts, ...rest }: Broadcast & Progress, { heed }: Context): BroadcastType {
  return { ...rest, createdAt: new Date(createdAt), startedBy: personType(by, heed.loopSettings()), texts: texts.map((text) => ({ ...text, to: null, problem: null })) };
}

const requestOf = ({ name, texts, closeLoops, rootCause, action }: BroadcastInput): BroadcastRequest => ({
  name,
  texts: texts.map(({ language, subject, body }) => ({ language, subject, body })),
  closeLoops,
  rootCause: rootCause ?? '',
  action: action ?? '',
});

function audienceOf(context: Context, { audience }: BroadcastInput): { filter: LoopFilter; departments: readonly string[] | null } {
  return { filter: loopFilterFor(context, audience), departments: callerOf(context).departments };
}

async function broadcasts(context: Context): Promise<BroadcastType[]> {
  return (await context.heed.mail.broadcasts.list()).map((broadcast) => broadcastType(broadcast, context));
}

/** Everyone who may see them sees the same. */
function broadcastsView(context: Context): View<{ broadcasts: BroadcastType[] }> {
  return { key: 'broadcasts', moment: () => '', touchedBy: ({ kind }) => kind === 'loops' || kind === 'workspace', compute: async () => ({ broadcasts: await broadcasts(context) }) };
}

const AS = { nullable: true, description: 'The key of the person who acts, where the token does not say it.' } as const;

@Resolver()
export class BroadcastResolver {
  @Authorized(...CUSTOMER_READERS)
  @Query(() => [BroadcastType], { complexity: 30, description: 'All broadcasts, newest first, with how far each has come.' })
  broadcasts(@Ctx() context: Context): Promise<BroadcastType[]> {
    return broadcasts(context);
  }

  @Authorized(...CUSTOMER_READERS)
  @Subscription(() => [BroadcastType], {
    name: 'broadcasts',
    complexity: 30,
    description: 'The same answer as the query: at once, and again after each change that alters it.',
    subscribe: ({ context }: { context: Context }) => watch(context, () => broadcastsView(context)),
  })
  broadcastsChanged(@Root() snapshot: { broadcasts: BroadcastType[] }): BroadcastType[] {
    return snapshot.broadcasts;
  }

  @Authorized(...TARGET_SETTERS)
  @Query(() => BroadcastPreviewType, { complexity: 100, description: 'Whom a broadcast would reach, and what they would read.' })
  async broadcastPreview(@Ctx() context: Context, @Arg('input', () => BroadcastInput, { description: 'The broadcast.' }) input: BroadcastInput): Promise<BroadcastPreviewType> {
    return context.heed.mail.broadcasts.preview(requestOf(input), audienceOf(context, input));
  }

  @Authorized(...TARGET_SETTERS)
  @Mutation(() => BroadcastType, { complexity: 100, description: 'Freezes the audience and begins to send: one letter to each customer, whatever is restarted.' })
  async startBroadcast(@Ctx() context: Context, @Arg('input', () => BroadcastInput, { description: 'The broadcast.' }) input: BroadcastInput, @Arg('as', () => ID, AS) as?: string | null): Promise<BroadcastType> {
    const { broadcasts: running } = context.heed.mail;
    return broadcastType(await running.progress(await running.start(requestOf(input), audienceOf(context, input), actorOf(context, as))), context);
  }

  @Authorized(...TARGET_SETTERS)
  @Mutation(() => BroadcastType, { complexity: 20, description: 'Sends no further letter until it is resumed. What is on its way arrives.' })
  async pauseBroadcast(@Ctx() context: Context, @Arg('id', () => ID, { description: 'The broadcast.' }) id: string): Promise<BroadcastType> {
    const { broadcasts: running } = context.heed.mail;
    return broadcastType(await running.progress(await running.pause(id.toLowerCase(), actorOf(context, null))), context);
  }

  @Authorized(...TARGET_SETTERS)
  @Mutation(() => BroadcastType, { complexity: 20, description: 'Goes on where it was paused.' })
  async resumeBroadcast(@Ctx() context: Context, @Arg('id', () => ID, { description: 'The broadcast.' }) id: string): Promise<BroadcastType> {
    const { broadcasts: running } = context.heed.mail;
    return broadcastType(await running.progress(await running.resume(id.toLowerCase(), actorOf(context, null))), context);
  }
}
