import { hash } from 'node:crypto';
import type { ColumnMapping, ColumnTarget } from './column-target.ts';
import { isoOf } from './date-order.ts';
import { Repetitions } from './repetitions.ts';

export interface MapperOptions {
  /** The source of rows that do not name one, for example `file:answers.csv`. Importing under the same source counts once. */
  source: string;
  /** Epoch milliseconds; decides the century of two-digit years. */
  now?: number;
}

/**
 * A function that turns the rows of one file, in their order, into values for a text door of the collector. Make one for
 * each reading of a file.
 *
 * A row without an id of its own gets one from its content and its repetition number within the file, so that the same
 * file imported twice counts once, and two equal rows of one file count twice.
 */
export function createMapper(mapping: ColumnMapping, { source, now = Date.now() }: MapperOptions): (row: readonly string[]) => Record<string, unknown> {
  const repetitions = new Repetitions();
  const setters = mapping.columns.map(({ column, target }) => setterOf(target, { column, mapping, now }));
  return (row) => {
    const value: Record<string, unknown> = { source: '', externalId: '', attributes: undefined, customer: undefined };
    for (let index = 0; index < setters.length; index++) {
      const cell = row[index];
      if (cell !== undefined && cell !== '') (setters[index] as Setter)(value, cell);
    }
    if (value['source'] === '') value['source'] = source;
    if (value['externalId'] === '') value['externalId'] = contentId(row, repetitions);
    if (value['csat'] !== undefined && value['csatScale'] === undefined && mapping.csatScale !== undefined) value['csatScale'] = mapping.csatScale;
    if (value['ces'] !== undefined && value['cesScale'] === undefined && mapping.cesScale !== undefined) value['cesScale'] = mapping.cesScale;
    return value;
  };
}

type Setter = (value: Record<string, unknown>, cell: string) => void;

function setterOf(target: ColumnTarget, { column, mapping, now }: { column: string; mapping: ColumnMapping; now: number }): Setter {
  if (target === 'attribute') {
    return (value, cell) => {
      // Without a prototype, a column named __proto__ is a name like any other.
      const attributes = (value['attributes'] ??= Object.create(null)) as Record<string, string>;
      attributes[column] = cell;
    };
  }
  if (target.startsWith('customer.')) {
    const field = target.slice('customer.'.length);
    return (value, cell) => {
      const customer = (value['customer'] ??= {}) as Record<string, string>;
      customer[field] = cell;
    };
  }
  if (target === 'occurredAt') {
    const order = mapping.dateOrder ?? 'iso';
    return (value, cell) => {
      // A cell that is written otherwise is left to the collector, which reads ISO 8601 or refuses it with the reason.
      value['occurredAt'] = isoOf(cell, order, now) ?? cell;
    };
  }
  return (value, cell) => {
    value[target] = cell;
  };
}

function contentId(row: readonly string[], repetitions: Repetitions): string {
  let text = '';
  for (const cell of row) text += `${cell.length}:${cell},`;
  const digest = hash('sha256', text, 'hex');
  const before = repetitions.seen(Number.parseInt(digest.slice(0, 13), 16) + 1);
  return before === 0 ? `row-${digest.slice(0, 32)}` : `row-${digest.slice(0, 32)}-${before + 1}`;
}
