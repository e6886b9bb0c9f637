import type { CesVersion, CsatScale } from './scale.ts';

/**
 * One piece of feedback as a door hands it to the collector: one submission by one person, with every score it
 * carries. All fields but `source` are optional, but at least one score or a comment must be present.
 */
export interface FeedbackInput {
  /** Where it came from, stable for one stream of feedback, for example `survey:post-purchase`. 1–100 characters. */
  source: string;
  /** The sender's own identifier. The same (source, externalId) counts once, however often it is sent. */
  externalId?: string;
  /** ISO 8601 with an offset, or epoch milliseconds. When missing, the moment of the first receipt. */
  occurredAt?: string | number;
  department?: string;
  channel?: string;
  product?: string;
  region?: string;
  segment?: string;
  /** BCP 47 tag of the comment's language, for example `zh-TW`. */
  language?: string;
  /** Likelihood to recommend, 0–10. */
  nps?: number;
  /** Satisfaction, from 1 to `csatScale`. */
  csat?: number;
  /** Defaults to 5. */
  csatScale?: CsatScale;
  /** Customer effort answer, from 1 to `cesScale`. */
  ces?: number;
  /** Defaults to 7. */
  cesScale?: 5 | 7;
  /** Defaults to 2.0. */
  cesVersion?: CesVersion;
  /** An employee's likelihood to recommend, 0–10. */
  enps?: number;
  /** How positive the words are, −1 (negative) to 1 (positive), where the source judged them. */
  sentiment?: number;
  comment?: string;
  /** No one may be able to join the answer to a person: the customer and the external id are not kept. */
  anonymous?: boolean;
  /** The "please contact me" box. */
  contactRequested?: boolean;
  customer?: CustomerInput;
  /** Anything else worth filtering by. At most 50 pairs. */
  attributes?: Record<string, string>;
}

/** Who gave the feedback. Kept in a table of its own; feedback holds only a key derived from `id` or `email`. */
export interface CustomerInput {
  id?: string;
  name?: string;
  email?: string;
  phone?: string;
  /** Whether the customer may be written to; left out where nobody asked. The customer's latest word counts. */
  consent?: boolean;
}

/** Sizes that every door holds to. Characters are Unicode code points. */
export const FEEDBACK_LIMITS = {
  source: 100,
  externalId: 200,
  dimension: 200,
  comment: 20_000,
  attributes: 50,
  attributeKey: 100,
  attributeValue: 1_000,
  customerField: 320,
} as const;

/** What became of one submitted feedback. */
export type Receipt =
  | { status: 'accepted' | 'corrected' | 'duplicate'; feedbackId: string; warnings: string[] }
  | { status: 'refused'; refusals: Refusal[] };

/** Why a value was refused: never the value itself, only its kind, so that reports hold no personal text. */
export interface Refusal {
  /** The field or column, for example `nps`. */
  column: string;
  /** What kind of value stood there, for example `text`, `number`, `empty`. */
  kind: string;
  /** What to change, for example `must be a whole number from 0 to 10`. */
  reason: string;
}
