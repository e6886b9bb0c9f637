import type { Purpose } from './settings.ts';

/** What a template may be filled with. `answerLink` is where the customer answers the question again: in templates of the purpose reask only. */
export const TEMPLATE_VARIABLES = [
  'customer.name',
  'customer.firstName',
  'feedback.comment',
  'feedback.date',
  'feedback.score',
  'loop.action',
  'loop.rootCause',
  'owner.name',
  'department',
  'company',
  'answerLink',
  'link',
] as const;
export type TemplateVariable = (typeof TEMPLATE_VARIABLES)[number];

const VARIABLE = /\{\{\s*([^{}]*?)\s*\}\}/g;

const isVariable = (name: string): name is TemplateVariable => (TEMPLATE_VARIABLES as readonly string[]).includes(name);

/** Names between double braces, each once, in the order in which they come; known or not. */
export function templateVariables(text: string): string[] {
  return [...new Set([...text.matchAll(VARIABLE)].map(([, name = '']) => name))];
}

/** Replaces each variable by what `valueOf` says; what is no variable of ours stays as it is written. */
export function fillTemplate(text: string, valueOf: (variable: TemplateVariable) => string): string {
  return text.replaceAll(VARIABLE, (written, name: string) => (isVariable(name) ? valueOf(name) : written));
}

/** The variables that a template of a purpose may have. */
const variablesOf = (purpose: Purpose): TemplateVariable[] => TEMPLATE_VARIABLES.filter((name) => name !== 'answerLink' || purpose === 'reask');

/** What is wrong with the variables of a template's text, or null. */
export function variableProblem(text: string, { purpose, suggest }: { purpose: Purpose; suggest: (name: string, known: readonly string[]) => string }): string | null {
  const rest = text.replaceAll(VARIABLE, '');
  if (rest.includes('{{') || rest.includes('}}')) return 'has {{ or }} that is not closed; a variable is written {{customer.name}}';
  const known = variablesOf(purpose);
  const unknown = templateVariables(text).find((name) => !(known as readonly string[]).includes(name));
  if (unknown === undefined) return null;
  if (unknown === 'answerLink') return 'holds {{answerLink}}, which only a template of the purpose reask can have';
  return `holds a variable that there is not; ${suggest(unknown, known)}`;
}
