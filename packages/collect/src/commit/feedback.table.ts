import { defineTable } from '@heed/store';

/** One row a submission; see clickhouse/migrations/0001_feedback.sql, and 0005_sentiment.sql. */
export const feedbackTable = defineTable({
  name: 'feedback',
  columns: [
    'feedback_id', 'occurred_at', 'received_at', 'version', 'deleted', 'source', 'external_id', 'department', 'channel', 'product', 'region',
    'segment', 'language', 'nps', 'csat', 'csat_scale', 'ces', 'ces_scale', 'ces_version', 'ces_direction', 'enps', 'comment', 'anonymous',
    'contact_requested', 'customer_id', 'attributes', 'flags', 'sentiment',
  ],
});

/** Under which days each feedback was ever written; see clickhouse/migrations/0002_feedback_claims.sql. */
export const claimsTable = defineTable({ name: 'feedback_claims', columns: ['feedback_id', 'occurred_at', 'version', 'content'] });

/** Personal data; see clickhouse/migrations/0003_customers.sql. */
export const customersTable = defineTable({ name: 'customers', columns: ['customer_id', 'version', 'deleted', 'external_id', 'name', 'email', 'phone'] });

/** What customers last said about being written to; see clickhouse/migrations/0009_customer_consent.sql. */
export const consentTable = defineTable({ name: 'customer_consent', columns: ['customer_id', 'said', 'consent'] });
