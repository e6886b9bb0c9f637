import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { startMailServer, type MailServer } from '@heed/loops/testing/mail-server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask, dataOf, makeToken, startHeed, type HeedProcess } from './support/heed-process.ts';
import { openWatcher } from './support/watch.ts';
import { startReceiver, type Call, type Receiver } from './support/webhook-receiver.ts';

const ADMIN = 'an-administrator-of-24-characters';
const as = { token: ADMIN };

let server: MailServer;
let receiver: Receiver;
let heed: HeedProcess;
const env = (): Record<string, string> => ({
  HEED_ADMIN_TOKEN: ADMIN, HEED_PUBLIC_URL: 'https://heed.example', HEED_MAIL_URL: server.url, HEED_MAIL_FROM: 'Heed <heed@heed.example>', HEED_LOG_LEVEL: 'trace', HEED_LIVE_WINDOW_MS: '20', HEED_WEBHOOK_PRIVATE: 'allow',
});

const query = <T>(text: string, variables: unknown = {}, token = ADMIN) => dataOf<T>(heed.url, text, { token, variables });
const eventually = (what: () => unknown) => expect.poll(what, { timeout: 30_000, interval: 100 });

interface AlertShown {
  id: string;
  rule: string;
  kind: string;
  state: string;
  subject: string;
  departments: string[];
  path: string;
  unread: boolean;
  note: string;
  acknowledgedBy: { name: string } | null;
  evidence: { loops?: number; reason?: string };
}
interface DeliveryShown {
  id: string;
  messageId: string;
  event: string;
  channel: string;
  to: string;
  state: string;
  reason: string;
  nextAttemptAt: string | null;
  attempts: { status: number | null; reason: string }[];
}
const SHOWN = 'id rule kind state subject departments path unread note acknowledgedBy { name } evidence { ... on AlertLoops { loops } ... on AlertWebhookOff { reason } }';
const alertsOf = async (token = ADMIN) => (await query<{ alerts: { alerts: AlertShown[]; open: number; unread: number } }>(`{ alerts { open unread alerts { ${SHOWN} } } }`, {}, token)).alerts;
const about = async (subject: string): Promise<AlertShown[]> => (await alertsOf()).alerts.filter((alert) => alert.subject === subject);
const deliveriesOf = async (alert: string): Promise<DeliveryShown[]> =>
  (await query<{ alertDeliveries: { deliveries: DeliveryShown[] } }>('query ($alert: ID) { alertDeliveries(alert: $alert) { deliveries { id messageId event channel to state reason nextAttemptAt attempts { status reason } } } }', { alert })).alertDeliveries.deliveries;

/** A department that promises to acknowledge within a moment, so that its loops are late at once. */
const department = (name: string) =>
  query('mutation ($input: DepartmentInput!) { saveDepartment(input: $input) { name } }', {
    input: { name, calendar: { timeZone: 'UTC', week: Array.from({ length: 7 }, () => [{ from: '00:00', to: '24:00' }]), holidays: [] }, targets: [{ priority: 'URGENT', target: 'ACKNOWLEDGE', milliseconds: 500, clock: 'CALENDAR' }], escalation: { chain: [], repeatMs: 3_600_000 } },
  });
const rule = (input: object) => query('mutation ($input: AlertRuleInput!) { saveAlertRule(input: $input) { version } }', { input: { kind: 'LOOPS_LATE', ...input } });
const webhook = async (name: string, path = `/${name}`) => (await query<{ createWebhook: { secret: string } }>('mutation ($name: String!, $url: String!) { createWebhook(name: $name, url: $url) { secret } }', { name, url: `${receiver.url}${path}` })).createWebhook.secret;

let number = 0;
async function lateLoop(name: string): Promise<string> {
  const { submitFeedback } = await query<{ submitFeedback: { feedbackId: string } }>('mutation ($input: FeedbackInput!) { submitFeedback(input: $input) { feedbackId } }', { input: { source: 'survey', externalId: `f-${++number}`, nps: 1, department: name, comment: 'a secret rhubarb' } });
  const { openLoop } = await query<{ openLoop: { id: string } }>('mutation ($feedback: ID!, $department: String!) { openLoop(input: {feedback: $feedback, department: $department, priority: URGENT}) { id } }', { feedback: submitFeedback.feedbackId, department: name });
  return openLoop.id;
}
const callsTo = (path: string): Call[] => receiver.calls.filter((call) => call.path === path);
const typesAt = (path: string): string[] => callsTo(path).map(({ body }) => (JSON.parse(body) as { type: string }).type);

