import { HeedError } from '@heed/domain';
import { checkLetter, chosen } from '../../loop/arguments.ts';
import type { LoopSettings } from '../../settings/settings.ts';
import { assertKnownVariables } from '../letter/render-template.ts';
import type { BroadcastRequest } from './broadcast.ts';

const LONGEST_NAME = 100;
const MOST_TEXTS = 50;

/** Throws BAD_USER_INPUT for a text in no language, or with a variable that there is not. */
export function assertText({ language, subject, body }: BroadcastRequest['texts'][number]): void {
  if (!isLanguage(language)) throw new HeedError('BAD_USER_INPUT', 'language must be a tag such as en or zh-TW.', { path: 'texts' });
  for (const text of [subject, body]) assertKnownVariables(text);
}

function isLanguage(tag: string): boolean {
  try {
    return tag.length <= 35 && Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}

/** Throws BAD_USER_INPUT for a request that cannot be carried out; returns it with cause and action as the lists have them. */
export function checkRequest(request: BroadcastRequest, { rootCauses, actions }: LoopSettings): BroadcastRequest {
  const name = request.name.trim();
  if (name === '' || [...name].length > LONGEST_NAME) throw new HeedError('BAD_USER_INPUT', `name must have 1 to ${LONGEST_NAME} characters.`, { path: 'name' });
  if (request.texts.length === 0 || request.texts.length > MOST_TEXTS) throw new HeedError('BAD_USER_INPUT', `texts must hold 1 to ${MOST_TEXTS} texts, one a language.`, { path: 'texts' });
  for (const text of request.texts) {
    checkLetter(text);
    assertText(text);
  }
  if (new Set(request.texts.map(({ language }) => language.toLowerCase())).size < request.texts.length) throw new HeedError('BAD_USER_INPUT', 'texts has two texts in the same language.', { path: 'texts' });
  if (!request.closeLoops && request.rootCause === '' && request.action === '') return { ...request, name };
  return {
    ...request,
    name,
    rootCause: chosen(rootCauses, { name: request.rootCause, path: 'rootCause', current: ANYTHING }),
    action: chosen(actions, { name: request.action, path: 'action', current: ANYTHING }),
  };
}

/** No loop has this for a cause or an action, so that a retired one is refused. */
const ANYTHING = '\u0000';
