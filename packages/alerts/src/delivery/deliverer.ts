import type { Alert } from '../alert/alert.ts';
import type { Alerts } from '../alert/alerts.ts';
import type { Webhook } from '../rule/rule.ts';
import { postJson, type Resolve } from '../webhook/post.ts';
import { signatureHeaders } from '../webhook/sign.ts';
import type { WebhookKeys } from '../webhook/webhook-keys.ts';
import type { Deliveries } from './deliveries.ts';
import { messageIdOf, NO_ALERT, type Attempt, type Delivery } from './delivery.ts';
import { FAILING_MS, pauseAfter } from './schedule.ts';

/** How handing a mail over ended; `reason` in a word, empty where it was taken. A failure for good is not tried again. */
export interface Mailed {
  reason: string;
  forGood: boolean;
}

export interface DelivererOptions {
  alerts: Pick<Alerts, 'find'>;
  deliveries: Deliveries;
  keys: WebhookKeys;
  /** By key of the name, or undefined where there is none. */
  webhook: (key: string) => Webhook | undefined;
  /** Hands a mail about an alert to a person over, in their language. */
  mail: (delivery: Delivery, alert: Alert) => Promise<Mailed>;
  /** Whether calls may reach private addresses. */
  allowPrivate: boolean;
  resolve?: Resolve;
  /** Epoch milliseconds. */
  now: () => number;
  /** Told of each attempt, and of what changed. */
  onAttempt?: (attempt: { channel: Delivery['channel']; outcome: 'delivered' | 'again' | 'failed' | 'skipped'; milliseconds: number }) => void;
  onChange?: () => void;
  /** Told that a webhook was turned off by itself. */
  onOff?: (webhook: string) => void;
  onError: (error: unknown) => void;
  /** Milliseconds between two looks. */
  pollMs?: number;
}

/** Sends what waits. Any number of processes may run one over the same store. */
export interface Deliverer {
  start(): void;
  /** Looks at once. */
  wake(): void;
  /** Looks once, and returns when everything that was due has been dealt with. */
  round(): Promise<void>;
  /** Attempts one at once, whenever it was due. Null where another process has it. */
  attempt(delivery: Delivery): Promise<Delivery | null>;
  stop(): Promise<void>;
}

/** For so long a claim holds: longer than an attempt may take. */
const LEASE_MS = 3 * 60_000;
const FIRST = 100;
const AT_ONCE = 8;
/** Attempts that are remembered, the latest. */
const MOST_ATTEMPTS = 30;

