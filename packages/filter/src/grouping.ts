import type { ColumnGrouping } from '@heed/domain';
import { bind, identifier, sql, type Sql } from '@heed/store';

/** The value of a grouping in a row of feedback, as text; empty for what was not given. */
export function groupValue({ dimension, attribute }: ColumnGrouping): Sql {
  return dimension ? sql`toString(${identifier(dimension)})` : sql`attributes[${bind('String', attribute)}]`;
}
