/** What became of an attempt to send. `failure` is a word for people and programs, and never holds what a mail server said: that may quote the letter. */
export type Delivery =
  | { outcome: 'sent' }
  /** The mail server did not take it. Later it may, if `temporary`. */
  | { outcome: 'failed'; temporary: boolean; failure: string }
  /** The letter was handed over, and then nothing more was heard: it may or may not have been taken. */
  | { outcome: 'uncertain'; failure: string };

/** What the client for SMTP knows of an error. */
export interface SmtpFault {
  code?: unknown;
  originalCode?: unknown;
  responseCode?: unknown;
}

/**
 * What an error means. An answer of the server says so by its first digit (RFC 5321, section 4.2.1), a refused sign-in apart: that is our
 * configuration, which somebody will mend. Without an answer it depends on whether the letter's words had been handed over.
 */
export function deliveryOf({ code, originalCode, responseCode }: SmtpFault, { handedOver }: { handedOver: boolean }): Delivery {
  if (typeof responseCode === 'number' && responseCode >= 400 && responseCode < 600) {
    return { outcome: 'failed', temporary: responseCode < 500 || code === 'EAUTH', failure: code === 'EAUTH' ? 'smtp_sign_in' : `smtp_${responseCode}` };
  }
  if (handedOver) return { outcome: 'uncertain', failure: 'no_answer' };
  if (code === 'EENVELOPE' || code === 'EMESSAGE') return { outcome: 'failed', temporary: false, failure: 'not_sendable' };
  return { outcome: 'failed', temporary: true, failure: words[String(originalCode)] ?? words[String(code)] ?? 'no_connection' };
}

const words: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection_refused',
  ETIMEDOUT: 'timed_out',
  EDNS: 'unknown_host',
  ENOTFOUND: 'unknown_host',
  ETLS: 'no_encryption',
  EAUTH: 'smtp_sign_in',
  ENOAUTH: 'smtp_sign_in',
};

const MINUTE = 60_000;
/** Eight attempts within some nine hours: a mail server that is being mended overnight costs nothing. */
const PAUSES_MS = [MINUTE, 2 * MINUTE, 5 * MINUTE, 15 * MINUTE, 60 * MINUTE, 2 * 60 * MINUTE, 6 * 60 * MINUTE];
export const MOST_ATTEMPTS = PAUSES_MS.length + 1;

/** How long to wait after so many attempts (from 1), or null when that was the last. */
export function pauseAfter(attempts: number): number | null {
  return PAUSES_MS[attempts - 1] ?? null;
}
