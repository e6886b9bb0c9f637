import { sql, whole, type Sql } from '@heed/store';
import * as z from 'zod';

/**
 * One feedback as people read it. What an employee answered to the eNPS question is not part of it: a row would expose
 * the person.
 */
export interface FeedbackRow {
  id: string;
  source: string;
  externalId: string | null;
  /** Epoch milliseconds. */
  occurredAt: number;
  receivedAt: number;
  department: string;
  channel: string;
  product: string;
  region: string;
  segment: string;
  language: string;
  nps: number | null;
  csat: number | null;
  csatScale: number | null;
  ces: number | null;
  cesScale: number | null;
  cesVersion: string | null;
  /** From −1 to 1: as the sender judged the words, else as they were read. */
  sentiment: number | null;
  /** The ids of the themes that were read out of the comment, the clearer first; at most two. */
  themeIds: string[];
  comment: string;
  anonymous: boolean;
  contactRequested: boolean;
  /** Key of the customer, see `findCustomers`. */
  customerId: string | null;
  attributes: { key: string; value: string }[];
  flags: string[];
}

/** A row as it is stored, before what was read out of it stands beside it. */
export type StoredFeedbackRow = Omit<FeedbackRow, 'themeIds'> & { version: string };

/** Columns of feedback in the words of StoredFeedbackRow. */
export const feedbackColumns: Sql = sql`
  toString(feedback_id) AS id, toString(version) AS version, source, nullIf(external_id, '') AS externalId,
  toUnixTimestamp64Milli(occurred_at) AS occurredAt, toUnixTimestamp64Milli(received_at) AS receivedAt,
  department, channel, product, region, segment, language,
  nps, csat, nullIf(csat_scale, 0) AS csatScale, ces, nullIf(ces_scale, 0) AS cesScale, nullIf(ces_version, '') AS cesVersion, sentiment,
  comment, anonymous, contact_requested AS contactRequested, toString(customer_id) AS customerId, attributes, flags`;

const score = z.number().nullable();

export const feedbackRow: z.ZodType<StoredFeedbackRow, unknown> = z.object({
  id: z.string(),
  version: z.string(),
  source: z.string(),
  externalId: z.string().nullable(),
  occurredAt: whole,
  receivedAt: whole,
  department: z.string(),
  channel: z.string(),
  product: z.string(),
  region: z.string(),
  segment: z.string(),
  language: z.string(),
  nps: score,
  csat: score,
  csatScale: score,
  ces: score,
  cesScale: score,
  cesVersion: z.string().nullable(),
  sentiment: score,
  comment: z.string(),
  anonymous: z.boolean(),
  contactRequested: z.boolean(),
  customerId: z.string().nullable(),
  // By key, so that the same feedback reads the same whatever order its columns came in.
  attributes: z.record(z.string(), z.string()).transform((map) => Object.keys(map).sort().map((key) => ({ key, value: map[key] as string }))),
  flags: z.array(z.string()),
});
