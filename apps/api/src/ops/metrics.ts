import type { StreamTotals } from '@heed/collect';
import { DIMENSIONS, type Receipt, type Refusal } from '@heed/domain';
import type { StatementEvent } from '@heed/store';
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

const KNOWN_COLUMNS: ReadonlySet<string> = new Set([...DIMENSIONS, 'externalId', 'occurredAt', 'nps', 'csat', 'csatScale', 'ces', 'cesScale', 'cesVersion', 'enps', 'sentiment', 'comment', 'anonymous', 'contactRequested', 'customer', 'attributes']);

/**
 * How an export ended: whole; cut by a failure of ours; left by its reader; ended because the reader took nothing; or refused
 * because there were too many at once.
 */
export type ExportOutcome = 'finished' | 'failed' | 'left' | 'stalled' | 'refused';

/** Measurements for operators, in the Prometheus format. Labels hold names from the program only. */
export interface Metrics {
  readonly registry: Registry;
  received(door: string, receipts: readonly Receipt[]): void;
  /** Counts a stream of which only the totals are known. */
  counted(door: string, totals: Pick<StreamTotals, 'accepted' | 'corrected' | 'duplicate' | 'refused' | 'refusedRows'>): void;
  statement(event: StatementEvent): void;
  engineRestarted(): void;
  /** An export has begun; the function that it returns says how it ended and how many bytes were sent. */
  exporting(what: { name: string; format: string }): (end: { outcome: ExportOutcome; bytes: number }) => void;
  /** An attempt to deliver an alert came to an end. */
  delivering(attempt: { channel: string; outcome: string; milliseconds: number }): void;
  /** Something happened to an alert. */
  alerting(alert: { kind: string; state: string }): void;
  /** Called when the metrics are read. */
  watchLive(counts: () => { subscribers: number; views: number; sockets: number }): void;
}

export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const feedback = new Counter({ name: 'heed_feedback_total', help: 'Submissions by door and by what became of them.', labelNames: ['door', 'status'], registers });
  const refusals = new Counter({ name: 'heed_refusals_total', help: 'Refused values by door and column.', labelNames: ['door', 'column'], registers });
  const seconds = new Histogram({
    name: 'heed_statement_seconds',
    help: 'Time of database statements by name.',
    labelNames: ['name', 'ok'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 20],
    registers,
  });
  const restarts = new Counter({ name: 'heed_engine_restarts_total', help: 'How often the local engine was started again.', registers });
  const exports = new Counter({ name: 'heed_exports_total', help: 'Exports by what, format and how they ended.', labelNames: ['name', 'format', 'outcome'], registers });
  const exportedBytes = new Counter({ name: 'heed_export_bytes_total', help: 'Bytes of exports that were sent, compressed where the reader wanted it.', labelNames: ['name', 'format'], registers });
  const running = new Gauge({ name: 'heed_exports_running', help: 'Exports under way.', registers });
  const deliveries = new Counter({ name: 'heed_alert_deliveries_total', help: 'Attempts to deliver alerts by channel and by how they ended: delivered, again, failed or skipped.', labelNames: ['channel', 'outcome'], registers });
  const deliverySeconds = new Histogram({ name: 'heed_alert_delivery_seconds', help: 'Time of attempts to deliver alerts.', labelNames: ['channel'], buckets: [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15], registers });
  const alerts = new Counter({ name: 'heed_alerts_total', help: 'Steps of alerts by kind and by the state that they led to.', labelNames: ['kind', 'state'], registers });
  // A column's name comes from outside; only Heed's own are told apart.
  const refused = (door: string, reasons: readonly Refusal[]): void => {
    for (const { column } of reasons) refusals.inc({ door, column: KNOWN_COLUMNS.has(column) ? column : 'other' });
  };
  return {
    registry,
    received(door, receipts) {
      for (const receipt of receipts) {
        feedback.inc({ door, status: receipt.status });
        if (receipt.status === 'refused') refused(door, receipt.refusals);
      }
    },
    counted(door, totals) {
      for (const status of ['accepted', 'corrected', 'duplicate', 'refused'] as const) feedback.inc({ door, status }, totals[status]);
      for (const row of totals.refusedRows) refused(door, row.refusals);
    },
    statement: ({ name, milliseconds, ok }) => seconds.observe({ name, ok: String(ok) }, milliseconds / 1000),
    engineRestarted: () => restarts.inc(),
    exporting({ name, format }) {
      running.inc();
      return ({ outcome, bytes }) => {
        running.dec();
        exports.inc({ name, format, outcome });
        exportedBytes.inc({ name, format }, bytes);
      };
    },
    delivering({ channel, outcome, milliseconds }) {
      deliveries.inc({ channel, outcome });
      if (outcome !== 'skipped') deliverySeconds.observe({ channel }, milliseconds / 1000);
    },
    alerting: ({ kind, state }) => alerts.inc({ kind, state }),
    watchLive(counts) {
      new Gauge({
        name: 'heed_live',
        help: 'Subscribers, distinct live views and open sockets.',
        labelNames: ['what'],
        registers,
        collect() {
          for (const [what, value] of Object.entries(counts())) this.set({ what }, value);
        },
      });
    },
  };
}
