import type { Choice } from '@heed/domain';
import { bind, sql, type Sql } from '@heed/store';

/** Conditions of a choice over a text that is never null. */
export function choose(value: Sql, { in: wanted, notIn: unwanted }: Choice): Sql[] {
  const conditions: Sql[] = [];
  if (wanted) conditions.push(wanted.length === 0 ? sql`false` : sql`${value} IN ${bind('Array(String)', wanted)}`);
  if (unwanted && unwanted.length > 0) conditions.push(sql`${value} NOT IN ${bind('Array(String)', unwanted)}`);
  return conditions;
}
