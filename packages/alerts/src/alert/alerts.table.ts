import { defineTable } from '@heed/store';
import type { Alert } from './alert.ts';

/** Alerts; see clickhouse/migrations/0015_alerts.sql. */
export const alertsTable = defineTable({
  name: 'alerts',
  columns: [
    'rule', 'subject', 'number', 'alert_id', 'revision', 'writer', 'name', 'kind', 'state', 'departments', 'facts', 'path', 'raised_at', 'last_raised_at', 'times', 'clear_since',
    'acknowledged_at', 'acknowledged_by', 'acknowledged_person', 'note', 'over_at', 'pending',
  ],
});

/** An alert as a row of `alerts`. */
export const alertRow = (alert: Alert, writer: string): unknown[] => [
  alert.rule, alert.subject, alert.number, alert.id, alert.revision, writer, alert.name, alert.kind, alert.state, alert.departments, JSON.stringify(alert.facts), alert.path, alert.raisedAt,
  alert.lastRaisedAt, alert.times, alert.clearSince, alert.acknowledgedAt, alert.acknowledgedBy, alert.acknowledgedPerson, alert.note, alert.overAt, alert.pending,
];

/** Until when somebody has seen alerts. */
export const readersTable = defineTable({ name: 'alert_readers', columns: ['reader', 'read_till'] });

/** Rounds over the rules. */
export const roundsTable = defineTable({ name: 'alert_rounds', columns: ['minute', 'process'] });
