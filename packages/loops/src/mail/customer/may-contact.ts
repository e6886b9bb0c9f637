import type { LoopState } from '../../loop/state.ts';
import type { Recipient } from './customer.query.ts';

/** Why a customer is not written to. */
export const LETTER_PROBLEMS = ['anonymous', 'no_address', 'no_consent'] as const;
export type LetterProblem = (typeof LETTER_PROBLEMS)[number];

/** What a person reads of it. */
export const PROBLEM_SENTENCES: Readonly<Record<LetterProblem, string>> = {
  anonymous: 'Nobody knows who this customer is, so there is nobody to write to.',
  no_address: 'This customer has no e-mail address that can be written to.',
  no_consent: 'This customer has not agreed to be written to, and did not ask to be contacted about this.',
};

/**
 * One plain address, without a name, a list, quotes or anything else that a header or a mail server could read otherwise. Stricter than
 * RFC 5321: addresses that need quoting are not written to.
 */
const PLAIN_ADDRESS = /^[^\s@<>()[\]\\,;:"'`\p{C}]{1,64}@[\p{L}\p{N}](?:[\p{L}\p{N}.-]{0,251}[\p{L}\p{N}])?\.[\p{L}\p{N}-]{2,63}$/u;

/** The address of a customer, or null where there is none that a letter could go to. */
export function addressOf({ email }: Pick<Recipient, 'email'>): string | null {
  const address = email.trim();
  return address.length <= 254 && PLAIN_ADDRESS.test(address) && !address.includes('..') ? address : null;
}

/**
 * Why the customer of a loop cannot be written to, or null: they have an address and did not say no, and either said yes or asked to be
 * contacted in the loop's feedback.
 */
export function letterProblem(recipient: Recipient | undefined, { origin }: Pick<LoopState, 'origin'>): LetterProblem | null {
  if (origin.anonymous || !recipient) return 'anonymous';
  if (recipient.consent === false) return 'no_consent';
  if (addressOf(recipient) === null) return 'no_address';
  return recipient.consent === true || origin.contactRequested ? null : 'no_consent';
}
