import { FEEDBACK_LIMITS, type CustomerInput } from '@heed/domain';
import { derivedId } from './identity.ts';
import type { Issues } from './issues.ts';
import type { CustomerRow } from './normalised.ts';
import { yesNoOrUnknown } from './score-value.ts';
import { label, verbatim } from './text-value.ts';

const KNOWN = new Set<string>(['id', 'name', 'email', 'phone', 'consent'] satisfies (keyof CustomerInput)[]);

/** Who gave the feedback, without a key yet; undefined when nothing was given that says who. */
export function customerValue(value: unknown, { text, issues }: { text: boolean; issues: Issues }): Omit<CustomerRow, 'customerId'> | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'object' || Array.isArray(value)) {
    issues.refuse('customer', value, 'must be an object with id, name, email, phone or consent');
    return undefined;
  }
  const given = value as Record<string, unknown>;
  for (const key of Object.keys(given)) {
    if (!KNOWN.has(key) && given[key] !== undefined && given[key] !== null) issues.refuse(`customer.${key}`, given[key], 'is not known; use id, name, email, phone or consent');
  }
  const limit = FEEDBACK_LIMITS.customerField;
  const customer = {
    externalId: label(given['id'], { column: 'customer.id', limit, issues }),
    name: verbatim(given['name'], { column: 'customer.name', limit, issues }),
    email: label(given['email'], { column: 'customer.email', limit, issues }),
    phone: label(given['phone'], { column: 'customer.phone', limit, issues }),
    consent: yesNoOrUnknown(given['consent'], { column: 'customer.consent', text, issues }),
  };
  return customer.externalId || customer.name || customer.email || customer.phone ? customer : undefined;
}

/**
 * The customer's key: from the sender's id, else from the e-mail address in lower case. A customer with neither is known
 * through this one feedback only.
 */
export function customerKey(customer: Pick<CustomerRow, 'externalId' | 'email'>, feedbackId: string): string {
  if (customer.externalId) return derivedId('customer', customer.externalId);
  if (customer.email) return derivedId('email', customer.email.toLowerCase());
  return derivedId('feedback', feedbackId);
}