/** The signature as the specification of Standard Webhooks 1.0 describes it. */
function signed({ headers, body }: Call, secret: string): string {
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  return `v1,${createHmac('sha256', key).update(`${headers['webhook-id'] as string}.${headers['webhook-timestamp'] as string}.${body}`).digest('base64')}`;
}

describe('alerts', { timeout: 120_000 }, () => {
  beforeAll(async () => {
    [server, receiver] = await Promise.all([startMailServer(), startReceiver()]);
    heed = await startHeed({ env: env() });
    await query('mutation { a: savePerson(input: {key: "anna", name: "Anna Łoś", email: "anna@example.com", language: "pl"}) { key } b: savePerson(input: {key: "bob", name: "Bob", language: "en"}) { key } }');
  });
  afterAll(async () => {
    await heed.stop();
    await Promise.all([server.stop(), receiver.stop()]);
  });

  test('who is late is told at once: in the app, by mail and by a signed call, once, until it is over', async () => {
    await department('Watch');
    const secret = await webhook('chat');
    await rule({ name: 'Late', departments: ['Watch'], recipients: ['anna', 'bob'], webhooks: ['Chat'] });
    const watcher = openWatcher(heed.url, as);
    const seen = watcher.watch<{ alerts: { unread: number; alerts: { rule: string; state: string }[] } }>('subscription { alerts { unread alerts { rule state } } }');
    expect(await seen.next()).toEqual({ alerts: { unread: 0, alerts: [] } });

    const loop = await lateLoop('Watch');
    expect(await seen.next()).toEqual({ alerts: { unread: 1, alerts: [{ rule: 'Late', state: 'RAISED' }] } });
    const [alert] = (await about('Watch')) as [AlertShown];
    expect(alert).toMatchObject({ rule: 'Late', kind: 'LOOPS_LATE', state: 'RAISED', departments: ['Watch'], path: '/loops?queue=breached&department=Watch', unread: true, evidence: { loops: 1 } });

    await eventually(() => typesAt('/chat')).toEqual(['alert.raised']);
    const [call] = callsTo('/chat') as [Call];
    expect(call.headers['webhook-signature']).toBe(signed(call, secret));
    expect(Math.abs(Number(call.headers['webhook-timestamp']) * 1_000 - Date.now())).toBeLessThan(60_000);
    expect(JSON.parse(call.body)).toMatchObject({ data: { id: alert.id, rule: 'Late', state: 'raised', subject: 'Watch', facts: { loops: 1 }, url: 'https://heed.example/loops?queue=breached&department=Watch' } });
    await eventually(() => server.taken.map(({ to, mail }) => [to[0], mail.subject])).toEqual([['anna@example.com', 'Pętle po terminie – Watch']]);
    const mail = server.taken[0]?.mail;
    expect(mail?.text).toContain('https://heed.example/loops?queue=breached&department=Watch');
    expect(mail?.html).toContain('href="https://heed.example/loops?queue=breached&amp;department=Watch"');
    // Bob has no address.
    await eventually(async () => (await deliveriesOf(alert.id)).map(({ channel, to, state, reason }) => [channel, to, state, reason].join(' ')).sort()).toEqual(['MAIL anna DELIVERED ', 'MAIL bob FAILED no_address', 'WEBHOOK chat DELIVERED ']);
    const delivery = (await deliveriesOf(alert.id)).find(({ channel }) => channel === 'WEBHOOK');
    expect([delivery?.messageId, delivery?.attempts]).toEqual([call.headers['webhook-id'], [{ status: 204, reason: '' }]]);

    // Another of the same department is the same alert.
    const other = await lateLoop('Watch');
    await query('mutation ($id: ID!) { acknowledgeAlert(id: $id, note: "I am on it", as: "anna") { state } }', { id: alert.id });
    await eventually(() => typesAt('/chat')).toEqual(['alert.raised', 'alert.acknowledged']);
    expect(await about('Watch')).toMatchObject([{ state: 'ACKNOWLEDGED', note: 'I am on it', acknowledgedBy: { name: 'Anna Łoś' }, unread: false }]);
    for (const id of [loop, other]) await query('mutation ($id: ID!) { commandLoop(id: $id, command: {do: CLOSE, outcome: NOT_TOLD, reason: INVALID}) { state } }', { id });
    await eventually(async () => (await about('Watch')).map(({ state }) => state)).toEqual(['OVER']);
    await eventually(() => typesAt('/chat')).toEqual(['alert.raised', 'alert.acknowledged', 'alert.over']);
    expect(server.taken).toHaveLength(1);
    // What customers write stands nowhere in it.
    expect(heed.output() + receiver.calls.map(({ body }) => body).join('') + server.taken.map(({ raw }) => raw).join('')).not.toContain('rhubarb');
    const metrics = await (await fetch(`${heed.url}/metrics`, { headers: { authorization: `Bearer ${ADMIN}` } })).text();
    expect(metrics).toContain('heed_alert_deliveries_total{channel="webhook",outcome="delivered"} 3');
    await watcher.dispose();
  });

  test('what is not taken is tried again under the same id, by itself and by hand', async () => {
    await department('Retry');
    const secret = await webhook('flaky');
    receiver.answers.set('/flaky', { status: 500 });
    await rule({ name: 'Retried', departments: ['Retry'], webhooks: ['flaky'] });
    await lateLoop('Retry');
    await eventually(() => callsTo('/flaky').length).toBe(1);
    receiver.answers.delete('/flaky');
    await eventually(() => callsTo('/flaky').length).toBe(2);
    const [first, second] = callsTo('/flaky') as [Call, Call];
    expect([second.headers['webhook-id'], second.body]).toEqual([first.headers['webhook-id'], first.body]);
    expect(second.headers['webhook-signature']).toBe(signed(second, secret));
    const [alert] = (await about('Retry')) as [AlertShown];
    await eventually(async () => (await deliveriesOf(alert.id)).map(({ state, attempts }) => [state, attempts.map(({ status, reason }) => [status, reason])])).toEqual([['DELIVERED', [[500, 'status_500'], [204, '']]]]);

    // Both secrets hold while the receiver changes over.
    const { rotateWebhookSecret } = await query<{ rotateWebhookSecret: { secret: string } }>('mutation { rotateWebhookSecret(name: "flaky", keepHours: 1) { secret } }');
    const { testWebhook } = await query<{ testWebhook: DeliveryShown }>('mutation { testWebhook(name: "FLAKY") { state event attempts { status reason } } }');
    expect(testWebhook).toMatchObject({ state: 'DELIVERED', event: 'TEST' });
    const test = callsTo('/flaky').at(-1) as Call;
    expect(String(test.headers['webhook-signature']).split(' ')).toEqual([signed(test, rotateWebhookSecret.secret), signed(test, secret)]);
    // A redirect is not followed.
    receiver.answers.set('/flaky', { status: 302, headers: { location: `${receiver.url}/elsewhere` } });
    const moved = await query<{ testWebhook: DeliveryShown }>('mutation { testWebhook(name: "flaky") { id state attempts { status reason } } }');
    expect(moved.testWebhook).toMatchObject({ state: 'FAILED', attempts: [{ status: 302, reason: 'status_302' }] });
    expect(callsTo('/elsewhere')).toEqual([]);
    receiver.answers.delete('/flaky');
    await query('mutation ($id: ID!) { retryAlertDelivery(id: $id) { state } }', { id: moved.testWebhook.id });
    await eventually(() => callsTo('/flaky').length).toBe(5);
    const again = await ask(heed.url, 'mutation ($id: ID!) { retryAlertDelivery(id: $id) { state } }', { ...as, variables: { id: (await deliveriesOf(alert.id))[0]?.id } });
    expect(again.errors[0]?.extensions.code).toBe('CONFLICT');
  });

  test('a receiver that is gone turns its webhook off, which the app tells, until somebody turns it on', async () => {
    await department('Gone');
    await webhook('gone');
    receiver.answers.set('/gone', { status: 410 });
    await rule({ name: 'Gone', departments: ['Gone'], webhooks: ['gone'] });
    await lateLoop('Gone');
    await eventually(async () => (await about('gone')).map(({ kind, rule: name, evidence }) => [kind, name, evidence.reason])).toEqual([['WEBHOOK_OFF', 'Heed', 'GONE']]);
    expect(await query('{ webhooks { name off enabled } }')).toMatchObject({ webhooks: expect.arrayContaining([{ name: 'gone', off: 'GONE', enabled: true }]) as unknown });
    receiver.answers.delete('/gone');
    await query('mutation { changeWebhook(name: "gone", enabled: true) { off } }');
    expect(await about('gone')).toMatchObject([{ state: 'OVER' }]);
    const refused = await ask(heed.url, 'mutation { removeWebhook(name: "gone") }', as);
    expect(refused.errors[0]).toMatchObject({ message: expect.stringContaining('is used by the alert rule "Gone"') as unknown, extensions: { code: 'BAD_USER_INPUT' } });
  });

  test('quiet hours hold back what is delivered, and not what the app shows', async () => {
    await department('Night');
    await webhook('night');
    const minute = Math.floor(Date.now() / 60_000);
    const clock = (minutes: number): string => new Date((minute + minutes) * 60_000).toISOString().slice(11, 16);
    await rule({ name: 'Nightly', departments: ['Night'], recipients: ['anna'], webhooks: ['night'], quietHours: [{ from: clock(-60), to: clock(60) }] });
    await lateLoop('Night');
    await eventually(async () => (await about('Night')).length).toBe(1);
    const [alert] = (await about('Night')) as [AlertShown];
    await eventually(async () => (await deliveriesOf(alert.id)).map(({ state, reason, nextAttemptAt }) => [state, reason, nextAttemptAt?.slice(11, 16)])).toEqual([['WAITING', 'quiet_hours', clock(60)], ['WAITING', 'quiet_hours', clock(60)]]);
    expect(callsTo('/night')).toEqual([]);
  });

  test('whoever sees one department sees what is about that and nothing else, and each reads for themselves', async () => {
    const { secret: token } = await makeToken(heed.url, ADMIN, { role: 'LEAD', departments: ['Night'] });
    const before = await alertsOf();
    expect((await alertsOf(token)).alerts.map(({ subject }) => subject)).toEqual(['Night']);
    expect(await alertsOf(token)).toMatchObject({ open: 1, unread: 1 });
    await query('mutation { markAlertsRead }', {}, token);
    expect(await alertsOf(token)).toMatchObject({ open: 1, unread: 0 });
    expect((await alertsOf()).unread).toBe(before.unread);
    const [other] = (await about('Retry')) as [AlertShown];
    expect(await query('query ($id: ID!) { alert(id: $id) { id } }', { id: other.id }, token)).toEqual({ alert: null });
    const codes = await Promise.all(
      [
        ['mutation ($id: ID!) { acknowledgeAlert(id: $id) { id } }', { id: other.id }],
        ['query ($id: ID!) { alertDeliveries(alert: $id) { hasNextPage } }', { id: other.id }],
        ['{ alertDeliveries { hasNextPage } }', {}],
        ['mutation { saveAlertRule(input: {name: "All", kind: LOOPS_LATE}) { name } }', {}],
        ['{ alertPreview(rule: {name: "All", kind: LOOPS_LATE}) { total } }', {}],
      ].map(async ([text, variables]) => (await ask(heed.url, text as string, { token, variables })).errors[0]?.extensions.code),
    );
    expect(codes).toEqual(['NOT_FOUND', 'NOT_FOUND', 'FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN']);
    await query('mutation { saveAlertRule(input: {name: "Mine", kind: LOOPS_AT_RISK, departments: ["night"]}) { name } }', {}, token);
    // Addresses of webhooks may be secrets.
    expect(await query('{ webhooks { name url } definitions }', {}, token)).toMatchObject({ webhooks: expect.arrayContaining([{ name: 'night', url: null }]) as unknown, definitions: expect.not.stringContaining(receiver.url) as unknown });
  });

  test('a preview says what would have been raised, and suggestions are ready to be saved', async () => {
    const { alertPreview } = await query<{ alertPreview: { total: number; judged: boolean; alerts: { subject: string; overAt: string | null }[] } }>('{ alertPreview(rule: {name: "x", kind: LOOPS_LATE}) { total judged alerts { subject overAt } } }');
    expect(alertPreview.judged).toBe(true);
    const subjects = (which: typeof alertPreview.alerts): string[] => [...new Set(which.map(({ subject }) => subject))].sort();
    expect(subjects(alertPreview.alerts)).toEqual(['Gone', 'Night', 'Retry', 'Watch']);
    // Its two loops were late one after the other, or together, by how long the test took.
    expect(subjects(alertPreview.alerts.filter(({ overAt }) => overAt !== null))).toEqual(['Watch']);
    for (const kind of ['SCORE_DOWN', 'THEME_SPIKING', 'SOURCE_SILENT']) expect(await query('query ($rule: AlertRuleInput!) { alertPreview(rule: $rule) { days total } }', { rule: { name: 'x', kind } })).toEqual({ alertPreview: { days: 90, total: 0 } });
    const { alertSuggestions } = await query<{ alertSuggestions: { rule: { name: string; kind: string }; used: boolean }[] }>('{ alertSuggestions { rule { name kind } used } }');
    expect(alertSuggestions.map(({ rule: { kind }, used }) => [kind, used])).toEqual([['SCORE_DOWN', false], ['SCORE_DOWN', false], ['THEME_SPIKING', false], ['LOOPS_LATE', true], ['LOOPS_AT_RISK', true], ['SOURCE_SILENT', false]]);
  });

  test('a score that is clearly down is found, of the department that it is of', async () => {
    const day = (ago: number): string => new Date(Date.now() - ago * 86_400_000).toISOString();
    const answers = (name: string, ago: number, scores: number[]) => scores.map((nps, index) => ({ source: 'scores', externalId: `${name}-${ago}-${index}`, department: name, nps, occurredAt: day(ago) }));
    const mixed = (promoters: number): number[] => Array.from({ length: 60 }, (_, index) => (index < promoters ? 10 : 3));
    const input = [...answers('Falling', 10, mixed(50)), ...answers('Falling', 2, mixed(10)), ...answers('Steady', 10, mixed(40)), ...answers('Steady', 2, mixed(37))];
    await query('mutation ($input: [FeedbackInput!]!) { submitFeedbackBatch(input: $input) { accepted } }', { input }).catch(async () => {
      for (const one of input) await query('mutation ($input: FeedbackInput!) { submitFeedback(input: $input) { status } }', { input: one });
    });
    const { alertPreview } = await query<{ alertPreview: { alerts: { subject: string; overAt: string | null; evidence: object }[] } }>(
      'query ($rule: AlertRuleInput!) { alertPreview(rule: $rule) { alerts { subject overAt evidence { ... on AlertScoreDown { metric value previous change n previousN looked } } } } }',
      { rule: { name: 'x', kind: 'SCORE_DOWN', eachDepartment: true } },
    );
    // 50 of 60 promoters and 10 detractors are 66.7; 10 and 50 are -66.7.
    expect(alertPreview.alerts).toMatchObject([{ subject: 'Falling', overAt: null, evidence: { metric: 'NPS', n: 60, previousN: 60, value: expect.closeTo(-66.67, 1) as unknown, change: expect.closeTo(-133.33, 1) as unknown } }]);
  });

  test('a raise survives a kill: what was not delivered is, once Heed is back', async () => {
    await department('Killed');
    await webhook('killed');
    receiver.answers.set('/killed', { status: 503 });
    await rule({ name: 'Killed', departments: ['Killed'], webhooks: ['killed'] });
    await lateLoop('Killed');
    await eventually(async () => (await about('Killed')).length).toBe(1);
    const exited = once(heed.child, 'exit');
    heed.child.kill('SIGKILL');
    await exited;
    receiver.answers.delete('/killed');
    const called = callsTo('/killed').length;
    heed = await startHeed({ env: env(), folder: heed.folder });
    await eventually(() => callsTo('/killed').length).toBe(called + 1);
    expect(new Set(callsTo('/killed').map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(await about('Killed')).toMatchObject([{ state: 'RAISED', evidence: { loops: 1 } }]);
    expect(typesAt('/killed').every((type) => type === 'alert.raised')).toBe(true);
  });
});

describe('without leave to call private addresses', { timeout: 120_000 }, () => {
  test('a webhook of the own network is not called', async () => {
    const [own, calm] = [await startReceiver(), await startHeed()];
    const made = await dataOf<{ createWebhook: { secret: string } }>(calm.url, 'mutation ($url: String!) { createWebhook(name: "own", url: $url) { secret } }', { variables: { url: `https://localhost:${own.port}/` } });
    expect(made.createWebhook.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    for (const [url, reason] of [[`https://localhost:${own.port}/`, 'refused_address'], [`https://127.1:${own.port}/`, 'refused_address'], [own.url, 'not_https']]) {
      await dataOf(calm.url, 'mutation ($url: String!) { changeWebhook(name: "own", url: $url) { name } }', { variables: { url } });
      expect(await dataOf(calm.url, 'mutation { testWebhook(name: "own") { state attempts { reason status } } }')).toEqual({ testWebhook: { state: 'FAILED', attempts: [{ reason, status: null }] } });
    }
    expect(own.calls).toEqual([]);
    await calm.stop();
    await own.stop();
  });
});
