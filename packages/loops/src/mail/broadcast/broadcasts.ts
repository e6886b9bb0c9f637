import { HeedError, type Calendar } from '@heed/domain';
import type { Journal, Store } from '@heed/store';
import type { LoopFilter } from '../../filter/loop-filter.ts';
import { checkLetter, chosen } from '../../loop/arguments.ts';
import type { Actor, Letter } from '../../loop/command.ts';
import type { Loops } from '../../log/loops.ts';
import type { LoopSettings } from '../../settings/settings.ts';
import { findRecipients } from '../customer/customer.query.ts';
import { addressOf } from '../customer/may-contact.ts';
import { renderTemplate, textFor, type LetterValues } from '../letter/render-template.ts';
import type { Messages } from '../message/messages.ts';
import type { BroadcastAnswer } from '../send/outcome.ts';
import { findAudience, freezeAudience, type AudienceMember } from './audience.ts';
import type { Broadcast, BroadcastRequest, Progress } from './broadcast.ts';
import { createBroadcastJournal } from './journal.ts';
import { queueNext } from './queue-next.ts';
import { wordsOf } from './words.ts';

/** Whom a broadcast would reach. */
export interface BroadcastPreview {
  loops: number;
  /** Customers who would get a letter. */
  recipients: number;
  withoutAddress: number;
  withoutConsent: number;
  anonymous: number;
  /** Languages of those who would get one, the most frequent first; `covered` says that there is a text in it. */
  languages: { language: string; count: number; covered: boolean }[];
  /** What the first customer of each text would get. */
  examples: (Letter & { to: string | null; problem: null })[];
}

/** To whom, as of now, and on whose behalf. */
export interface Audience {
  filter: LoopFilter;
  /** The departments on whose loops the caller may act; null for all. */
  departments: readonly string[] | null;
}

/** "You asked, we did": one letter to everyone behind the same cause. */
export interface Broadcasts {
  preview(request: Pick<BroadcastRequest, 'texts' | 'rootCause' | 'action'>, audience: Audience): Promise<BroadcastPreview>;
  /** Freezes the audience and begins. Throws BAD_USER_INPUT for words, causes or an audience that will not do. */
  start(request: BroadcastRequest, audience: Audience, actor: Actor): Promise<Broadcast>;
  /** Sends no further letter until it is resumed; what is on its way arrives. Throws NOT_FOUND, and CONFLICT when it is done. */
  pause(id: string, actor: Actor): Promise<Broadcast>;
  resume(id: string, actor: Actor): Promise<Broadcast>;
  /** Newest first, with how far each has come. */
  list(): Promise<(Broadcast & Progress)[]>;
  progress(broadcast: Broadcast): Promise<Broadcast & Progress>;
  /** Reads what other processes decided. */
  refresh(): Promise<void>;
  /** Queues further letters of those that run, and ends those that are done. Resolves to how many letters it queued. */
  round(): Promise<number>;
  /** For the outbox. */
  paused(): string[];
  answerOf(id: string): BroadcastAnswer | null;
}

export interface BroadcastsOptions {
  store: Pick<Store, 'read' | 'insert'>;
  journal: Journal;
  loops: Pick<Loops, 'transact'>;
  messages: Messages;
  settings: () => LoopSettings;
  company: () => string;
  calendar: () => Calendar;
  /** Where people reach Heed; empty where it is not known. */
  publicUrl: string;
  onChange?: () => void;
}

const LONGEST_NAME = 100;
const MOST_EXAMPLES = 5;
const MOST_TEXTS = 50;

