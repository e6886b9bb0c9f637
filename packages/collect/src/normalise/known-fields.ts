import type { FeedbackInput } from '@heed/domain';
import type { AttributePairs } from './attribute-value.ts';
import { columnName, type Issues } from './issues.ts';

/** Every field of FeedbackInput; the compiler complains when one is missing. */
const FIELDS: Readonly<Record<keyof FeedbackInput, true>> = {
  source: true, externalId: true, occurredAt: true, department: true, channel: true, product: true, region: true, segment: true, language: true,
  nps: true, csat: true, csatScale: true, ces: true, cesScale: true, cesVersion: true, enps: true, sentiment: true, comment: true, anonymous: true,
  contactRequested: true, customer: true, attributes: true,
};
const KNOWN: ReadonlySet<string> = new Set(Object.keys(FIELDS));

/** Known fields by their name without case and separators: `external_id` is probably meant to be `externalId`. */
const NEAR: ReadonlyMap<string, string> = new Map([...KNOWN].map((field) => [field.toLowerCase(), field]));

/** Adds `attributes` and every field that Heed does not know to the pairs. */
export function addUnknownFields(given: Record<string, unknown>, { pairs, issues }: { pairs: AttributePairs; issues: Issues }): void {
  const attributes = given['attributes'];
  if (attributes !== undefined && attributes !== null) {
    if (typeof attributes !== 'object' || Array.isArray(attributes)) issues.refuse('attributes', attributes, 'must be an object of names and texts');
    else for (const key of Object.keys(attributes)) pairs.add(key, (attributes as Record<string, unknown>)[key], `attributes.${key}`);
  }
  for (const key of Object.keys(given)) {
    if (KNOWN.has(key)) continue;
    const value = given[key];
    if (value === undefined || value === null || value === '') continue;
    pairs.add(key, value, key);
    const near = NEAR.get(key.toLowerCase().replace(/[\s_-]/g, ''));
    if (near !== undefined) issues.warn(`${columnName(key)} was kept as an attribute; did you mean ${near}?`);
  }
}
