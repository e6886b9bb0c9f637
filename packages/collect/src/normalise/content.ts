import { hash64 } from './identity.ts';
import type { CustomerRow, FeedbackRow } from './normalised.ts';

/**
 * A 64-bit hash of what was sent, to tell a repetition from a correction. The moment of receipt is left out, and with it
 * an occurredAt that Heed filled in. Every text carries its length, so that no two contents have the same writing. The
 * hash is stored (feedback_claims.content): changing this writing makes every repetition look like a correction once. So
 * a value that came later than this writing, as sentiment and consent did, is written only where it is given, behind a letter.
 */
export function contentOf(row: FeedbackRow, customer: CustomerRow | undefined): string {
  let text = `1|${row.occurredAtDefaulted ? '' : row.occurredAt}|${row.nps ?? ''}|${row.csat ?? ''}|${row.csatScale}|${row.ces ?? ''}|${row.cesScale}|${row.cesVersion}|${row.enps ?? ''}|${row.anonymous ? 1 : 0}|${row.contactRequested ? 1 : 0}`;
  if (row.sentiment !== null) text += `|s${row.sentiment}`;
  text += part(row.department) + part(row.channel) + part(row.product) + part(row.region) + part(row.segment) + part(row.language) + part(row.comment);
  if (customer) text += `|c${part(customer.externalId)}${part(customer.name)}${part(customer.email)}${part(customer.phone)}${customer.consent === null ? '' : `|k${customer.consent ? 1 : 0}`}`;
  for (const pair of row.attributes) text += part(pair[0]) + part(pair[1]);
  return hash64(text);
}

function part(text: string): string {
  return `|${text.length}:${text}`;
}