/** Broadcasts, decided in the journal and worked off by any number of processes. Call `refresh` once before use, and regularly after. */
export function createBroadcasts(options: BroadcastsOptions): Broadcasts {
  const { store, messages, settings, calendar, onChange = () => {} } = options;
  const journal = createBroadcastJournal(options.journal);
  const now = (): number => calendar().now;

  async function withProgress(broadcasts: readonly Broadcast[]): Promise<(Broadcast & Progress)[]> {
    const counts = await messages.countBroadcasts(broadcasts.map(({ id }) => id));
    return broadcasts.map((broadcast) => {
      const own = counts.filter((count) => count.broadcast === broadcast.id);
      const sum = (status: string): number => own.filter((count) => count.status === status).reduce((total, { n }) => total + n, 0);
      const [sent, failed, refused, uncertain] = [sum('sent'), sum('failed'), sum('refused'), sum('uncertain')];
      const reasons = new Map<string, number>();
      for (const { status, failure, n } of own) if (status === 'failed' || status === 'refused') reasons.set(failure, (reasons.get(failure) ?? 0) + n);
      return {
        ...broadcast, sent, failed, refused, uncertain,
        waiting: broadcast.recipients - sent - failed - refused - uncertain,
        reasons: [...reasons].map(([reason, count]) => ({ reason, count })).sort((left, right) => right.count - left.count || (left.reason < right.reason ? -1 : 1)),
      };
    });
  }

  const progress = async (broadcast: Broadcast): Promise<Broadcast & Progress> => (await withProgress([broadcast]))[0] as Broadcast & Progress;

  /** The letters of the first customer of each text. */
  async function examplesOf(members: readonly AudienceMember[], request: Pick<BroadcastRequest, 'texts' | 'rootCause' | 'action'>): Promise<BroadcastPreview['examples']> {
    if (request.texts.length === 0) return [];
    const byTag = Object.fromEntries(request.texts.map(({ language }) => [language, language]));
    const firsts = new Map<string, AudienceMember>();
    for (const member of members) {
      const tag = textFor(byTag, member.language).language;
      if (member.problem === null && !firsts.has(tag)) firsts.set(tag, member);
      if (firsts.size === Math.min(request.texts.length, MOST_EXAMPLES)) break;
    }
    const chosenOnes = [...firsts.values()];
    const recipients = await findRecipients(store, { ids: chosenOnes.flatMap(({ customerId }) => customerId ?? []) });
    const first = ({ loopIds }: AudienceMember): string => loopIds[0] as string;
    const states = await options.loops.transact({ loops: chosenOnes.map(first), decide: ({ loops }) => loops });
    const sources = chosenOnes.flatMap((member) => {
      const loop = states.get(first(member));
      return loop ? [{ loop, language: member.language, recipient: member.customerId === null ? undefined : recipients.get(member.customerId) }] : [];
    });
    const words = await wordsOf(request, sources, options);
    return words.map((letter, index) => ({ ...letter, to: sources[index]?.recipient ? addressOf(sources[index].recipient) : null, problem: null }));
  }

  async function decide(id: string, { type, actor }: { type: 'paused' | 'resumed'; actor: Actor }): Promise<Broadcast> {
    const [from, to] = type === 'paused' ? (['running', 'paused'] as const) : (['paused', 'running'] as const);
    const changed = await journal.change(id, { type, actor: actor.id, now: now(), may: ({ state }) => state === from });
    if (changed.state !== to) throw new HeedError('CONFLICT', 'This broadcast is done; there is nothing left to pause.', { state: changed.state });
    onChange();
    return changed;
  }

  return {
    async preview(request, audience) {
      for (const { subject, body } of request.texts) renderTemplate(`${subject}\n${body}`, NOTHING);
      const members = await findAudience(store, { ...audience, calendar: calendar() });
      return { ...previewOf(members, request.texts), examples: await examplesOf(members, request) };
    },
    async start(request, audience, actor) {
      const checked = checkRequest(request, settings());
      const members = await findAudience(store, { ...audience, calendar: calendar() });
      if (members.every(({ problem }) => problem !== null)) {
        throw new HeedError('BAD_USER_INPUT', members.length === 0 ? 'No open loop matches this, whose customer has not been told.' : 'Nobody in this audience can be written to: no consent, no address, or nobody knows who they are.', { path: 'audience' });
      }
      const id = await freezeAudience(store, members);
      await journal.start({ ...checked, id, actor: actor.id, by: actor.by, loops: members.reduce((sum, { loopIds }) => sum + loopIds.length, 0), recipients: members.length }, { now: now() });
      onChange();
      return journal.all().get(id) as Broadcast;
    },
    pause: (id, actor) => decide(id, { type: 'paused', actor }),
    resume: (id, actor) => decide(id, { type: 'resumed', actor }),
    list: () => withProgress([...journal.all().values()].reverse()),
    progress,
    async refresh() {
      if (await journal.refresh()) onChange();
    },
    async round() {
      let queued = 0;
      for (const broadcast of [...journal.all().values()]) {
        if (broadcast.state !== 'running') continue;
        const { written, left } = await queueNext(broadcast, { ...options, now: now() });
        queued += written;
        if (written > 0) onChange();
        if (left) continue;
        await journal.change(broadcast.id, { type: 'done', actor: 'system', now: now(), may: ({ state }) => state === 'running' });
        onChange();
      }
      return queued;
    },
    paused: () => [...journal.all().values()].flatMap(({ id, state }) => (state === 'paused' ? [id] : [])),
    answerOf: (id) => journal.all().get(id) ?? null,
  };
}

