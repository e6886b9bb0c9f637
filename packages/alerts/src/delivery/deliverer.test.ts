import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createJournal } from '@heed/store';
import { openTestStore } from '@heed/store/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createAlerts, type Alerts } from '../alert/alerts.ts';
import type { Alert } from '../alert/alert.ts';
import type { AlertRule } from '../rule/rule.ts';
import { alertRuleSchema } from '../rule/schemas.ts';
import { createWebhookKeys, type WebhookKeys } from '../webhook/webhook-keys.ts';
import { createDeliveries, type Deliveries } from './deliveries.ts';
import { createDeliverer, type Deliverer, type Mailed } from './deliverer.ts';
import { planDeliveries } from './plan-deliveries.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** A Monday, ten in the evening in Berlin. */
const NIGHT = Date.UTC(2026, 10, 9, 21);
const schema = alertRuleSchema({ metrics: ['nps'], usualMetric: 'nps' });

let store: Awaited<ReturnType<typeof openTestStore>>;
let server: Server;
let clock: { now: number };
let alerts: Alerts;
let deliveries: Deliveries;
let keys: WebhookKeys;
let calls: { id: string; at: number; body: string }[];
let mails: { to: string; at: number }[];
let answer: number;
let mailed: Mailed;
let off: string[];
let errors: unknown[];

let number = 0;
/** Each test has a webhook and a person of its own. */
let chat: string;
let ann: string;

beforeAll(async () => {
  store = await openTestStore();
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      calls.push({ id: String(request.headers['webhook-id']), at: clock.now, body });
      response.writeHead(answer).end('something that nobody keeps');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  server.close();
  await store.drop();
});
beforeEach(async () => {
  number++;
  [chat, ann] = [`chat ${number}`, `ann${number}`];
  clock = { now: NIGHT };
  [calls, mails, off, errors, answer, mailed] = [[], [], [], [], 204, { reason: '', forGood: false }];
  alerts = createAlerts(store);
  deliveries = createDeliveries(store);
  keys = createWebhookKeys({ journal: createJournal(store), now: () => clock.now });
  await keys.make(chat, { by: 'admin', keepMs: 0 });
});
afterEach(async () => {
  expect(errors).toEqual([]);
  // What still waits is no concern of the next test.
  for (const delivery of await deliveries.due({ now: NIGHT + 365 * DAY, first: 100 })) await deliveries.change(delivery, { state: 'skipped', nextAttemptAt: null }, { now: clock.now });
});

const deliverer = (): Deliverer =>
  createDeliverer({
    alerts, deliveries, keys,
    webhook: (key) => (key === chat ? { name: chat, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, enabled: true } : undefined),
    mail: (delivery) => {
      mails.push({ to: delivery.target, at: clock.now });
      return Promise.resolve(mailed);
    },
    allowPrivate: true,
    now: () => clock.now,
    onOff: (webhook) => off.push(webhook),
    onError: (error) => errors.push(error),
  });

async function raised(given: object = {}): Promise<{ alert: Alert; rule: AlertRule }> {
  const rule = schema.parse({ name: 'Late', kind: 'loops_late', recipients: [ann], webhooks: [chat.toUpperCase()], ...given });
  const [alert] = await alerts.settle({ key: `late ${number}`, name: 'Late' }, [{ subject: 'Sales', departments: ['Sales'], path: '/loops', facts: { kind: 'loops_late', department: 'Sales', loops: 1 } }], { now: clock.now, repeatMs: null, settleMs: 0 });
  if (!alert) throw new Error('nothing was raised');
  await plan(alert, rule);
  return { alert, rule };
}
/** As it is made by whichever process, perhaps twice. */
async function plan(alert: Alert, rule: AlertRule): Promise<void> {
  await deliveries.add(planDeliveries(alert, { rule, now: clock.now, timeZone: 'Europe/Berlin', keyOf: (name) => name.toLowerCase(), payload: (event) => JSON.stringify({ type: event }) }));
}
/** Those of this test, the newest first. */
const made = async () => (await deliveries.page({ alert: null, to: null, after: null, first: 200 })).filter(({ target }) => target === chat || target === ann);
const states = async (): Promise<string[]> => (await made()).map(({ event, channel, state, reason }) => `${event} ${channel} ${state} ${reason}`.trim()).sort();

