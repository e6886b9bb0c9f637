import type { Letter } from '../../loop/command.ts';
import { findRecipients } from '../customer/customer.query.ts';
import { addressOf } from '../customer/may-contact.ts';
import { textFor } from '../letter/render-template.ts';
import type { AudienceMember } from './audience.ts';
import type { BroadcastRequest, BroadcastsOptions } from './broadcast.ts';
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

interface Previewing {
  request: Pick<BroadcastRequest, 'texts' | 'rootCause' | 'action'>;
  options: BroadcastsOptions;
}

const MOST_EXAMPLES = 5;

/** Whom a broadcast would reach, and what the first customer of each text would read. */
export async function previewOf(members: readonly AudienceMember[], { request, options }: Previewing): Promise<BroadcastPreview> {
  const { texts } = request;
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
    examples: await examplesOf(members, { request, options }),
  };
}

/** The letters of the first customer of each text. */
async function examplesOf(members: readonly AudienceMember[], { request, options }: Previewing): Promise<BroadcastPreview['examples']> {
  if (request.texts.length === 0) return [];
  const byTag = Object.fromEntries(request.texts.map(({ language }) => [language, language]));
  const firsts = new Map<string, AudienceMember>();
  for (const member of members) {
    const tag = textFor(byTag, member.language).language;
    if (member.problem === null && !firsts.has(tag)) firsts.set(tag, member);
    if (firsts.size === Math.min(request.texts.length, MOST_EXAMPLES)) break;
  }
  const chosenOnes = [...firsts.values()];
  const recipients = await findRecipients(options.store, { ids: chosenOnes.flatMap(({ customerId }) => customerId ?? []) });
  const first = ({ loopIds }: AudienceMember): string => loopIds[0] as string;
  const states = await options.loops.transact({ loops: chosenOnes.map(first), decide: ({ loops }) => loops });
  const sources = chosenOnes.flatMap((member) => {
    const loop = states.get(first(member));
    return loop ? [{ loop, language: member.language, recipient: member.customerId === null ? undefined : recipients.get(member.customerId) }] : [];
  });
  const words = await wordsOf(request, sources, options);
  return words.map((letter, index) => ({ ...letter, to: sources[index]?.recipient ? addressOf(sources[index].recipient) : null, problem: null }));
}