/** Throws BAD_USER_INPUT for a request that cannot be carried out; returns it with cause and action as the lists have them. */
function checkRequest(request: BroadcastRequest, { rootCauses, actions }: LoopSettings): BroadcastRequest {
  const name = request.name.trim();
  if (name === '' || [...name].length > LONGEST_NAME) throw new HeedError('BAD_USER_INPUT', `name must have 1 to ${LONGEST_NAME} characters.`, { path: 'name' });
  if (request.texts.length === 0 || request.texts.length > MOST_TEXTS) throw new HeedError('BAD_USER_INPUT', `texts must hold 1 to ${MOST_TEXTS} texts, one a language.`, { path: 'texts' });
  for (const text of request.texts) {
    checkLetter(text);
    renderTemplate(`${text.subject}\n${text.body}`, NOTHING);
  }
  if (new Set(request.texts.map(({ language }) => language.toLowerCase())).size < request.texts.length) throw new HeedError('BAD_USER_INPUT', 'texts has two texts in the same language.', { path: 'texts' });
  if (!request.closeLoops && request.rootCause === '' && request.action === '') return { ...request, name };
  return {
    ...request,
    name,
    rootCause: chosen(rootCauses, { name: request.rootCause, path: 'rootCause', current: '\u0000' }),
    action: chosen(actions, { name: request.action, path: 'action', current: '\u0000' }),
  };
}

const NOTHING: LetterValues = { 'customer.name': '', 'customer.firstName': '', 'feedback.comment': '', 'feedback.date': '', 'feedback.score': '', 'loop.action': '', 'loop.rootCause': '', 'owner.name': '', department: '', company: '', answerLink: '', link: '' };

function previewOf(members: readonly AudienceMember[], texts: readonly Letter[]): Omit<BroadcastPreview, 'examples'> {
  const counted = (wanted: AudienceMember['problem']): number => members.filter(({ problem }) => problem === wanted).length;
  const languages = new Map<string, number>();
  for (const { language, problem } of members) if (problem === null) languages.set(language, (languages.get(language) ?? 0) + 1);
  const byTag = Object.fromEntries(texts.map(({ language }) => [language, language]));
  const base = (tag: string): string => tag.toLowerCase().split('-')[0] ?? '';
  return {
    loops: members.reduce((sum, { loopIds }) => sum + loopIds.length, 0),
    recipients: counted(null),
    withoutAddress: counted('no_address'),
    withoutConsent: counted('no_consent'),
    anonymous: counted('anonymous'),
    languages: [...languages]
      .map(([language, count]) => ({ language, count, covered: texts.length > 0 && base(textFor(byTag, language).language) === base(language) }))
      .sort((left, right) => right.count - left.count || (left.language < right.language ? -1 : 1)),
  };
}
