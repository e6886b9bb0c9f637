import type { CustomerRow, FeedbackRow } from '../normalise/normalised.ts';

const NO_ATTRIBUTES = Object.freeze({});

/**
 * The columns of `feedback` that are known once a feedback is normalised (from `source` on, in the order of
 * feedbackTable.columns), as the end of a JSON array. Writing them early lets go of some thirty small objects a row, which
 * the garbage collector would otherwise copy several times while a chunk waits; one JSON.stringify is three times as
 * fast as putting the pieces together.
 */
export function feedbackEnd(row: FeedbackRow): string {
  return JSON.stringify([
    row.source, row.externalId, row.department, row.channel, row.product, row.region, row.segment, row.language, row.nps, row.csat, row.csatScale,
    row.ces, row.cesScale, row.cesVersion, row.cesDirection, row.enps, row.comment, row.anonymous, row.contactRequested, row.customerId,
    row.attributes.length === 0 ? NO_ATTRIBUTES : Object.fromEntries(row.attributes),
    row.flags,
    row.sentiment,
  ]).slice(1);
}

/** The same columns of a row that only hides others. */
export const TOMBSTONE_END = '"","","","","","","","",null,null,0,null,0,"","",null,"",false,false,null,{},[],null]';

interface FeedbackStart {
  feedbackId: string;
  /** Epoch milliseconds, as a whole number: so the engine (26.7) reads a JSON number for a DateTime64(3). */
  occurredAt: number;
  receivedAt: number;
}

/** Appends a line of an insert into `feedback` to `pieces`, which are joined without a separator. */
export function pushFeedbackLine(pieces: string[], { feedbackId, occurredAt, receivedAt }: FeedbackStart, { version, deleted, end }: { version: string; deleted: 0 | 1; end: string }): void {
  pieces.push('["', feedbackId, '",', String(occurredAt), ',', String(receivedAt), ',', version, deleted === 1 ? ',1,' : ',0,', end, '\n');
}

/** Appends a line of an insert into `feedback_claims` to `pieces`. */
export function pushClaimLine(pieces: string[], { feedbackId, occurredAt, content }: { feedbackId: string; occurredAt: number; content: string }, version: string): void {
  pieces.push('["', feedbackId, '",', String(occurredAt), ',', version, ',', content, ']\n');
}

/** A line of an insert into `customers`. */
export function customerLine(customer: CustomerRow, version: string): string {
  return `${JSON.stringify([customer.customerId, version, 0, customer.externalId, customer.name, customer.email, customer.phone])}\n`;
}

/**
 * A line of an insert into `customer_consent`: the word that was said at `said` (epoch milliseconds) wins over all that were
 * said before, in whatever order they arrive, and of a yes and a no of the same moment the no.
 */
export function consentLine(customerId: string, { said, consent }: { said: number; consent: boolean }): string {
  return `${JSON.stringify([customerId, said * 2 + (consent ? 0 : 1), consent ? 1 : 2])}\n`;
}