export function createDeliverer({ alerts, deliveries, keys, webhook: webhookOf, mail, allowPrivate, resolve, now, onAttempt = () => {}, onChange = () => {}, onOff = () => {}, onError, pollMs = 2_000 }: DelivererOptions): Deliverer {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let again = false;
  let stopped = false;

  async function skip(delivery: Delivery, reason: string): Promise<Delivery | null> {
    onAttempt({ channel: delivery.channel, outcome: 'skipped', milliseconds: 0 });
    return deliveries.change(delivery, { state: 'skipped', reason, nextAttemptAt: null }, { now: now() });
  }

  /** Notes how an attempt ended, and when there is another. */
  async function ended(delivery: Delivery, { reason, forGood, status, since }: { reason: string; forGood: boolean; status: number | null; since: number }): Promise<Delivery | null> {
    const at = now();
    const attempt: Attempt = { at: since, milliseconds: Math.max(0, at - since), reason, status };
    const attempts = [...delivery.attempts, attempt].slice(-MOST_ATTEMPTS);
    const pause = reason === '' || forGood ? null : pauseAfter(delivery.channel, delivery.attempted);
    onAttempt({ channel: delivery.channel, outcome: reason === '' ? 'delivered' : pause === null ? 'failed' : 'again', milliseconds: attempt.milliseconds });
    if (reason === '') return deliveries.change(delivery, { state: 'delivered', reason, attempts, nextAttemptAt: null, deliveredAt: at }, { now: at });
    const failed = { reason, attempts, failedAt: delivery.failedAt ?? since };
    return deliveries.change(delivery, pause === null ? { ...failed, state: 'failed', nextAttemptAt: null } : { ...failed, state: 'waiting', nextAttemptAt: at + pause }, { now: at });
  }

  const claim = (delivery: Delivery): Promise<Delivery | null> =>
    deliveries.change(delivery, { state: 'sending', attempted: delivery.attempted + 1, nextAttemptAt: now() + LEASE_MS }, { now: now() });

  async function turnOff(key: string, reason: 'gone' | 'failing'): Promise<void> {
    await keys.turnOff(key, reason);
    onOff(key);
  }

  async function call(delivery: Delivery): Promise<Delivery | null> {
    const { target: key, event } = delivery;
    const isTest = event === 'test';
    const webhook = webhookOf(key);
    if (!webhook) return skip(delivery, 'webhook_removed');
    // Whoever tries one that is off wants to know whether it works again.
    if (!isTest && (!webhook.enabled || keys.get(key)?.off)) return skip(delivery, 'webhook_off');
    const secrets = keys.secrets(key, now());
    const claimed = await claim(delivery);
    if (!claimed) return null;
    const since = now();
    const id = messageIdOf(delivery);
    const posted =
      secrets.length === 0
        ? { status: null, reason: 'no_secret' }
        : await postJson(new URL(webhook.url), delivery.payload, { headers: signatureHeaders(delivery.payload, { id, at: since, secrets }), allowPrivate, ...(resolve ? { resolve } : {}) });
    const taken = posted.status !== null && posted.status >= 200 && posted.status < 300;
    const reason = taken ? '' : posted.reason === '' ? `status_${posted.status}` : posted.reason;
    const gone = posted.status === 410;
    const result = await ended(claimed, { reason, forGood: isTest || gone, status: posted.status, since });
    if (isTest || taken) return result;
    if (gone) await turnOff(key, 'gone');
    else if (now() - ((await deliveries.health()).get(key)?.failingSince ?? now()) >= FAILING_MS) await turnOff(key, 'failing');
    return result;
  }

  async function write(delivery: Delivery): Promise<Delivery | null> {
    const alert = (await alerts.find([delivery.alertId])).get(delivery.alertId);
    if (!alert) return skip(delivery, 'alert_unknown');
    // Nobody is woken for what has been dealt with while quiet hours held the mail back, or the mail server was away.
    if (alert.state !== 'raised') return skip(delivery, alert.state);
    const claimed = await claim(delivery);
    if (!claimed) return null;
    const since = now();
    const mailed = await mail(delivery, alert);
    return ended(claimed, { ...mailed, status: null, since });
  }

  async function attempt(delivery: Delivery): Promise<Delivery | null> {
    const result = delivery.channel === 'webhook' ? await call(delivery) : delivery.alertId === NO_ALERT ? await skip(delivery, 'alert_unknown') : await write(delivery);
    onChange();
    return result;
  }

  async function look(): Promise<void> {
    const due = await deliveries.due({ now: now(), first: FIRST });
    const queue = [...due];
    const work = async (): Promise<void> => {
      for (let delivery = queue.shift(); delivery && !stopped; delivery = queue.shift()) await attempt(delivery).catch(onError);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    if (due.length === FIRST) again = true;
  }

  function round(): Promise<void> {
    again = true;
    return (running ??= (async () => {
      try {
        while (again && !stopped) {
          again = false;
          await look();
        }
      } finally {
        running = undefined;
      }
    })());
  }
  const wake = (): void => {
    if (timer) void round().catch(onError);
  };

  return {
    start() {
      timer ??= setInterval(wake, pollMs).unref();
      wake();
    },
    wake,
    round,
    attempt,
    async stop() {
      stopped = true;
      clearInterval(timer);
      timer = undefined;
      await running?.catch(onError);
    },
  };
}
