import { randomUUID } from 'node:crypto';
import { defineTable, rowsToBody, type StoreWriter } from '@heed/store';

/** A row of the table feedback, as a test states it. */
export interface TestFeedback {
  id: string;
  /** Epoch milliseconds. */
  occurredAt: number;
  /** When missing, the moment at which it occurred. */
  receivedAt?: number;
  version: number;
  deleted: boolean;
  source: string;
  externalId: string;
  department: string;
  channel: string;
  product: string;
  region: string;
  segment: string;
  language: string;
  nps: number | null;
  csat: number | null;
  csatScale: number;
  ces: number | null;
  cesScale: number;
  cesVersion: string;
  cesDirection: string;
  enps: number | null;
  sentiment: number | null;
  comment: string;
  anonymous: boolean;
  contactRequested: boolean;
  customerId: string | null;
  attributes: Record<string, string>;
  flags: string[];
}

const feedback = defineTable({
  name: 'feedback',
  columns: [
    'feedback_id', 'occurred_at', 'received_at', 'version', 'deleted', 'source', 'external_id', 'department', 'channel', 'product', 'region', 'segment', 'language',
    'nps', 'csat', 'csat_scale', 'ces', 'ces_scale', 'ces_version', 'ces_direction', 'enps', 'comment', 'anonymous', 'contact_requested', 'customer_id', 'attributes', 'flags', 'sentiment',
  ],
});

/** A row of feedback with what the test cares about; scales follow from the scores. */
export function testFeedback(given: Partial<TestFeedback> = {}): TestFeedback {
  const { csat = null, ces = null } = given;
  return {
    id: randomUUID(),
    occurredAt: Date.UTC(2026, 4, 15, 12),
    version: 1,
    deleted: false,
    source: 'survey:test',
    externalId: '',
    department: '',
    channel: '',
    product: '',
    region: '',
    segment: '',
    language: '',
    nps: null,
    csat,
    csatScale: csat === null ? 0 : 5,
    ces,
    cesScale: ces === null ? 0 : 7,
    cesVersion: ces === null ? '' : '2.0',
    cesDirection: ces === null ? '' : 'high_is_easy',
    enps: null,
    sentiment: null,
    comment: '',
    anonymous: false,
    contactRequested: false,
    customerId: null,
    attributes: {},
    flags: [],
    ...given,
  };
}

/** `times` rows that are alike but for their id. */
export function repeat(times: number, given: Partial<TestFeedback>): TestFeedback[] {
  return Array.from({ length: times }, () => testFeedback(given));
}

/** Writes rows as one block, as the collector does. */
export async function insertFeedback(store: StoreWriter, rows: readonly TestFeedback[]): Promise<void> {
  const tuples = rows.map((row) => [
    row.id, row.occurredAt, row.receivedAt ?? row.occurredAt, row.version, row.deleted ? 1 : 0, row.source, row.externalId, row.department, row.channel, row.product, row.region, row.segment, row.language,
    row.nps, row.csat, row.csatScale, row.ces, row.cesScale, row.cesVersion, row.cesDirection, row.enps, row.comment, row.anonymous, row.contactRequested, row.customerId, row.attributes, row.flags, row.sentiment,
  ]);
  await store.insert(feedback, rowsToBody(tuples));
}
