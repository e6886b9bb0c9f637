import { CUSTOMER_READERS, HeedError } from '@heed/domain';
import { readHistories, retryLetter } from '@heed/loops';
import { Arg, Authorized, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { callerOf, type Context } from '../../graphql/context.ts';
import { actorOf } from '../loop/actor.ts';
import { assertActs, assertSeen } from '../loop/loop-scope.ts';
import { LetterInput } from './letter.input.ts';
import { LetterType } from './letter.type.ts';
import { LoopMessageType, messageType } from './message.type.ts';
import { previewMessage } from './preview-message.ts';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

@Resolver()
export class MessageResolver {
  @Authorized(...CUSTOMER_READERS)
  @Query(() => LetterType, { complexity: 20, description: 'What the customer of a loop would get, and whether they can be written to: the words of a template, or those that are given, or neither.' })
  async previewMessage(
    @Ctx() context: Context,
    @Arg('loop', () => ID, { description: 'The loop.' }) loop: string,
    @Arg('template', () => String, { nullable: true, description: 'The name of a template.' }) template?: string | null,
    @Arg('letter', () => LetterInput, { nullable: true, description: 'Words of your own, where there is no template.' }) letter?: LetterInput | null,
  ): Promise<LetterType> {
    const { heed } = context;
    const id = loop.toLowerCase();
    const state = (await readHistories(heed.store, { ids: [id] })).get(id)?.state;
    assertSeen(state, callerOf(context));
    return previewMessage(heed, state, { template: template ?? null, letter: letter ?? null });
  }

  @Authorized(...CUSTOMER_READERS)
  @Mutation(() => LoopMessageType, { complexity: 20, description: 'Sends a message again that failed, was refused, or of which nobody knows whether it arrived. Nothing else sends one twice.' })
  async retryMessage(@Ctx() context: Context, @Arg('id', () => ID, { description: 'The message.' }) id: string, @Arg('as', () => ID, { nullable: true, description: 'The key of the person who acts, where the token does not say it.' }) as?: string | null): Promise<LoopMessageType> {
    const { heed } = context;
    const { messages, loops } = heed;
    const wanted = id.toLowerCase();
    const message = UUID.test(wanted) ? (await messages.find([wanted])).get(wanted) : undefined;
    const state = message && (await readHistories(heed.store, { ids: [message.loopId] })).get(message.loopId)?.state;
    if (!message || !state) throw new HeedError('NOT_FOUND', 'There is no message with this id.');
    assertActs(state, callerOf(context));
    const queued = await retryLetter(wanted, { messages, loops, by: actorOf(context, as), now: () => heed.now() });
    heed.mail.wake();
    return messageType(queued, { settings: heed.loopSettings() });
  }
}
