import type { Letter } from '../../loop/command.ts';
import type { LoopState } from '../../loop/state.ts';
import { keyOf, type LoopSettings, type Template } from '../../settings/settings.ts';
import type { Recipient } from '../customer/customer.query.ts';
import type { LetterFeedback } from './letter-feedback.query.ts';
import { renderTemplate, textFor, type LetterValues } from './render-template.ts';

/** What a letter is written from. */
export interface LetterSources {
  loop: LoopState;
  recipient: Recipient | undefined;
  /** What opened the loop, where there is such. */
  feedback: LetterFeedback | undefined;
  settings: Pick<LoopSettings, 'people'>;
  /** The organisation's name. */
  company: string;
  /** IANA zone in which dates are written. */
  timeZone: string;
  /** Where the customer answers again, in letters that ask; else where Heed is reached, or empty. */
  link: string;
}

/** The words of a template for the customer of a loop, in the language of their feedback where the template has it. */
export function letterFor(template: Pick<Template, 'texts'>, sources: LetterSources): Letter {
  const { language, text } = textFor(template.texts, sources.loop.origin.language);
  const values = valuesOf(sources, language);
  return { language, subject: oneLine(renderTemplate(text.subject, values)), body: renderTemplate(text.body, values) };
}

function valuesOf({ loop, recipient, feedback, settings, company, timeZone, link }: LetterSources, language: string): LetterValues {
  const name = oneLine(recipient?.name ?? '');
  const { score } = loop.origin;
  return {
    'customer.name': name,
    'customer.firstName': firstNameOf(name),
    'feedback.comment': feedback?.comment.trim() ?? '',
    'feedback.date': new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone }).format(feedback?.occurredAt ?? loop.openedAt),
    'feedback.score': score ? `${score.value}/${score.scale}` : '',
    'loop.action': loop.action,
    'loop.rootCause': loop.rootCause,
    'owner.name': loop.owner === null ? '' : (settings.people.get(keyOf(loop.owner))?.name ?? ''),
    department: loop.department,
    company,
    answerLink: link,
    link,
  };
}

const FAMILY_FIRST = /\p{Script=Han}|\p{Script=Hangul}|\p{Script=Hiragana}|\p{Script=Katakana}/u;
/** Vietnamese names are Latin but for these letters, which Western names do not have; the given name stands last. */
const VIETNAMESE = /[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]/iu;

/** What the customer is called by friends; the whole name where that is not known, as in languages that put the family first. */
function firstNameOf(name: string): string {
  if (FAMILY_FIRST.test(name)) return name;
  const parts = name.split(' ');
  return (VIETNAMESE.test(name) ? parts.at(-1) : parts[0]) ?? name;
}

/** Text without line breaks or other control characters: for headers and for names. */
export const oneLine = (text: string): string => text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u202A-\u202E\u2066-\u2069]+/gu, ' ').replaceAll(/ {2,}/g, ' ').trim();
