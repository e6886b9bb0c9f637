import { identifier, type Sql } from '@heed/store';

/** What loops are grouped by, and the column that it is. */
const COLUMNS = {
  /** That holds it now, or held it last. */
  department: 'department',
  first_department: 'first_department',
  priority: 'priority',
  rule: 'rule',
  channel: 'channel',
  product: 'product',
  region: 'region',
  segment: 'segment',
  band: 'band',
  owner: 'owner',
  root_cause: 'root_cause',
} as const;

export type LoopGrouping = keyof typeof COLUMNS;
export const LOOP_GROUPINGS = Object.keys(COLUMNS) as [LoopGrouping, ...LoopGrouping[]];

/** The column of a grouping; a loop without a value in it is in the group of the empty text. */
export const groupColumn = (by: LoopGrouping): Sql => identifier(COLUMNS[by]);