describe('deliveries', () => {
  it('go out once, by two processes that planned them both', async () => {
    const { alert, rule } = await raised();
    await plan(alert, rule);
    await Promise.all([deliverer().round(), deliverer().round()]);
    await plan(alert, rule);
    await deliverer().round();
    expect([calls.length, mails.map(({ to }) => to)]).toEqual([1, [ann]]);
    expect(await states()).toEqual(['raised mail delivered', 'raised webhook delivered']);
  });

  it('are tried again after 5 seconds, 5 and 30 minutes, 2, 5, 10 and 10 hours, and then given up', async () => {
    answer = 500;
    await raised({ recipients: [] });
    const worker = deliverer();
    const until = NIGHT + 2 * DAY;
    while (clock.now < until) {
      await worker.round();
      const [next] = await made();
      if (next?.nextAttemptAt == null) break;
      // Not a moment sooner.
      clock.now = next.nextAttemptAt - 1;
      await worker.round();
      clock.now = next.nextAttemptAt;
    }
    expect(calls.map(({ at }, index) => at - (calls[index - 1]?.at ?? NIGHT))).toEqual([0, 5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 10 * HOUR]);
    expect(new Set(calls.map(({ id, body }) => id + body)).size).toBe(1);
    expect(await states()).toEqual(['raised webhook failed status_500']);
    const [delivery] = await made();
    expect(delivery?.attempts.map(({ status, reason }) => [status, reason])).toEqual(Array.from({ length: 8 }, () => [500, 'status_500']));
    expect(JSON.stringify(delivery)).not.toContain('nobody keeps');
  });

  it('that a killed process had under way are tried again when its time is over', async () => {
    await raised({ recipients: [] });
    const [delivery] = await made();
    if (!delivery) throw new Error('nothing is due');
    // As the process that is gone left it.
    await deliveries.change(delivery, { state: 'sending', attempted: 1, nextAttemptAt: clock.now + 3 * MINUTE }, { now: clock.now });
    await deliverer().round();
    expect(calls).toEqual([]);
    clock.now += 3 * MINUTE;
    await deliverer().round();
    expect(calls).toHaveLength(1);
    expect(await states()).toEqual(['raised webhook delivered']);
  });

  it('wait for the end of quiet hours, and nobody is woken for what is over by then', async () => {
    const { alert, rule } = await raised({ quietHours: [{ from: '21:00', to: '07:00' }] });
    await deliverer().round();
    expect([calls.length, mails.length]).toEqual([0, 0]);
    expect(await states()).toEqual(['raised mail waiting quiet_hours', 'raised webhook waiting quiet_hours']);
    const [over] = await alerts.settle({ key: `late ${number}`, name: 'Late' }, [], { now: clock.now, repeatMs: null, settleMs: 0 });
    await plan({ ...(over ?? alert), pending: ['over'] }, rule);
    clock.now = Date.UTC(2026, 10, 10, 6) - 1;
    await deliverer().round();
    expect(calls).toEqual([]);
    clock.now++;
    await deliverer().round();
    expect(mails).toEqual([]);
    expect(calls.map(({ body }) => body).sort()).toEqual(['{"type":"over"}', '{"type":"raised"}']);
    expect(await states()).toEqual(['over webhook delivered', 'raised mail skipped over', 'raised webhook delivered']);
  });

  it('end where the receiver says that it is gone, and its webhook is turned off', async () => {
    answer = 410;
    await raised({ recipients: [] });
    await deliverer().round();
    expect(await states()).toEqual(['raised webhook failed status_410']);
    expect([off, keys.get(chat)?.off?.reason]).toEqual([[chat], 'gone']);
  });

  it('that fail for five days turn their webhook off, and one that is taken in between begins anew', async () => {
    const worker = deliverer();
    const raiseAt = async (day: number): Promise<void> => {
      clock.now = NIGHT + day * DAY;
      await alerts.settle({ key: `late ${number}`, name: 'Late' }, [], { now: clock.now, repeatMs: null, settleMs: 0 });
      await raised({ recipients: [] });
      await worker.round();
    };
    answer = 500;
    await raiseAt(0);
    await raiseAt(3);
    answer = 204;
    await raiseAt(4);
    answer = 500;
    await raiseAt(5);
    await raiseAt(9);
    expect(keys.get(chat)?.off).toBeNull();
    await raiseAt(10.01);
    expect([off, keys.get(chat)?.off?.reason]).toEqual([[chat], 'failing']);
    await raiseAt(11);
    expect((await made())[0]).toMatchObject({ state: 'skipped', reason: 'webhook_off' });
  });

  it('by mail are tried again while the mail server is away, and not where that helps nobody', async () => {
    mailed = { reason: 'no_connection', forGood: false };
    await raised({ webhooks: [] });
    await deliverer().round();
    expect(await states()).toEqual(['raised mail waiting no_connection']);
    mailed = { reason: 'no_address', forGood: true };
    clock.now += MINUTE;
    await deliverer().round();
    expect(await states()).toEqual(['raised mail failed no_address']);
  });
});
