import { bind, identifier, join, sql, type Sql } from '@heed/store';
import type { ColumnType, ExportColumn } from './export-table.ts';
import { formulaSafeSql } from './formula-safe.ts';

/** How cells are written: as CSV, as objects with lists and maps, as Parquet, or as the cells of an ExportTable. */
export const LAYOUTS = ['csv', 'ndjson', 'parquet', 'cells'] as const;
export type Layout = (typeof LAYOUTS)[number];

/** What of the customer stands in a row: nothing, the key that tells two customers apart, or the person too. */
export const CUSTOMER_DETAILS = ['none', 'key', 'person'] as const;
export type CustomerDetail = (typeof CUSTOMER_DETAILS)[number];

interface Shape {
  layout: Layout;
  /** IANA name of the organisation's time zone. */
  timeZone: string;
}

interface FeedbackColumn extends ExportColumn {
  /** The cell, from a row of feedback `f` and its customer `c`. */
  cell(shape: Shape): Sql;
}

const column =
  (type: ColumnType) =>
  (name: string, value: Sql): FeedbackColumn => ({ name, type, cell: () => value });
/** Signed, though no score is below 0: whoever takes one from another would otherwise count around zero. */
const integer = (name: string, value: Sql): FeedbackColumn => column('integer')(name, sql`toInt32(${value})`);
const boolean = column('boolean');

function text(name: string, value: Sql): FeedbackColumn {
  return { name, type: 'text', cell: ({ layout }) => (layout === 'csv' ? formulaSafeSql(value) : value) };
}

function moment(name: string, value: Sql): FeedbackColumn {
  return { name, type: 'moment', cell: ({ layout }) => (layout === 'cells' ? sql`toUnixTimestamp64Milli(${value})` : value) };
}

/** What the organisation's clocks showed: a spreadsheet knows no zones, and people count their days in this one. */
function localMoment(name: string, value: Sql): FeedbackColumn {
  return {
    name,
    type: 'localMoment',
    cell({ layout, timeZone }) {
      const zone = bind('String', timeZone);
      return layout === 'cells'
        ? sql`toUnixTimestamp64Milli(${value}) + 1000 * timezoneOffset(toTimeZone(${value}, ${zone}))`
        : sql`formatDateTime(${value}, '%Y-%m-%d %H:%i:%S', ${zone})`;
    },
  };
}

/** The columns of an export in their order, in the words of the API. A further score is one line here. */
const COLUMNS: readonly FeedbackColumn[] = [
  column('text')('id', sql`toString(f.feedback_id)`),
  moment('occurredAt', sql`f.occurred_at`),
  localMoment('occurredAtLocal', sql`f.occurred_at`),
  moment('receivedAt', sql`f.received_at`),
  text('source', sql`f.source`),
  text('externalId', sql`nullIf(f.external_id, '')`),
  ...['department', 'channel', 'product', 'region', 'segment', 'language'].map((name) => text(name, sql`f.${identifier(name)}`)),
  integer('nps', sql`f.nps`),
  integer('csat', sql`f.csat`),
  integer('csatScale', sql`nullIf(f.csat_scale, 0)`),
  integer('ces', sql`f.ces`),
  integer('cesScale', sql`nullIf(f.ces_scale, 0)`),
  column('text')('cesVersion', sql`nullIf(f.ces_version, '')`),
  column('number')('sentiment', sql`f.sentiment`),
  text('comment', sql`f.comment`),
  boolean('anonymous', sql`f.anonymous`),
  boolean('contactRequested', sql`f.contact_requested`),
  {
    name: 'flags',
    type: 'text',
    cell: ({ layout }) => (layout === 'csv' || layout === 'cells' ? sql`arrayStringConcat(f.flags, ', ')` : sql`f.flags`),
  },
  {
    name: 'attributes',
    type: 'text',
    // By key, so that the same feedback reads the same whatever order its columns came in.
    cell: ({ layout }) => (layout === 'ndjson' ? sql`mapSort(f.attributes)` : sql`toJSONString(mapSort(f.attributes))`),
  },
];

const KEY: FeedbackColumn = column('text')('customerId', sql`toString(f.customer_id)`);
const PERSON: readonly FeedbackColumn[] = [
  text('customerExternalId', sql`c.external_id`),
  text('customerName', sql`c.name`),
  text('customerEmail', sql`c.email`),
  text('customerPhone', sql`c.phone`),
];

/** The columns of an export of feedback. */
export function feedbackColumns(customers: CustomerDetail): readonly FeedbackColumn[] {
  if (customers === 'none') return COLUMNS;
  return customers === 'key' ? [...COLUMNS, KEY] : [...COLUMNS, KEY, ...PERSON];
}

/** The same as what a query selects. */
export function selectedColumns(columns: readonly FeedbackColumn[], shape: Shape): Sql {
  return join(columns.map(({ name, cell }) => sql`${cell(shape)} AS ${identifier(name)}`), { by: sql`, ` });
}
