import { randomUUID } from 'node:crypto';
import { rowsToBody, type Store } from '@heed/store';
import type { AlertRule } from '../rule/rule.ts';
import { derivedId } from './alert-id.ts';
import type { Alert, Finding } from './alert.ts';
import { alertCounts, alertHead, alertPage, alertsById, lastRound, latestAlerts, pendingAlerts, readTill, roundOwner, type AlertsQuestion } from './alerts.query.ts';
import { alertRow, alertsTable, readersTable, roundsTable } from './alerts.table.ts';
import { acknowledged, afterStep, nextStep, type NextOptions } from './next.ts';

/** What a finding is recorded under. */
export type RuleRef = Pick<AlertRule, 'name'> & { key: string };

/** Alerts, as they are stored. */
export interface Alerts {
  /**
   * Compares what holds now with what there is about a rule's subjects: raises, repeats and ends. Of several processes that do so at
   * once each step is taken by one. Answers what changed here.
   */
  settle(rule: RuleRef, findings: readonly Finding[], options: NextOptions): Promise<Alert[]>;
  /** Raises what is not open and ends nothing: for what held in the past. */
  raise(rule: RuleRef, findings: readonly Finding[], options: NextOptions): Promise<Alert[]>;
  /** Ends what is open of rules that are not among these. */
  endOthers(rules: readonly string[], now: number): Promise<Alert[]>;
  /** Resolves to the alert as it is then; undefined where there is none. */
  acknowledge(id: string, by: { now: number; by: string; person: string; note: string }): Promise<Alert | undefined>;
  /** Takes off what deliveries have been made of. False when somebody else changed it: then it is looked at again. */
  planned(alert: Alert): Promise<boolean>;
  pending(first: number): Promise<Alert[]>;
  find(ids: readonly string[]): Promise<Map<string, Alert>>;
  page(question: AlertsQuestion): Promise<Alert[]>;
  counts(options: { scope: readonly string[] | null; reader: string }): Promise<{ open: number; unread: number; readTill: number }>;
  markRead(reader: string, till: number): Promise<void>;
  /** Whether this process looks at the rules in this minute (epoch seconds); one of all does. */
  claimRound(minute: number): Promise<boolean>;
  /** The last minute in which anybody did, in epoch seconds; 0 for never. */
  lastRound(): Promise<number>;
}

const ATTEMPTS = 5;

/** Alerts in the store; see clickhouse/migrations/0015_alerts.sql for how of several writers one wins. */
export function createAlerts(store: Pick<Store, 'read' | 'insert'>): Alerts {
  const process = randomUUID();

  /** Writes a revision of an alert; null when somebody else's stands. */
  async function write(alert: Alert): Promise<Alert | null> {
    const writer = randomUUID();
    await store.insert(alertsTable, rowsToBody([alertRow(alert, writer)]), { token: `alert:${alert.id}:${alert.revision}` });
    const [head] = await store.read(alertHead, { rule: alert.rule, subject: alert.subject, number: alert.number });
    return head?.writer === writer ? alert : null;
  }
  const change = (alert: Alert): Promise<Alert | null> => write({ ...alert, revision: alert.revision + 1 });

  function first({ key, name }: RuleRef, { subject, departments, facts, path }: Finding, { number, now }: { number: number; now: number }): Alert {
    return {
      id: derivedId('alert', key, subject, String(number)), rule: key, name, kind: facts.kind, subject, number, revision: 1, state: 'raised', departments, facts, path, raisedAt: now, lastRaisedAt: now, times: 1,
      clearSince: null, acknowledgedAt: null, acknowledgedBy: '', acknowledgedPerson: '', note: '', overAt: null, pending: ['raised'],
    };
  }

  async function step(rule: RuleRef, latest: Alert | undefined, finding: Finding | undefined, options: NextOptions): Promise<Alert | null> {
    const next = nextStep(latest ?? null, finding !== undefined, options);
    if (next === 'none') return null;
    if (next === 'raise') return finding ? write(first(rule, finding, { number: (latest?.number ?? 0) + 1, now: options.now })) : null;
    return latest ? change(afterStep(latest, next, options.now)) : null;
  }

  const written = (changed: readonly (Alert | null)[]): Alert[] => changed.filter((alert) => alert !== null);

  async function find(ids: readonly string[]): Promise<Map<string, Alert>> {
    if (ids.length === 0) return new Map();
    return new Map((await store.read(alertsById, { ids: [...ids] })).map((alert) => [alert.id, alert]));
  }

  async function readUntil(reader: string): Promise<number> {
    return (await store.read(readTill, { reader }))[0]?.at ?? 0;
  }

  return {
    async settle(rule, findings, options) {
      const latest = new Map((await store.read(latestAlerts, { rules: [rule.key] })).map((alert) => [alert.subject, alert]));
      const holds = new Map(findings.map((finding) => [finding.subject, finding]));
      const changed: (Alert | null)[] = [];
      for (const subject of new Set([...latest.keys(), ...holds.keys()])) changed.push(await step(rule, latest.get(subject), holds.get(subject), options));
      return written(changed);
    },
    async raise(rule, findings, options) {
      if (findings.length === 0) return [];
      const latest = new Map((await store.read(latestAlerts, { rules: [rule.key] })).map((alert) => [alert.subject, alert]));
      const changed: (Alert | null)[] = [];
      for (const finding of findings) if (nextStep(latest.get(finding.subject) ?? null, true, options) === 'raise') changed.push(await step(rule, latest.get(finding.subject), finding, options));
      return written(changed);
    },
    async endOthers(rules, now) {
      const kept = new Set(rules);
      const open = (await store.read(latestAlerts, { rules: null })).filter(({ rule, state }) => state !== 'over' && !kept.has(rule));
      const changed: (Alert | null)[] = [];
      for (const alert of open) changed.push(await change(afterStep(alert, 'over', now)));
      return written(changed);
    },
    async acknowledge(id, by) {
      for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
        const alert = (await find([id])).get(id);
        if (!alert) return undefined;
        const next = acknowledged(alert, by);
        if (next === alert) return alert;
        const stands = await change(next);
        if (stands) return stands;
      }
      return (await find([id])).get(id);
    },
    planned: async (alert) => (await change({ ...alert, pending: [] })) !== null,
    pending: (limit) => store.read(pendingAlerts, { first: limit }),
    find,
    page: (question) => store.read(alertPage, question),
    async counts({ scope, reader }) {
      const till = await readUntil(reader);
      const [row] = await store.read(alertCounts, { scope: scope === null ? null : [...scope], readTill: till });
      return { open: row?.open ?? 0, unread: row?.unread ?? 0, readTill: till };
    },
    async markRead(reader, till) {
      await store.insert(readersTable, rowsToBody([[reader, till]]));
    },
    async claimRound(minute) {
      await store.insert(roundsTable, rowsToBody([[minute, process]]), { token: `alerts:${minute}` });
      const [owner] = await store.read(roundOwner, { minute });
      return owner?.process === process;
    },
    lastRound: async () => (await store.read(lastRound, {}))[0]?.minute ?? 0,
  };
}
