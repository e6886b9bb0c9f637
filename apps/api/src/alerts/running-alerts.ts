import { randomUUID } from 'node:crypto';
import {
  createAlerts, createDeliverer, createDeliveries, createWebhookKeys, NO_ALERT, planDeliveries,
  type Alert, type AlertRule, type Alerts, type Deliveries, type Deliverer, type Delivery, type DelivererOptions, type Finding, type NextOptions, type WebhookKeys,
} from '@heed/alerts';
import { HeedError, type Calendar } from '@heed/domain';
import type { Appended } from '@heed/loops';
import type { Journal, Store } from '@heed/store';
import type { Catalogue } from '@heed/themes';
import type { Config } from '../config.ts';
import type { DefinitionKind } from '../definitions/definition.ts';
import { keyOf } from '../definitions/definition.ts';
import type { Definitions } from '../definitions/definitions.ts';
import type { Change } from '../live/hub.ts';
import { repeat } from '../mail/repeat.ts';
import { alertPayload, testPayload } from './alert-payload.ts';
import { findFindings } from './find-findings.ts';
import { missedMoments } from './missed-moments.ts';
import { settleMs } from './settle.ts';

/** Alerts, and all that works on them by itself: looking at the rules, telling people. */
export interface RunningAlerts {
  readonly alerts: Alerts;
  readonly deliveries: Deliveries;
  readonly keys: WebhookKeys;
  /** Throws NOT_FOUND where there is none. */
  acknowledge(id: string, by: { by: string; person: string; note: string }): Promise<Alert>;
  /** Tries a delivery once more, that failed or was skipped. Throws NOT_FOUND, and CONFLICT while it is under way. */
  retry(id: string): Promise<Delivery>;
  /** Calls a webhook at once with nothing but a test, and says how that went. */
  test(webhook: string): Promise<Delivery>;
  /** To be told that a webhook was changed by a person: what was turned off by itself is over. */
  webhooksChanged(): Promise<void>;
  /** To be told of what was appended to loops: who is late is told at once. */
  appended(appended: Appended): void;
  definitionsChanged(kinds: readonly DefinitionKind[]): void;
  /** Reads what other processes decided. */
  refresh(): Promise<void>;
  start(): void;
  close(): Promise<void>;
}

