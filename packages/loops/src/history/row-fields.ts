import type { Refusal } from '@heed/domain';
import { momentOf, type ToldMoment } from './moment.ts';

/** Long names of columns are cut in reports: a name comes from outside as well. */
const COLUMN_LENGTH = 100;

/** Reads the fields of one row, and collects everything that is wrong with it, so that the sender learns all of it at once. */
export class RowFields {
  readonly refusals: Refusal[] = [];
  readonly warnings: string[] = [];
  readonly #record: Readonly<Record<string, unknown>>;
  readonly #timeZone: string;

  constructor(record: Readonly<Record<string, unknown>>, { timeZone }: { timeZone: string }) {
    this.#record = record;
    this.#timeZone = timeZone;
  }

  /** What stands in a field; undefined where nothing does. */
  get(column: string): unknown {
    const value = this.#record[column];
    return value === null || (typeof value === 'string' && value.trim() === '') ? undefined : value;
  }

  refuse(column: string, reason: string, { value = this.#record[column] }: { value?: unknown } = {}): void {
    this.refusals.push({ column: column.length > COLUMN_LENGTH ? `${column.slice(0, COLUMN_LENGTH).toWellFormed()}…` : column.toWellFormed(), kind: kindOf(value), reason });
  }

  warn(warning: string): void {
    if (!this.warnings.includes(warning)) this.warnings.push(warning);
  }

  /** A short label, trimmed and in NFC; empty when not given or refused. A number is as good as its digits while those are exact. */
  label(column: string, { limit, required = false }: { limit: number; required?: boolean }): string {
    const value = this.get(column);
    if (value === undefined) {
      if (required) this.refuse(column, 'must be given');
      return '';
    }
    const text = typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : value;
    if (typeof text !== 'string') this.refuse(column, 'must be text');
    else if (Array.from(text).length > limit) this.refuse(column, `must be at most ${limit} characters`);
    else return text.toWellFormed().normalize('NFC').trim();
    return '';
  }

  /** A word that one of Heed's own stands for; undefined when not given or refused. */
  word<Meaning>(column: string, { read, expected }: { read: (text: string) => Meaning | undefined; expected: string }): Meaning | undefined {
    const value = this.get(column);
    if (value === undefined) return undefined;
    const meaning = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? read(String(value)) : undefined;
    if (meaning === undefined) this.refuse(column, expected);
    return meaning;
  }

  /** A moment, or null when not given or refused. */
  moment(column: string, { required = false }: { required?: boolean } = {}): ToldMoment | null {
    const value = this.get(column);
    if (value === undefined) {
      if (required) this.refuse(column, 'must be given');
      return null;
    }
    return this.momentIn(column, value);
  }

  /** The moment that a part of a field names, or null when it was refused. */
  momentIn(column: string, value: unknown): ToldMoment | null {
    const moment = momentOf(value, { timeZone: this.#timeZone });
    if (!moment) this.refuse(column, 'must be ISO 8601 such as 2026-03-01T12:30:00Z, between 1970-01-02 and 2149-06-05', { value });
    return moment;
  }
}

/** The kind of a value for a refusal: what it is, never what it says. */
function kindOf(value: unknown): string {
  if (value === undefined || value === null) return 'missing';
  if (typeof value === 'string') return value.trim() === '' ? 'empty' : 'text';
  return Array.isArray(value) ? 'list' : typeof value;
}
