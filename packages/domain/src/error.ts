/** The stable codes a client may rely on in `extensions.code` of a GraphQL error or `code` of an HTTP answer. */
export const ERROR_CODES = [
  'BAD_USER_INPUT',
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'NOT_FOUND',
  'CONFLICT',
  'RATE_LIMITED',
  'QUERY_TOO_COMPLEX',
  'PAYLOAD_TOO_LARGE',
  'UNAVAILABLE',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

/**
 * An expected failure that may be shown to whoever asked. Its message says what to change, and never holds a comment's
 * words, a secret, SQL, or the engine's own error text.
 */
export class HeedError extends Error {
  override readonly name = 'HeedError';
  readonly code: ErrorCode;
  /** Safe, machine-readable details, for example the near names of an unknown dimension. */
  readonly details: Record<string, unknown>;

  constructor(code: ErrorCode, message: string, details: Record<string, unknown> = {}) {
    super(message);
    this.code = code;
    this.details = details;
  }
}
