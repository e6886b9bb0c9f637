import type { JournalEvent } from '@heed/store';
import * as z from 'zod';
import { THEME_COMMANDS } from './command-name.ts';
import type { ThemeAct, ThemeHappening } from './event.ts';
import { DESCENTS, PROPOSAL_KINDS, THEME_ORIGINS } from './state.ts';

const id = z.string();
const ids = z.array(z.string());
const text = z.string();
const words = z.record(z.string(), z.array(z.string()));
const language = z.string().nullable();
const built = z.object({ id, label: text, phrases: ids, language, parent: id.nullable() });
const descent = z.object({ theme: id, how: z.enum(DESCENTS), from: ids });
const group = z.object({ label: text, phrases: ids, language, feedbackIds: ids, size: z.number(), among: ids.optional() });
const proposal = z.object({ kind: z.enum(PROPOSAL_KINDS), key: text, themes: ids, groups: z.array(group), evidence: z.record(z.string(), z.number()) });

/** Every kind of event as the journal holds it. Fields that a later Heed adds are passed over. */
const happening = z.discriminatedUnion('type', [
  z.object({ type: z.literal('created'), id, name: text.nullable(), label: text, description: text, parent: id.nullable(), origin: z.enum(THEME_ORIGINS), language, phrases: ids, words, seeds: ids, among: ids.optional() }),
  z.object({ type: z.literal('renamed'), theme: id, name: text }),
  z.object({ type: z.literal('described'), theme: id, description: text }),
  z.object({ type: z.literal('pinned'), theme: id, pinned: z.boolean() }),
  z.object({ type: z.literal('hidden'), theme: id, hidden: z.boolean() }),
  z.object({ type: z.literal('merged'), themes: ids, into: id }),
  z.object({ type: z.literal('split'), theme: id, into: ids, parts: z.record(z.string(), ids), rest: id }),
  z.object({ type: z.literal('retired'), theme: id }),
  z.object({ type: z.literal('confirmed'), theme: id, feedbackIds: ids }),
  z.object({ type: z.literal('moved'), feedbackIds: ids, to: id.nullable() }),
  z.object({ type: z.literal('nested'), theme: id, parent: id.nullable() }),
  z.object({ type: z.literal('words_excluded'), language: text, words: ids, excluded: z.boolean() }),
  z.object({ type: z.literal('defined'), theme: id, words }),
  z.object({ type: z.literal('assigned'), theme: id, department: text.nullable(), owner: text.nullable(), dueOn: text.nullable() }),
  z.object({ type: z.literal('proposed'), id, proposal }),
  z.object({ type: z.literal('accepted'), proposal: id }),
  z.object({ type: z.literal('declined'), proposal: id }),
  z.object({ type: z.literal('withdrawn'), proposal: id }),
  z.object({ type: z.literal('built'), model: z.int(), themes: z.array(built), retired: ids, lineage: z.array(descent) }),
  z.object({ type: z.literal('rolled_back'), model: z.int(), themes: z.array(built), retired: ids, restored: ids }),
  z.object({ type: z.literal('undone'), version: z.int() }),
]) satisfies z.ZodType<ThemeHappening>;

const payload = z.object({ by: z.string(), events: z.array(happening) });
const command = z.enum(THEME_COMMANDS);

/** What the column `payload` of the journal holds of an act. */
export const payloadOf = ({ by, events }: Pick<ThemeAct, 'by' | 'events'>): unknown => JSON.parse(JSON.stringify({ by, events })) as unknown;

/** The act of an event of the journal, as `payloadOf` wrote it. Throws an Error for anything else: it was not Heed that wrote it. */
export function actOf({ version, type, actor, at, payload: written }: Pick<JournalEvent, 'version' | 'type' | 'actor' | 'at' | 'payload'>): ThemeAct {
  return { version, command: command.parse(type), actor, at, ...payload.parse(written) };
}
