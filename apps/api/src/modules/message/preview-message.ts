import { HeedError } from '@heed/domain';
import { nearNames, didYouMean } from '@heed/filter';
import { addressOf, findLetterFeedback, findRecipients, keyOf, letterFor, letterProblem, type Letter, type LoopState, type Template } from '@heed/loops';
import type { Heed } from '../../heed.ts';
import type { LetterType } from './letter.type.ts';

/** Stands in a preview where the letter will hold the customer's own link. */
const LINK = '/r/…';

/** What the customer of a loop would get: the words of a template, or those that were written. Throws BAD_USER_INPUT for a template that there is not. */
export async function previewMessage(heed: Heed, loop: LoopState, { template, letter }: { template: string | null; letter: Letter | null }): Promise<LetterType> {
  const { customerId } = loop;
  const [recipients, feedback] = await Promise.all([findRecipients(heed.store, { ids: customerId === null ? [] : [customerId] }), template ? findLetterFeedback(heed.store, [loop]) : null]);
  const recipient = customerId === null ? undefined : recipients.get(customerId);
  const words = template
    ? letterFor(templateNamed(template, heed), {
        loop,
        recipient,
        feedback: feedback?.get(loop.feedbackIds[0] ?? ''),
        settings: heed.loopSettings(),
        company: heed.workspace.name(),
        timeZone: heed.config.timeZone,
        link: `${heed.config.publicUrl ?? ''}${LINK}`,
      })
    : (letter ?? { language: loop.origin.language, subject: '', body: '' });
  return { language: words.language, subject: words.subject, body: words.body, to: recipient ? addressOf(recipient) : null, problem: letterProblem(recipient, loop) };
}

function templateNamed(name: string, { loopSettings }: Pick<Heed, 'loopSettings'>): Template {
  const { templates } = loopSettings();
  const found = templates.get(keyOf(name));
  if (found) return found;
  const near = nearNames(name, [...templates.values()].map((one) => one.name));
  throw new HeedError('BAD_USER_INPUT', `template names none of the templates; ${didYouMean(near, 'add it in the settings, or name one that is there.')}`, { path: 'template', near });
}
