import type { Cell, ColumnType } from '@heed/store';

/** A cell as text formats hold it: moments as ISO 8601 in UTC, local ones as the calendar and clock showed them. */
export function cellText(cell: Cell, { type }: { type: ColumnType }): Cell {
  if (typeof cell !== 'number') return cell;
  if (type === 'moment') return new Date(cell).toISOString();
  return type === 'localMoment' ? new Date(cell).toISOString().slice(0, 19).replace('T', ' ') : cell;
}
