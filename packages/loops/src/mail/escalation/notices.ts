import type { StoreReader } from '@heed/store';
import type { Appended, Loops } from '../../log/loops.ts';
import type { EscalationKind } from '../../loop/event.ts';
import { happeningOf } from '../../loop/event-json.ts';
import { isOpen } from '../../loop/possible.ts';
import type { LoopState } from '../../loop/state.ts';
import { keyOf, type LoopSettings, type Person, type TargetName } from '../../settings/settings.ts';
import { addressOf } from '../customer/may-contact.ts';
import { findLetterFeedback, type LetterFeedback } from '../letter/letter-feedback.query.ts';
import { newLetter } from '../letter/letters.ts';
import { derivedId } from '../message/derived-id.ts';
import type { Message } from '../message/message.ts';
import type { Messages } from '../message/messages.ts';
import { noticeLetter } from './notice-words.ts';
import { recentEscalations } from './recent-escalations.query.ts';

export interface NoticesOptions {
  loops: Pick<Loops, 'transact'>;
  messages: Messages;
  store: StoreReader;
  settings: () => LoopSettings;
  /** The zone in which moments are said for departments that are not in the settings any more. */
  timeZone: string;
  /** Where people reach Heed, without a slash at the end; empty where that is not known. */
  publicUrl: string;
  now: () => number;
  /** Told of loops that have new letters. */
  onQueued?: (loopIds: readonly string[]) => void;
  onError?: (error: unknown) => void;
}

/** Writes to whoever an escalation names. */
export interface Notices {
  /** Writes what a process that ended in the middle left unwritten. */
  start(): void;
  /** To be told of everything that is appended. */
  appended(appended: Appended): void;
  /** Writes what is known of by now; how many letters. */
  round(): Promise<number>;
  /** Ends, after what is under way. */
  stop(): Promise<void>;
}

/** An escalation that somebody is to be told of. */
interface Due {
  loopId: string;
  version: number;
  position: number;
  to: string;
  target: TargetName;
  due: number;
}

/** What whoever is named must act on; that time is running out is seen in the inbox, and what is taken back goes to somebody new. */
const KINDS: ReadonlySet<EscalationKind> = new Set(['breached', 'repeated']);
/** For so long a crash between an escalation and its letter is made good. */
const LOOK_BACK_MS = 3_600_000;
const AT_ONCE = 500;
/** After a failure. */
const PAUSE_MS = 5_000;
/** Of the customer's words; the rest is on the loop. */
const LONGEST_QUOTE = 200;

/** The id of the letter about an escalation: the same whoever writes it, and however often. */
export const noticeId = ({ loopId, version }: { loopId: string; version: number }): string => derivedId('escalation', loopId, String(version));

/**
 * Letters to our own people. The escalation stands in the log before its letter is written, and the letter's id follows from it, so
 * several processes may write it and it goes out once. What became due for one person at once, because Heed was not running, is one letter.
 */
export function createNotices({ loops, messages, store, settings, timeZone, publicUrl, now, onQueued = () => {}, onError = () => {} }: NoticesOptions): Notices {
  const waiting = new Map<string, Due>();
  let missed = false;
  let stopped = false;
  let running: Promise<number> | undefined;
  let retry: NodeJS.Timeout | undefined;

  function add({ loopId, version, position }: Pick<Due, 'loopId' | 'version' | 'position'>, happening: { kind: EscalationKind; target: TargetName | null; to: string | null; due: number }): void {
    const { kind, target, to, due } = happening;
    if (!KINDS.has(kind) || target === null || to === null) return;
    const name = JSON.stringify([loopId, position, keyOf(to)]);
    // In the order of their versions.
    waiting.set(name, { loopId, version, position, to, target, due });
  }

  async function lookBack(): Promise<void> {
    for (const { payload, ...place } of await store.read(recentEscalations, { from: now() - LOOK_BACK_MS })) {
      const happening = happeningOf('escalated', payload);
      if (happening.type === 'escalated') add(place, happening);
    }
    missed = false;
  }

  function letterOf({ version, to, target, due }: Due, { loop, person, feedback }: { loop: LoopState; person: Person; feedback: LetterFeedback | undefined }): Message {
    const { name, language } = person;
    const letter = noticeLetter(
      {
        name, department: loop.department, target, due, isOwner: loop.owner !== null && keyOf(loop.owner) === keyOf(to), comment: shortened(feedback?.comment ?? ''),
        timeZone: settings().departments.get(keyOf(loop.department))?.calendar.timeZone ?? timeZone,
        link: publicUrl === '' ? '' : `${publicUrl}/loops/${loop.id}`,
      },
      language,
    );
    return { ...newLetter({ id: loop.id, customerId: null }, { id: noticeId({ loopId: loop.id, version }), letter, purpose: 'escalation', now: now() }), person: person.key };
  }

  async function write(some: readonly Due[]): Promise<number> {
    const ids = [...new Set(some.map(({ loopId }) => loopId))];
    const states = await loops.transact({ loops: ids, decide: ({ loops: found }) => new Map([...found].filter(([, state]) => isOpen(state))) });
    const known = await messages.find(some.map(noticeId));
    const told = some.flatMap((due) => {
      const [loop, person] = [states.get(due.loopId), settings().people.get(keyOf(due.to))];
      return loop && person && addressOf(person) !== null && !known.has(noticeId(due)) ? [{ due, loop, person }] : [];
    });
    if (told.length === 0) return 0;
    const feedback = await findLetterFeedback(store, told.map(({ loop }) => loop));
    await messages.add(told.map(({ due, loop, person }) => letterOf(due, { loop, person, feedback: feedback.get(loop.feedbackIds[0] ?? '') })));
    onQueued([...new Set(told.map(({ loop }) => loop.id))]);
    return told.length;
  }

  async function work(): Promise<number> {
    let written = 0;
    while (!stopped && (missed || waiting.size > 0)) {
      if (missed) await lookBack();
      const some = [...waiting].slice(0, AT_ONCE);
      written += await write(some.map(([, due]) => due));
      // What was added meanwhile under the same name is of a later version.
      for (const [name, due] of some) if (waiting.get(name) === due) waiting.delete(name);
    }
    return written;
  }

  const round = (): Promise<number> => (running ??= work().finally(() => (running = undefined)));
  function begin(): void {
    clearTimeout(retry);
    if (stopped) return;
    round().catch((error: unknown) => {
      onError(error);
      if (!stopped) retry = setTimeout(begin, PAUSE_MS).unref();
    });
  }

  return {
    start() {
      missed = true;
      begin();
    },
    appended({ position, loops: changed }) {
      const before = waiting.size;
      for (const { before: old, after, events } of changed) {
        // What comes with its opening is history that was brought along.
        if (old === null) continue;
        for (const event of events) if (event.type === 'escalated' && event.actor === 'system') add({ loopId: after.id, version: event.version, position }, event);
      }
      if (waiting.size > before) begin();
    },
    round,
    async stop() {
      stopped = true;
      clearTimeout(retry);
      await running?.catch(() => 0);
    },
  };
}

/** The first words; whole signs, without line breaks. */
function shortened(comment: string): string {
  const signs = [...comment.replaceAll(/\s+/gu, ' ').trim()];
  return signs.length <= LONGEST_QUOTE ? signs.join('') : `${signs.slice(0, LONGEST_QUOTE - 1).join('').trimEnd()}…`;
}
