import { HeedError } from '@heed/domain';

/** Where a row stands in a list that is newest first: its moment and, among rows of one moment, its id. */
export interface Position {
  /** Epoch milliseconds. */
  occurredAt: number;
  id: string;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export function isUuid(text: string): boolean {
  return UUID.test(text);
}

/** A position as opaque text, safe in a URL. */
export function writeCursor({ occurredAt, id }: Position): string {
  return Buffer.from(`${occurredAt}.${id}`).toString('base64url');
}

/** The position in a cursor. Throws BAD_USER_INPUT when it is not one of ours. */
export function readCursor(cursor: string): Position {
  const [, moment, id] = /^(-?\d{1,15})\.([0-9a-f-]{36})$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  const position = { occurredAt: Number(moment), id: id ?? '' };
  if (isUuid(position.id) && writeCursor(position) === cursor) return position;
  throw new HeedError('BAD_USER_INPUT', 'The cursor is damaged; use endCursor of an earlier page, or leave it out to start at the newest feedback.');
}
