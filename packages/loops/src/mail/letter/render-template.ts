import { HeedError } from '@heed/domain';
import { fillTemplate, templateVariables, TEMPLATE_VARIABLES, type TemplateVariable } from '../../settings/template-variables.ts';

/** What the variables of a template stand for; an empty text where there is nothing. */
export type LetterValues = Readonly<Record<TemplateVariable, string>>;

const KNOWN: ReadonlySet<string> = new Set(TEMPLATE_VARIABLES);

/**
 * A template's text with the values in their places, once: what looks like a variable within a value stays as it is. Throws BAD_USER_INPUT
 * for a variable that there is not. Where a value is empty, the blank before a comma, an exclamation mark or the like goes too, so that
 * "Dear {{customer.name}}," becomes "Dear,".
 */
export function renderTemplate(text: string, values: LetterValues): string {
  assertKnownVariables(text);
  const empty = '\uFFFF';
  const filled = fillTemplate(text, (name) => values[name].replaceAll(empty, '') || empty);
  return filled.replaceAll(new RegExp(`[ \\t]*${empty}(?=[,.!?:;，。！？：；、]|$)`, 'gmu'), '').replaceAll(empty, '');
}

/** Throws BAD_USER_INPUT for a template with a variable that there is not. */
export function assertKnownVariables(text: string): void {
  const unknown = templateVariables(text).find((name) => !KNOWN.has(name));
  if (unknown !== undefined) throw new HeedError('BAD_USER_INPUT', `The template holds a variable that there is not; the variables are ${TEMPLATE_VARIABLES.join(', ')}.`, { known: [...TEMPLATE_VARIABLES] });
}

/** Throws BAD_USER_INPUT where words that are to be sent still hold a variable. */
export function assertNoVariables({ subject, body }: { subject: string; body: string }): void {
  const left = [subject, body].some((text) => templateVariables(text).some((name) => KNOWN.has(name)));
  if (left) throw new HeedError('BAD_USER_INPUT', 'The letter still holds a variable in double braces; put words in its place.', { path: 'letter' });
}

/**
 * The text of a template for a language: in that language, else in its base language, else in another variety of it, else the first.
 */
export function textFor<T>(texts: Readonly<Record<string, T>>, language: string): { language: string; text: T } {
  const tags = Object.keys(texts);
  const wanted = language.toLowerCase();
  const base = (tag: string): string => tag.toLowerCase().split('-')[0] ?? '';
  const tag = tags.find((known) => known.toLowerCase() === wanted) ?? tags.find((known) => known.toLowerCase() === base(wanted)) ?? tags.find((known) => base(known) === base(wanted)) ?? tags[0];
  const text = tag === undefined ? undefined : texts[tag];
  if (tag === undefined || text === undefined) throw new HeedError('BAD_USER_INPUT', 'The template has no text in any language.');
  return { language: tag, text };
}
