import type { BroadcastInput, BroadcastPreview, BroadcastTemplate } from '#lib/api/broadcasts-documents.ts';
import type { LoopFilterInput } from '#lib/api/departments-documents.ts';
import { inboxHref, type InboxView } from './inbox-view.ts';

/** A text of a broadcast in one language; all of them together are what it says. */
export type BroadcastText = BroadcastTemplate['texts'][number];
type AudienceLanguage = Pick<BroadcastPreview['languages'][number], 'language' | 'count'>;

/** A broadcast as its form shows it. */
export interface BroadcastDraft {
  name: string;
  texts: BroadcastText[];
  rootCause: string;
  action: string;
  closeLoops: boolean;
}

/** The page that writes to everyone behind a view of the inbox. Only open loops count there, and their order does not. */
export const composeHref = (view: InboxView): string => inboxHref({ ...view, queue: view.queue === 'all' ? 'open' : view.queue, sort: 'DUE', saved: null }).replace('/loops', '/loops/broadcasts/new');

const base = (tag: string): string => tag.toLowerCase().split('-')[0] ?? '';
/** Whether a text is in somebody's language: any variety of it will do, as the API has it. */
const speaks = (text: string, language: string): boolean => language !== '' && base(text) === base(language);

/** Each language of the audience with whether there is a text in it. Who has none in theirs reads the first. */
export const coverage = (languages: readonly AudienceLanguage[], texts: readonly Pick<BroadcastText, 'language'>[]): { language: string; count: number; covered: boolean }[] =>
  languages.map(({ language, count }) => ({ language, count, covered: texts.some((text) => speaks(text.language, language)) }));

/** Languages in which a text can be added: those of the audience that have none yet, the most frequent first, then the others. */
export function furtherLanguages(languages: readonly AudienceLanguage[], { texts, others }: { texts: readonly Pick<BroadcastText, 'language'>[]; others: readonly string[] }): string[] {
  const left = coverage(languages, texts).filter(({ language, covered }) => language !== '' && !covered);
  const offered = left.map(({ language }) => language);
  const taken = (tag: string): boolean => texts.some(({ language }) => language === tag) || offered.some((language) => speaks(language, tag));
  return [...offered, ...others.filter((tag) => !taken(tag))];
}

/** The language in which to begin: that of most of the audience, else that of the reader. */
const firstLanguage = (languages: readonly AudienceLanguage[], { locale }: { locale: string }): string => languages.find(({ language }) => language !== '')?.language ?? locale;

/** How the form begins: with one text for most of the audience, and the cause by which it was found. */
export function newDraft({ choices }: Pick<InboxView, 'choices'>, { languages, locale }: { languages: readonly AudienceLanguage[]; locale: string }): BroadcastDraft {
  const only = (values: readonly string[] = []): string => (values.length === 1 ? (values[0] ?? '') : '');
  return { name: '', texts: [{ language: firstLanguage(languages, { locale }), subject: '', body: '' }], rootCause: only(choices.cause), action: only(choices.action), closeLoops: true };
}

/** The texts of a template that somebody in the audience would read, the most frequent language first; the first of all where nobody would. */
export function templateTexts({ texts }: Pick<BroadcastTemplate, 'texts'>, languages: readonly AudienceLanguage[]): BroadcastText[] {
  const find = (is: (tag: string) => boolean): BroadcastText | undefined => texts.find(({ language }) => is(language.toLowerCase()));
  // The API's order: the very language, its base, any other variety.
  const read = languages.flatMap(({ language }) => find((tag) => tag === language.toLowerCase()) ?? find((tag) => tag === base(language)) ?? find((tag) => speaks(tag, language)) ?? []);
  const wanted = read.length > 0 ? [...new Set(read)] : texts.slice(0, 1);
  return wanted.map(({ language, subject, body }) => ({ language, subject, body }));
}

/** Whether there is anything to read, and a subject to find it by. */
export const hasWords = ({ subject, body }: BroadcastText): boolean => subject.trim() !== '' && body.trim() !== '';

/** Something that keeps a broadcast from being started; `language` says which text lacks words. */
export type Missing = { what: 'audience' | 'name' | 'rootCause' | 'action' } | { what: 'words'; language: string };

/** All that is missing, in the order of the form. */
export function missingOf(draft: BroadcastDraft, { recipients }: { recipients: number }): Missing[] {
  const wordless = draft.texts.filter((text) => !hasWords(text));
  // Without closing, a cause and an action go together or not at all.
  const answered = draft.closeLoops || draft.rootCause !== '' || draft.action !== '';
  return [
    ...(recipients === 0 ? [{ what: 'audience' } as const] : []),
    ...wordless.map(({ language }) => ({ what: 'words', language }) as const),
    ...(answered && draft.rootCause === '' ? [{ what: 'rootCause' } as const] : []),
    ...(answered && draft.action === '' ? [{ what: 'action' } as const] : []),
    ...(draft.name.trim() === '' ? [{ what: 'name' } as const] : []),
  ];
}

/** The API's input for a filled-in form. */
export const broadcastInput = ({ name, texts, rootCause, action, closeLoops }: BroadcastDraft, { audience }: { audience: LoopFilterInput }): BroadcastInput => ({
  name: name.trim(),
  audience,
  texts: texts.map(({ language, subject, body }) => ({ language, subject: subject.trim(), body: body.trim() })),
  closeLoops,
  ...(rootCause === '' ? {} : { rootCause }),
  ...(action === '' ? {} : { action }),
});

/** Whether a reader may write to many at once, and stop it. */
export const mayWriteToAll = ({ role }: { role: string | null }): boolean => role === 'LEAD' || role === 'ADMIN';
