import type { Refusal } from '@heed/domain';

const NO_WARNINGS: readonly string[] = Object.freeze([]);
/** Long names of columns are cut in reports: a name comes from outside as well. */
const COLUMN_LENGTH = 100;

/** Collects everything that is wrong or odd with one value, so that the sender learns all of it at once. */
export class Issues {
  refusals: Refusal[] | undefined;
  private found: string[] | undefined;

  refuse(column: string, value: unknown, reason: string): void {
    this.refusals ??= [];
    this.refusals.push({ column: columnName(column), kind: kindOf(value), reason });
  }

  warn(warning: string): void {
    this.found ??= [];
    if (!this.found.includes(warning)) this.found.push(warning);
  }

  get warnings(): readonly string[] {
    return this.found ?? NO_WARNINGS;
  }
}

/** A column's name as reports and messages show it. */
export function columnName(column: string): string {
  return column.length > COLUMN_LENGTH ? `${column.slice(0, COLUMN_LENGTH).toWellFormed()}…` : column.toWellFormed();
}

/** The kind of a value for a refusal: what it is, never what it says. */
function kindOf(value: unknown): string {
  if (value === undefined || value === null) return 'missing';
  if (typeof value === 'string') return value.trim() === '' ? 'empty' : 'text';
  if (Array.isArray(value)) return 'list';
  return typeof value;
}
