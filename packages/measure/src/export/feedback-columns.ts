import { identifier, sql, written, type Sql, type WrittenColumn } from '@heed/store';

/** What of the customer stands in a row: nothing, the key that tells two customers apart, or the person too. */
export const CUSTOMER_DETAILS = ['none', 'key', 'person'] as const;
export type CustomerDetail = (typeof CUSTOMER_DETAILS)[number];

const { boolean, integer, localMoment, moment, name: plain, number, text } = written;

/** What was read of an earlier version says nothing. */
const OF_THIS_VERSION = (read: Sql, otherwise: Sql): Sql => sql`if(r.version = f.version, ${read}, ${otherwise})`;

const list = (name: string, values: Sql): WrittenColumn => ({
  name,
  type: 'text',
  cell: ({ layout }) => (layout === 'csv' || layout === 'cells' ? sql`arrayStringConcat(${values}, ', ')` : values),
});

/** The columns of an export in their order, in the words of the API. A further score is one line here. */
const COLUMNS: readonly WrittenColumn[] = [
  plain('id', sql`toString(f.feedback_id)`),
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
  plain('cesVersion', sql`nullIf(f.ces_version, '')`),
  number('sentiment', sql`ifNull(f.sentiment, ${OF_THIS_VERSION(sql`r.sentiment`, sql`NULL`)})`),
  list('themes', OF_THIS_VERSION(sql`r.themes`, sql`[]`)),
  text('comment', sql`f.comment`),
  boolean('anonymous', sql`f.anonymous`),
  boolean('contactRequested', sql`f.contact_requested`),
  list('flags', sql`f.flags`),
  {
    name: 'attributes',
    type: 'text',
    // By key, so that the same feedback reads the same whatever order its columns came in.
    cell: ({ layout }) => (layout === 'ndjson' ? sql`mapSort(f.attributes)` : sql`toJSONString(mapSort(f.attributes))`),
  },
];

const KEY: WrittenColumn = plain('customerId', sql`toString(f.customer_id)`);
const PERSON: readonly WrittenColumn[] = [
  text('customerExternalId', sql`c.external_id`),
  text('customerName', sql`c.name`),
  text('customerEmail', sql`c.email`),
  text('customerPhone', sql`c.phone`),
];

/** The columns of an export of feedback. */
export function feedbackColumns(customers: CustomerDetail): readonly WrittenColumn[] {
  if (customers === 'none') return COLUMNS;
  return customers === 'key' ? [...COLUMNS, KEY] : [...COLUMNS, KEY, ...PERSON];
}
