import { HeedError } from '@heed/domain';
import { bind, sql, type Sql } from '@heed/store';
import { NEXT_DUE } from '../filter/standing.ts';
import type { LoopRow } from './loop-row.ts';

/** Next due first, then oldest; last opened first; last changed first. Loops of one moment by their ids, so that no two share a place. */
export const LOOP_SORTS = ['due', 'opened', 'changed'] as const;
export type LoopSort = (typeof LOOP_SORTS)[number];

/** Where a loop stands in a sorted list: what it is sorted by, and its id. */
export interface LoopPosition {
  /** Epoch milliseconds: when it is due (NEVER without), opened or changed. */
  first: number;
  /** When it was opened, for those that are due at one moment; else 0. */
  second: number;
  id: string;
}

/** What a list is sorted by, all of it in the same direction. */
const KEYS: Readonly<Record<LoopSort, { columns: Sql; order: Sql; beyond: Sql }>> = {
  due: { columns: sql`(${NEXT_DUE}, toUnixTimestamp64Milli(opened_at), loop_id)`, order: sql`ASC`, beyond: sql`>` },
  opened: { columns: sql`(toUnixTimestamp64Milli(opened_at), toInt64(0), loop_id)`, order: sql`DESC`, beyond: sql`<` },
  changed: { columns: sql`(toUnixTimestamp64Milli(changed_at), toInt64(0), loop_id)`, order: sql`DESC`, beyond: sql`<` },
};

export function orderBy(sort: LoopSort): Sql {
  const { columns, order } = KEYS[sort];
  return sql`${columns} ${order}`;
}

/** Loops that stand after a position. */
export function beyond(sort: LoopSort, { first, second, id }: LoopPosition): Sql {
  const { columns, beyond: sign } = KEYS[sort];
  return sql`${columns} ${sign} (${bind('Int64', first)}, ${bind('Int64', second)}, ${bind('UUID', id)})`;
}

export function positionOf({ id, openedAt, changedAt, nextDue }: Pick<LoopRow, 'id' | 'openedAt' | 'changedAt'> & { nextDue: number }, sort: LoopSort): LoopPosition {
  if (sort === 'due') return { first: nextDue, second: openedAt, id };
  return { first: sort === 'opened' ? openedAt : changedAt, second: 0, id };
}

/** A position as opaque text, safe in a URL. It holds the sort, because a place in one list is none in another. */
export function writeCursor({ first, second, id }: LoopPosition, sort: LoopSort): string {
  return Buffer.from(`${sort}.${first}.${second}.${id}`).toString('base64url');
}

/** The position in a cursor of this sort. Throws BAD_USER_INPUT when it is not one of ours. */
export function readCursor(cursor: string, sort: LoopSort): LoopPosition {
  const [, first, second, id] = /^[a-z]+\.(-?\d{1,16})\.(-?\d{1,15})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  const position = { first: Number(first), second: Number(second), id: id ?? '' };
  if (position.id !== '' && writeCursor(position, sort) === cursor) return position;
  throw new HeedError('BAD_USER_INPUT', 'The cursor is damaged or of another order; use endCursor of an earlier page in the same order, or leave it out to start at the beginning.');
}
