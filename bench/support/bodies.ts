import { createHash } from 'node:crypto';
import type { Row } from './rows.ts';

/** The body of POST /collect/ndjson. */
export function toNdjson(rows: readonly Row[]): Buffer {
  return Buffer.from(`${rows.map((row) => JSON.stringify(row)).join('\n')}\n`);
}

const CSV_COLUMNS: Readonly<Record<string, (row: Row) => string | number | boolean | undefined>> = {
  source: (row) => row.source,
  external_id: (row) => row.externalId,
  occurred_at: (row) => row.occurredAt,
  department: (row) => row.department,
  channel: (row) => row.channel,
  product: (row) => row.product,
  region: (row) => row.region,
  segment: (row) => row.segment,
  language: (row) => row.language,
  nps: (row) => row.nps,
  csat: (row) => row.csat,
  csat_scale: (row) => row.csatScale,
  ces: (row) => row.ces,
  ces_scale: (row) => row.cesScale,
  ces_version: (row) => row.cesVersion,
  enps: (row) => row.enps,
  sentiment: (row) => row.sentiment,
  comment: (row) => row.comment,
  anonymous: (row) => row.anonymous,
  contact_requested: (row) => row.contactRequested,
  customer_id: (row) => row.customer?.id,
  customer_name: (row) => row.customer?.name,
  email: (row) => row.customer?.email,
  phone: (row) => row.customer?.phone,
};

function csvValue(value: string | number | boolean | undefined): string {
  if (value === undefined) return '';
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The body of POST /collect/csv: the same rows under names that an export might have, a column for each attribute. */
export function toCsv(rows: readonly Row[]): Buffer {
  const attributes = [...new Set(rows.flatMap((row) => Object.keys(row.attributes ?? {})))];
  const values = Object.values(CSV_COLUMNS);
  const lines = rows.map((row) => [...values.map((value) => csvValue(value(row))), ...attributes.map((key) => csvValue(row.attributes?.[key]))].join(','));
  return Buffer.from(`${[...Object.keys(CSV_COLUMNS), ...attributes].join(',')}\n${lines.join('\n')}\n`);
}

/** A row as GraphQL's FeedbackInput. */
export function toGraphql({ attributes = {}, ...row }: Row): Record<string, unknown> {
  return { ...row, attributes: Object.entries(attributes).map(([key, value]) => ({ key, value })) };
}

const uuidOf = (text: string): string => createHash('md5').update(text).digest('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

/**
 * The rows as somebody would insert them into the table feedback without Heed (JSONEachRow, columns by name): ids and
 * versions made beforehand, nothing checked. The personal fields of a customer have no column there and are left out.
 */
export function toTableRows(rows: readonly Row[], { now }: { now: number }): Buffer {
  const version = String(BigInt(now) << 20n);
  const lines = rows.map((row) =>
    JSON.stringify({
      feedback_id: uuidOf(row.externalId),
      occurred_at: Date.parse(row.occurredAt),
      received_at: now,
      version,
      source: row.source,
      external_id: row.anonymous ? '' : row.externalId,
      department: row.department,
      channel: row.channel,
      product: row.product,
      region: row.region,
      segment: row.segment,
      language: row.language,
      nps: row.nps,
      csat: row.csat,
      csat_scale: row.csatScale,
      ces: row.ces,
      ces_scale: row.cesScale,
      ces_version: row.cesVersion,
      ces_direction: row.ces === undefined ? '' : 'high_is_easy',
      enps: row.enps,
      sentiment: row.sentiment,
      comment: row.comment,
      anonymous: row.anonymous,
      contact_requested: row.contactRequested,
      customer_id: row.customer?.id === undefined ? undefined : uuidOf(row.customer.id),
      attributes: row.attributes,
    }),
  );
  return Buffer.from(lines.join('\n'));
}