interface Options {
  config: Config;
  store: Store;
  journal: Journal;
  definitions: Pick<Definitions, 'list'>;
  catalogue: () => Catalogue;
  calendar: () => Calendar;
  mail: DelivererOptions['mail'];
  onAttempt: DelivererOptions['onAttempt'];
  onAlert: (alert: Alert) => void;
  onChange: (change: Change) => void;
  report: (error: unknown) => void;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Sources are looked at every so many minutes: what is asked of them reads two months. */
const SOURCES_EVERY = 5;
/** How soon after something happened to a loop it is looked whether somebody must be told. */
const SOON_MS = 250;
const FIRST = 100;
/** Under this key stand alerts that no rule asked for. */
const OWN = { key: '', name: 'Heed' };

/** Creates what looks and tells; `start` lets it begin. */
export function createRunningAlerts({ config, store, journal, definitions, catalogue, calendar, mail, onAttempt, onAlert, onChange, report }: Options): RunningAlerts {
  const now = (): number => calendar().now;
  const publicUrl = config.publicUrl ?? '';
  const onError = (error: unknown): void => {
    if (!(error instanceof HeedError)) report(error);
  };
  const changed = (): void => onChange({ kind: 'alerts' });
  const alerts = createAlerts(store);
  const deliveries = createDeliveries(store);
  const keys = createWebhookKeys({ journal, now, onChange: changed });
  const rules = (): AlertRule[] => definitions.list('alert').flatMap(({ definition }) => (definition.enabled ? [definition] : []));
  const ruleOf = (key: string): AlertRule | undefined => rules().find(({ name }) => keyOf(name) === key);
  const webhook = (key: string) => definitions.list('webhook').find(({ definition }) => keyOf(definition.name) === key)?.definition;
  const deliverer: Deliverer = createDeliverer({
    alerts, deliveries, keys, webhook, mail, now, onError, onChange: changed,
    allowPrivate: config.webhookPrivate,
    ...(onAttempt ? { onAttempt } : {}),
    onOff: () => void webhooksChanged().catch(onError),
  });
  const optionsOf = (rule: AlertRule): NextOptions => ({ now: now(), repeatMs: rule.repeatAfterHours === null ? null : rule.repeatAfterHours * HOUR, settleMs: settleMs(rule) });
  const findings = (rule: AlertRule, at?: number): Promise<Finding[]> => findFindings(rule, { store, calendar: at === undefined ? calendar() : { ...calendar(), now: at }, catalogue: catalogue() });

  function heard(steps: readonly Alert[]): void {
    for (const alert of steps) onAlert(alert);
    if (steps.length > 0) changed();
  }

  /** Makes the deliveries of what happened and has none yet. */
  async function plan(): Promise<void> {
    for (const alert of await alerts.pending(FIRST)) {
      const moment = now();
      await deliveries.add(planDeliveries(alert, { rule: ruleOf(alert.rule), now: moment, timeZone: config.timeZone, keyOf, payload: (event) => alertPayload(alert, event, { publicUrl, now: moment }) }));
      await alerts.planned(alert);
    }
    deliverer.wake();
  }

  /** Looks at some rules; one that cannot be answered holds up no other. */
  async function look(some: readonly AlertRule[]): Promise<void> {
    for (const rule of some) {
      try {
        heard(await alerts.settle({ key: keyOf(rule.name), name: rule.name }, await findings(rule), optionsOf(rule)));
      } catch (error) {
        onError(error);
      }
    }
  }

  /** What held on the days on which nobody looked. */
  async function catchUp(from: number): Promise<void> {
    const moments = missedMoments(from, calendar());
    for (const rule of rules().filter(({ kind }) => kind === 'score_down' || kind === 'theme_spiking')) {
      for (const at of moments) heard(await alerts.raise({ key: keyOf(rule.name), name: rule.name }, await findings(rule, at), optionsOf(rule)));
    }
  }

  /** Alerts of webhooks that were turned off by themselves, which end when they work again or are gone. */
  async function webhooksChanged(): Promise<void> {
    await keys.refresh();
    const off = definitions.list('webhook').flatMap(({ definition: { name } }): Finding[] => {
      const turned = keys.get(keyOf(name))?.off;
      return turned ? [{ subject: name, departments: [], path: '/alerts/webhooks', facts: { kind: 'webhook_off', webhook: name, reason: turned.reason } }] : [];
    });
    heard(await alerts.settle(OWN, off, { now: now(), repeatMs: null, settleMs: 0 }));
    await plan();
  }

  /** Whether anything may be open or wait: what a Heed without rules has nothing of. */
  let mayBeOpen = true;

  async function round(): Promise<void> {
    const present = rules();
    if (present.length === 0 && !mayBeOpen) return;
    const minute = Math.floor(now() / MINUTE);
    const last = await alerts.lastRound();
    if (await alerts.claimRound(minute * 60)) {
      if (last > 0) await catchUp(last * 1_000);
      await look(present.filter(({ kind }) => kind !== 'source_silent' || minute % SOURCES_EVERY === 0 || (minute - last / 60) >= SOURCES_EVERY));
      heard(await alerts.endOthers([OWN.key, ...present.map(({ name }) => keyOf(name))], now()));
      await webhooksChanged();
    } else {
      // Whoever had this minute may be gone, with what it raised still untold.
      await plan();
    }
    mayBeOpen = present.length > 0;
  }

  const rounds = repeat(round, { everyMs: MINUTE, onError });
  const late = repeat(
    async () => {
      const some = rules().filter(({ kind }) => kind === 'loops_late' || kind === 'loops_at_risk');
      if (some.length === 0) return;
      await look(some);
      await plan();
    },
    { everyMs: 24 * HOUR, onError },
  );
  let started = false;

  return {
    alerts,
    deliveries,
    keys,
    webhooksChanged,
    refresh: () => keys.refresh(),
    async acknowledge(id, by) {
      const alert = await alerts.acknowledge(id, { ...by, now: now() });
      if (!alert) throw new HeedError('NOT_FOUND', 'There is no alert with this id.');
      heard([alert]);
      await plan();
      return alert;
    },
    async retry(id) {
      const delivery = (await deliveries.find([id])).get(id);
      if (!delivery) throw new HeedError('NOT_FOUND', 'There is no delivery with this id.');
      const moment = now();
      const retried = delivery.state === 'failed' || delivery.state === 'skipped' ? await deliveries.change(delivery, { state: 'waiting', reason: '', attempted: 0, nextAttemptAt: moment }, { now: moment }) : null;
      if (!retried) throw new HeedError('CONFLICT', 'This delivery was taken or is still under way; look at what it is now.');
      changed();
      deliverer.wake();
      return retried;
    },
    async test(name) {
      const moment = now();
      const delivery: Delivery = {
        id: randomUUID(), alertId: NO_ALERT, revision: 1, event: 'test', channel: 'webhook', target: keyOf(name), state: 'waiting', reason: '', payload: testPayload(name, moment), attempts: [], attempted: 0,
        createdAt: moment, changedAt: moment, nextAttemptAt: null, failedAt: null, deliveredAt: null,
      };
      await deliveries.add([delivery]);
      return (await deliverer.attempt(delivery)) ?? delivery;
    },
    appended({ loops }) {
      if (started && loops.some(({ events }) => events.some(({ type }) => type === 'escalated' || type === 'closed' || type === 'acknowledged' || type === 'contacted'))) late.within(SOON_MS);
    },
    definitionsChanged(kinds) {
      if (!started || !kinds.some((kind) => kind === 'alert' || kind === 'webhook')) return;
      mayBeOpen = true;
      changed();
    },
    start() {
      started = true;
      deliverer.start();
      rounds.within(0);
    },
    async close() {
      started = false;
      await Promise.all([rounds.stop(), late.stop(), deliverer.stop()]);
    },
  };
}
