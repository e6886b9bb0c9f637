import type { Refusal } from '@heed/domain';

/** One feedback as the `feedback` table keeps it, without its version. Moments are epoch milliseconds (UTC). */
export interface FeedbackRow {
  /** Derived from (source, external id), or random where the sender gave no id. */
  feedbackId: string;
  /** The sender gave an id, so that the same feedback may come again. */
  keyed: boolean;
  occurredAt: number;
  /** The sender gave no moment: `occurredAt` is the moment of receipt until an earlier receipt is known. */
  occurredAtDefaulted: boolean;
  receivedAt: number;
  source: string;
  /** Empty when none was given, or when the feedback is anonymous. */
  externalId: string;
  department: string;
  channel: string;
  product: string;
  region: string;
  segment: string;
  language: string;
  nps: number | null;
  csat: number | null;
  /** 0 when there is no csat. */
  csatScale: number;
  ces: number | null;
  /** 0 when there is no ces. */
  cesScale: number;
  cesVersion: string;
  cesDirection: string;
  enps: number | null;
  /** From −1 to 1. */
  sentiment: number | null;
  comment: string;
  anonymous: boolean;
  contactRequested: boolean;
  customerId: string | null;
  /** Pairs of key and value, ordered by key, each key once. */
  attributes: readonly (readonly [key: string, value: string])[];
  flags: readonly string[];
  /** A 64-bit hash of what was sent, as decimal text: equal for a repetition, different for a correction. */
  content: string;
}

/** Who gave a feedback, as the `customers` table keeps it, without its version. Empty text means "not given". */
export interface CustomerRow {
  customerId: string;
  externalId: string;
  name: string;
  email: string;
  phone: string;
  /** May be written to; null where the sender did not say. */
  consent: boolean | null;
}

/** What became of one value from outside: a row to store, or every reason why not. */
export type Normalised =
  | { ok: true; feedback: FeedbackRow; customer?: CustomerRow; warnings: readonly string[] }
  | { ok: false; refusals: Refusal[] };

export interface NormaliseOptions {
  /** The moment of receipt, epoch milliseconds. */
  now: number;
  /** The door knows only text (CSV, forms): `"9"`, `" 9 "` and `"9.0"` are the number 9, and empty text is "not given". */
  text?: boolean;
  /** IANA zone of text dates without an offset; without it they are taken as UTC, with a warning. */
  timeZone?: string;
}
