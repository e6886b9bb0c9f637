import { createClocks, durationsOf, legTimes, possibleCommands, promised, undoable, undoneVersions, type LoopHistory, type PossibleCommand } from '@heed/loops';
import { Ctx, FieldResolver, GraphQLISODateTime, Resolver, Root } from 'type-graphql';
import { callerOf, type Context } from '../../graphql/context.ts';
import { CustomerType, FeedbackType } from '../feedback/feedback.type.ts';
import { LoopMessageType, messageType } from '../message/message.type.ts';
import { LoopCommandNameEnum } from './loop-enums.ts';
import { eventType, LoopEventType } from './loop-event.type.ts';
import { LoopDurationValueType, LoopLegType, LoopTargetType, LoopTimeType } from './loop-time.type.ts';
import { LoopType } from './loop.type.ts';

/** What the events of a loop cost, where a field needs them. */
const HISTORY = 5;

/** A loop with all that happened to it. */
async function historyOf({ id, loaded }: LoopType, context: Context): Promise<LoopHistory> {
  const history = loaded?.history ?? (await context.loops.histories.load(id));
  // The sample data is being removed at this moment.
  if (!history) throw new Error('a loop without events');
  return history;
}

/** What the caller could take back: as themselves, or as whom they last said to be. */
function undoableBy(history: LoopHistory, context: Context): ReturnType<typeof undoable> {
  const { id, person } = callerOf(context);
  const by = person ?? history.events.findLast(({ actor }) => actor === id)?.by ?? '';
  return undoable(history, { actor: { id, by }, now: context.heed.now() });
}

@Resolver(() => LoopType)
export class LoopFieldsResolver {
  @FieldResolver(() => [FeedbackType], { complexity: ({ childComplexity }) => 2 + 2 * childComplexity, description: 'What opened it first, then what joined; at most 50.' })
  feedback(@Root() loop: LoopType, @Ctx() context: Context): Promise<FeedbackType[]> | FeedbackType[] {
    return loop.loaded?.feedback ?? context.loops.feedback.load(loop);
  }

  @FieldResolver(() => CustomerType, { nullable: true, complexity: ({ childComplexity }) => 2 + childComplexity, description: 'Who it is about; null when unknown or anonymous.' })
  customer(@Root() { loaded, customerId }: LoopType, @Ctx() context: Context): Promise<CustomerType | null> | CustomerType | null {
    if (loaded) return loaded.customer;
    return customerId ? context.customers.load(customerId) : null;
  }

  @FieldResolver(() => String, { nullable: true, complexity: HISTORY, description: 'When the customer would like to be contacted, in their own words.' })
  async preferredTime(@Root() loop: LoopType, @Ctx() context: Context): Promise<string | null> {
    return (await historyOf(loop, context)).state.origin.preferredTime || null;
  }

  @FieldResolver(() => [LoopTargetType], { complexity: HISTORY, description: 'What was promised, with what became of it.' })
  async targets(@Root() loop: LoopType, @Ctx() context: Context): Promise<LoopTargetType[]> {
    const { state } = await historyOf(loop, context);
    return promised(state, createClocks(context.heed.loopSettings())).map(({ dueAt, ...rest }) => ({ ...rest, dueAt: dueAt === null ? null : new Date(dueAt) }));
  }

  @FieldResolver(() => [LoopDurationValueType], { complexity: HISTORY, description: 'How long everything took that happened, and what still runs up to now.' })
  async durations(@Root() loop: LoopType, @Ctx() context: Context): Promise<LoopDurationValueType[]> {
    const { state } = await historyOf(loop, context);
    return durationsOf(state, { clocks: createClocks(context.heed.loopSettings()), now: context.heed.now() });
  }

  @FieldResolver(() => LoopTimeType, { complexity: HISTORY, description: 'All waiting for the customer so far.' })
  async waiting(@Root() loop: LoopType, @Ctx() context: Context): Promise<LoopTimeType> {
    return (await this.legs(loop, context)).reduce((sum, { waiting }) => ({ calendar: sum.calendar + waiting.calendar, working: sum.working + waiting.working }), { calendar: 0, working: 0 });
  }

  @FieldResolver(() => [LoopLegType], { complexity: HISTORY, description: 'Which department held it for how long, in order. Legs and waiting add up to the whole.' })
  async legs(@Root() loop: LoopType, @Ctx() context: Context): Promise<LoopLegType[]> {
    const { state } = await historyOf(loop, context);
    return legTimes(state, { clocks: createClocks(context.heed.loopSettings()), now: context.heed.now() }).map((leg) => ({ ...leg, from: new Date(leg.from), to: leg.to === null ? null : new Date(leg.to) }));
  }

  @FieldResolver(() => [LoopCommandNameEnum], { complexity: HISTORY, description: 'What the caller can do now.' })
  async possible(@Root() loop: LoopType, @Ctx() context: Context): Promise<PossibleCommand[]> {
    const { departments } = callerOf(context);
    if (departments && !departments.includes(loop.department)) return [];
    const history = await historyOf(loop, context);
    return [...possibleCommands(history.state), ...(undoableBy(history, context) ? (['undo'] as const) : [])];
  }

  @FieldResolver(() => [LoopEventType], { complexity: HISTORY, description: 'Everything that happened, oldest first; what was taken back, too.' })
  async history(@Root() loop: LoopType, @Ctx() context: Context): Promise<LoopEventType[]> {
    const { events } = await historyOf(loop, context);
    const undone = undoneVersions(events);
    const settings = context.heed.loopSettings();
    return events.map((event) => eventType(event, { loopId: loop.id, settings, undone: undone.has(event.version) }));
  }

  @FieldResolver(() => [LoopMessageType], { complexity: HISTORY, description: 'Messages to and from the customer and to our own people, oldest first.' })
  async messages(@Root() { id, loaded }: LoopType, @Ctx() context: Context): Promise<LoopMessageType[]> {
    const settings = context.heed.loopSettings();
    return (loaded?.messages ?? (await context.loops.messages.load(id))).map((message) => messageType(message, { settings }));
  }

  @FieldResolver(() => GraphQLISODateTime, { nullable: true, complexity: HISTORY, description: 'Until when the caller can take their last act back; null when there is nothing to take back.' })
  async undoable(@Root() loop: LoopType, @Ctx() context: Context): Promise<Date | null> {
    const found = undoableBy(await historyOf(loop, context), context);
    return found && new Date(found.until);
  }
}
