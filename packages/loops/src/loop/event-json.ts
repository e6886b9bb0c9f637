import * as z from 'zod';
import { PRIORITIES, PURPOSES, TARGETS } from '../settings/settings.ts';
import { CONTACT_WAYS, ESCALATIONS, NOT_TOLD_REASONS, OPENED_BY, RECOVERIES, type LoopEvent, type LoopHappening } from './event.ts';

const target = z.object({ milliseconds: z.number(), clock: z.enum(['working', 'calendar']) });
const targets = z.partialRecord(z.enum(TARGETS), target);
const priority = z.enum(PRIORITIES);
const way = z.enum(CONTACT_WAYS);
const purpose = z.enum(PURPOSES);
const note = z.string();
const messageId = z.string();

const origin = z.object({
  source: z.string(),
  channel: z.string(),
  product: z.string(),
  region: z.string(),
  segment: z.string(),
  language: z.string(),
  band: z.enum(['promoter', 'passive', 'detractor', '']),
  score: z.object({ metric: z.enum(['nps', 'csat', 'ces']), value: z.number(), scale: z.number() }).nullable(),
  contactRequested: z.boolean(),
  anonymous: z.boolean(),
  preferredTime: z.string(),
});

/** Every kind of event as the column `payload` holds it, with its type. Fields that a later Heed adds are passed over. */
const happening = z.discriminatedUnion('type', [
  z.object({ type: z.literal('opened'), openedBy: z.enum(OPENED_BY), rule: z.string(), feedbackId: z.string().nullable(), customerId: z.string().nullable(), externalId: z.string(), department: z.string(), priority, targets, origin }),
  z.object({ type: z.literal('joined'), feedbackId: z.string(), rule: z.string() }),
  z.object({ type: z.literal('routed'), department: z.string(), targets, note }),
  z.object({ type: z.literal('prioritised'), priority, targets }),
  z.object({ type: z.literal('assigned'), owner: z.string().nullable(), how: z.enum(['person', 'rule', 'taken_back']) }),
  z.object({ type: z.literal('acknowledged') }),
  z.object({ type: z.literal('contacted'), way, messageId: messageId.nullable(), note }),
  z.object({ type: z.literal('waiting'), note }),
  z.object({ type: z.literal('resumed') }),
  z.object({ type: z.literal('acted'), rootCause: z.string(), action: z.string() }),
  z.object({ type: z.literal('resolved'), note }),
  z.object({ type: z.literal('told'), way, messageId: messageId.nullable(), note }),
  z.object({ type: z.literal('confirmed'), note }),
  z.object({ type: z.literal('rejected'), note }),
  z.object({ type: z.literal('closed'), outcome: z.enum(['told', 'not_told']), reason: z.enum(NOT_TOLD_REASONS).nullable(), note }),
  z.object({ type: z.literal('reopened'), why: z.enum(['person', 'rejected', 'reask', 'reply']), targets, note }),
  z.object({ type: z.literal('escalated'), kind: z.enum(ESCALATIONS), target: z.enum(TARGETS).nullable(), step: z.int(), to: z.string().nullable(), due: z.number() }),
  z.object({ type: z.literal('merged'), into: z.string() }),
  z.object({ type: z.literal('absorbed'), from: z.string(), feedbackIds: z.array(z.string()) }),
  z.object({ type: z.literal('noted'), note }),
  z.object({ type: z.literal('watched'), person: z.string(), watching: z.boolean() }),
  z.object({ type: z.literal('message_queued'), messageId, purpose, broadcast: z.string().nullable() }),
  z.object({ type: z.literal('message_sent'), messageId, purpose }),
  z.object({ type: z.literal('message_failed'), messageId, purpose, reason: z.string() }),
  z.object({ type: z.literal('replied'), messageId }),
  z.object({ type: z.literal('reasked'), messageId }),
  z.object({ type: z.literal('answered'), score: z.number(), scale: z.number(), recovery: z.enum(RECOVERIES) }),
  z.object({ type: z.literal('undone'), first: z.int(), count: z.int() }),
]) satisfies z.ZodType<LoopHappening>;

/** Beside what its type has. */
const besides = z.object({ continues: z.literal(true).optional() });

/** What every event has and stands in columns of its own; JSON leaves undefined values out. */
const COLUMNS = { type: undefined, version: undefined, position: undefined, actor: undefined, by: undefined, at: undefined };

/** What the column `payload` holds of an event, as JSON: what only its type has, and whether it continues an act. */
export const payloadOf = (event: LoopHappening & Pick<LoopEvent, 'continues'>): string => JSON.stringify({ ...event, ...COLUMNS });

/** The event of a type and a payload, as `payloadOf` wrote it. Throws an Error for anything else: it was not Heed that wrote the log. */
export function happeningOf(type: string, payload: string): LoopHappening & Pick<LoopEvent, 'continues'> {
  const event = { ...(JSON.parse(payload) as object), type };
  return { ...happening.parse(event), ...besides.parse(event) };
}
