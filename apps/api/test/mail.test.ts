import { startMailServer, type MailServer } from '@heed/loops/testing/mail-server';
import { startEngineProcess, type EngineProcess } from '@heed/store/testing/engine-process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask, dataOf, makeToken, startHeed, type HeedProcess } from './support/heed-process.ts';
import { openWatcher } from './support/watch.ts';

const ADMIN = 'an-administrator-of-24-characters';
const SETUP = `mutation {
  saveDepartment(input: {name: "Support", calendar: {timeZone: "UTC", week: [[{from: "09:00", to: "17:00"}], [], [], [], [], [], []], holidays: []}}) { name }
  saveRootCause(input: {name: "Bug"}) { name }
  saveLoopAction(input: {name: "Fixed"}) { name }
  savePerson(input: {key: "dana", name: "Dana Fox", departments: ["Support"]}) { key }
  contact: saveTemplate(input: {name: "Sorry", purpose: CONTACT, texts: [{language: "en", subject: "Sorry, {{customer.firstName}}", body: "You wrote: {{feedback.comment}}"}]}) { name }
  again: saveTemplate(input: {name: "Again", purpose: REASK, texts: [{language: "en", subject: "Is it better?", body: "{{answerLink}}"}]}) { name }
}`;

let engine: EngineProcess;
let server: MailServer;
let one: HeedProcess;
let two: HeedProcess;
const env = (): Record<string, string> => ({
  CLICKHOUSE_URL: engine.url, CLICKHOUSE_USER: engine.username, CLICKHOUSE_PASSWORD: engine.password, CLICKHOUSE_DATABASE: 'mail', HEED_LIVE_WINDOW_MS: '20', HEED_LOG_LEVEL: 'trace',
  HEED_ADMIN_TOKEN: ADMIN, HEED_PUBLIC_URL: 'https://heed.example', HEED_MAIL_URL: server.url, HEED_MAIL_FROM: 'Care <care@heed.example>', HEED_MAIL_REPLY_DOMAIN: 'reply.heed.example', HEED_ORGANISATION: 'Halvorn',
});

const as = { token: ADMIN };
const query = <T>(text: string, variables: unknown = {}) => dataOf<T>(one.url, text, { ...as, variables });
const post = (path: string, body: unknown, { url = one.url, token }: { url?: string; token?: string } = {}): Promise<Response> =>
  fetch(`${url}${path}`, { method: 'POST', headers: { 'content-type': typeof body === 'string' ? 'message/rfc822' : 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) }, body: typeof body === 'string' ? body : JSON.stringify(body) });

let people = 0;
/** A loop about a customer who may be written to. */
async function openLoop({ product = 'lamp', consent = true, nps = 2 } = {}): Promise<{ id: string; email: string }> {
  people++;
  const email = `customer${people}@example.com`;
  const customer = { id: `c-${people}`, name: `Ann${people} Lee`, email, consent };
  const { submitFeedback } = await query<{ submitFeedback: { feedbackId: string } }>('mutation ($input: FeedbackInput!) { submitFeedback(input: $input) { feedbackId } }', {
    input: { source: 'survey', externalId: `f-${people}`, nps, product, language: 'en', comment: 'terribly slow parcel', customer },
  });
  const { openLoop: loop } = await query<{ openLoop: { id: string } }>('mutation ($feedback: ID!) { openLoop(input: {department: "Support", feedback: $feedback}) { id } }', { feedback: submitFeedback.feedbackId });
  return { id: loop.id, email };
}

const command = (id: string, input: object, url = one.url): Promise<unknown> => dataOf(url, 'mutation ($id: ID!, $command: LoopCommandInput!) { commandLoop(id: $id, command: $command) { state } }', { ...as, variables: { id, command: input } });
const loopOf = async (id: string) => (await query<{ loop: { state: string; recovery: string | null; messages: { id: string; status: string; incoming: boolean; body: string }[]; history: { type: string }[] } }>('query ($id: ID!) { loop(id: $id) { state recovery messages { id status incoming body } history { type } } }', { id })).loop;
const letterTo = (email: string) => server.taken.find(({ to }) => to.includes(email));
const eventually = (what: () => unknown) => expect.poll(what, { timeout: 20_000, interval: 100 });
const close = async (id: string): Promise<void> => {
  for (const input of [{ do: 'RESOLVE', rootCause: 'Bug', action: 'Fixed' }, { do: 'TELL', way: 'CALL' }, { do: 'CLOSE', outcome: 'TOLD' }]) await command(id, input);
};

describe('mail', { timeout: 120_000 }, () => {
  beforeAll(async () => {
    [engine, server] = await Promise.all([startEngineProcess(), startMailServer()]);
    [one, two] = await Promise.all([startHeed({ env: env() }), startHeed({ env: env() })]);
    await query(SETUP);
  });
  afterAll(async () => {
    await Promise.all([one.stop(), two.stop()]);
    await engine.stop();
    await server.stop();
  });

  test('whoever a missed promise names is written to once by two processes, and the loop shows it', async () => {
    await query('mutation ($input: PersonInput!) { savePerson(input: $input) { key } }', { input: { key: 'grace', name: 'Grace', email: 'grace@example.com', language: 'tr' } });
    const targets = [{ priority: 'URGENT', target: 'ACKNOWLEDGE', milliseconds: 1_000, clock: 'CALENDAR' }];
    await query('mutation ($input: DepartmentInput!) { saveDepartment(input: $input) { name } }', { input: { name: 'Watch', calendar: { timeZone: 'UTC', week: [[{ from: '09:00', to: '17:00' }], [], [], [], [], [], []], holidays: [] }, targets, escalation: { chain: ['grace'], repeatMs: 3_600_000 } } });
    const { submitFeedback } = await query<{ submitFeedback: { feedbackId: string } }>('mutation { submitFeedback(input: {source: "survey", externalId: "watched", nps: 1}) { feedbackId } }');
    const { openLoop: loop } = await query<{ openLoop: { id: string } }>('mutation ($feedback: ID!) { openLoop(input: {feedback: $feedback, department: "Watch", priority: URGENT}) { id } }', { feedback: submitFeedback.feedbackId });
    await eventually(() => letterTo('grace@example.com')?.mail.subject).toBe('Watch: zamanında üstlenilmedi');
    expect(letterTo('grace@example.com')?.mail.text).toContain(`https://heed.example/loops/${loop.id}`);
    const shown = () => query<{ loop: { messages: { id: string; status: string; purpose: string; person: { key: string } }[]; history: { escalation: string | null; message: string | null }[] } }>('query ($id: ID!) { loop(id: $id) { messages { id status purpose person { key } } history { escalation message } } }', { id: loop.id });
    await eventually(async () => (await shown()).loop.messages.map(({ status }) => status)).toEqual(['SENT']);
    const { messages, history } = (await shown()).loop;
    expect(messages).toMatchObject([{ purpose: 'ESCALATION', person: { key: 'grace' } }]);
    expect(history.find(({ escalation }) => escalation === 'breached')?.message).toBe(messages[0]?.id);
    expect(server.taken.filter(({ to }) => to.includes('grace@example.com'))).toHaveLength(1);
  });

  test('a letter is previewed, sent once by two processes, and answered', async () => {
    expect(await query('{ workspace { mail } }')).toEqual({ workspace: { mail: true } });
    const { id, email } = await openLoop();
    const { previewMessage } = await query<{ previewMessage: object }>('query ($id: ID!) { previewMessage(loop: $id, template: "sorry") { language subject body to problem } }', { id });
    expect(previewMessage).toEqual({ language: 'en', subject: `Sorry, Ann${people}`, body: 'You wrote: terribly slow parcel', to: email, problem: null });
    await command(id, { do: 'CONTACT', letter: { language: 'en', subject: 'Hello', body: 'A secret word: rhubarb.' } }, two.url);
    await eventually(async () => (await loopOf(id)).state).toBe('CONTACTED');
    expect(server.taken.filter(({ to }) => to.includes(email))).toHaveLength(1);

    const letter = letterTo(email)?.mail;
    const reply = `From: ${email}\r\nTo: ${letter?.replyTo?.[0]?.address}\r\nMessage-ID: <1@example.com>\r\nSubject: Re: Hello\r\n\r\nThank you, marmalade.\r\n`;
    const { secret } = await makeToken(one.url, ADMIN, { role: 'INGEST' });
    expect((await post('/collect/email', reply)).status).toBe(401);
    expect(await (await post('/collect/email', reply, { token: secret })).json()).toEqual({ status: 'received' });
    expect(await (await post('/collect/email', reply, { token: ADMIN, url: two.url })).json()).toEqual({ status: 'duplicate' });
    const stranger = await post('/collect/email', 'From: x@example.com\r\nMessage-ID: <2@example.com>\r\n\r\nhello', { token: secret });
    expect([stranger.status, ((await stranger.json()) as { code: string }).code]).toEqual([404, 'NOT_FOUND']);
    expect((await loopOf(id)).messages).toMatchObject([{ status: 'SENT', body: 'A secret word: rhubarb.' }, { status: 'RECEIVED', incoming: true, body: 'Thank you, marmalade.' }]);
    // What customers and agents write stands in no log.
    expect(one.output() + two.output()).not.toMatch(/rhubarb|marmalade|parcel|customer\d+@example/);
  });

  test('who does not want letters gets none, by the link or by one click', async () => {
    const { id, email } = await openLoop();
    await command(id, { do: 'CONTACT', letter: { language: 'en', subject: 'Hello', body: 'x' } });
    await eventually(() => letterTo(email)).toBeDefined();
    const link = letterTo(email)?.mail.headers.find(({ key }) => key === 'list-unsubscribe')?.value ?? '';
    const path = new URL(link.slice(1, -1)).pathname;
    expect((await fetch(`${one.url}${path}`, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'List-Unsubscribe=One-Click' })).status).toBe(200);
    const { previewMessage } = await query<{ previewMessage: { problem: string } }>('query ($id: ID!) { previewMessage(loop: $id) { problem } }', { id });
    expect(previewMessage.problem).toBe('no_consent');
    const refused = await ask(one.url, 'mutation ($id: ID!) { commandLoop(id: $id, command: {do: CONTACT, letter: {language: "en", subject: "x", body: "x"}}) { state } }', { ...as, variables: { id } });
    expect(refused.errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', problem: 'no_consent' });
    expect(await (await post('/collect/opt-out', { token: path.slice('/m/'.length) })).json()).toEqual({ state: 'opted_out' });
    expect((await post('/collect/opt-out', { token: 'nonsense' })).status).toBe(404);
  });

  test('a broadcast is seen to advance, survives a restart, and reaches everyone once', async () => {
    const loops = await Promise.all(Array.from({ length: 4 }, () => openLoop({ product: 'hub' })));
    const silent = await openLoop({ product: 'hub', consent: false });
    const input = { name: 'Hub', audience: { product: { in: ['hub'] } }, texts: [{ language: 'en', subject: 'We did', body: 'Dear {{customer.name}}, {{loop.action}}.' }], rootCause: 'Bug', action: 'Fixed' };
    const { broadcastPreview } = await query<{ broadcastPreview: object }>('query ($input: BroadcastInput!) { broadcastPreview(input: $input) { loops recipients withoutConsent languages { language count covered } examples { subject to } } }', { input });
    expect(broadcastPreview).toMatchObject({ loops: 5, recipients: 4, withoutConsent: 1, languages: [{ language: 'en', count: 4, covered: true }], examples: [{ subject: 'We did' }] });

    const watcher = openWatcher(two.url, as);
    const seen = watcher.watch<{ broadcasts: { state: string; sent: number; refused: number; startedBy: { name: string } | null }[] }>('subscription { broadcasts { state sent refused startedBy { name } } }');
    expect(await seen.next()).toEqual({ broadcasts: [] });
    const { startBroadcast } = await query<{ startBroadcast: { id: string } }>('mutation ($input: BroadcastInput!) { startBroadcast(input: $input, as: "dana") { id recipients } }', { input });
    await query('mutation ($id: ID!) { pauseBroadcast(id: $id) { state } }', { id: startBroadcast.id });
    await one.stop();
    one = await startHeed({ env: env() });
    await query('mutation ($id: ID!) { resumeBroadcast(id: $id) { state } }', { id: startBroadcast.id });
    let last = await seen.next();
    while (last.broadcasts[0]?.state !== 'DONE') last = await seen.next(20_000);
    expect(last).toEqual({ broadcasts: [{ state: 'DONE', sent: 4, refused: 1, startedBy: { name: 'Dana Fox' } }] });
    await watcher.dispose();
    for (const { id, email } of loops) {
      expect(server.taken.filter(({ to }) => to.includes(email)).map(({ mail }) => mail.subject)).toEqual(['We did']);
      expect((await loopOf(id)).state).toBe('CLOSED');
    }
    expect((await loopOf(silent.id)).state).toBe('NEW');
    const { secret } = await makeToken(one.url, ADMIN, { role: 'AGENT' });
    const forbidden = await ask(one.url, 'mutation ($input: BroadcastInput!) { startBroadcast(input: $input) { id } }', { token: secret, variables: { input } });
    expect(forbidden.errors[0]?.extensions.code).toBe('FORBIDDEN');
  });

  test('customers are asked again, without signing in, once', async () => {
    const [happy, unhappy] = [await openLoop(), await openLoop()];
    await close(happy.id);
    await close(unhappy.id);
    await query('mutation { setReask(input: {enabled: true, afterMs: 1, template: "Again"}) { enabled } }');
    // It looks at once when it starts.
    await one.stop();
    one = await startHeed({ env: env() });
    await eventually(() => Boolean(letterTo(happy.email) && letterTo(unhappy.email))).toBe(true);
    const tokenOf = (email: string): string => /\/r\/([\w-]+)/.exec(letterTo(email)?.mail.text ?? '')?.[1] ?? '';

    const page = await fetch(`${one.url}/reask/${tokenOf(happy.email)}`);
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(await page.json()).toEqual({ state: 'open', question: 'nps', lowest: 0, scale: 10, language: 'en', company: 'Halvorn' });
    const bad = await post(`/reask/${tokenOf(happy.email)}`, { score: 11 });
    expect([bad.status, ((await bad.json()) as { code: string }).code]).toEqual([400, 'BAD_USER_INPUT']);
    expect(await (await post(`/reask/${tokenOf(happy.email)}`, { score: 9, comment: 'Much better' })).json()).toMatchObject({ state: 'answered' });
    const again = await post(`/reask/${tokenOf(happy.email)}`, { score: 0 });
    expect([again.status, ((await again.json()) as { code: string }).code]).toEqual([409, 'CONFLICT']);
    expect(await loopOf(happy.id)).toMatchObject({ state: 'CLOSED', recovery: 'RECOVERED' });
    await post(`/reask/${tokenOf(unhappy.email)}`, { score: 1 }, { url: two.url });
    await eventually(async () => (await loopOf(unhappy.id)).state).toBe('NEW');
    expect(await (await fetch(`${one.url}/reask/nonsense`)).json()).toMatchObject({ state: 'invalid', language: '' });
    const codes = await Promise.all(Array.from({ length: 80 }, async () => (await fetch(`${two.url}/reask/nonsense`)).status));
    expect(codes).toContain(429);
  });
});

describe('without a mail server', { timeout: 120_000 }, () => {
  test('letters wait, and the pages know', async () => {
    const heed = await startHeed();
    await dataOf(heed.url, SETUP);
    expect(await dataOf(heed.url, '{ workspace { mail } broadcasts { id } }')).toEqual({ workspace: { mail: false }, broadcasts: [] });
    const { submitFeedback } = await dataOf<{ submitFeedback: { feedbackId: string } }>(heed.url, 'mutation { submitFeedback(input: {source: "s", nps: 1, customer: {email: "a@example.com", consent: true}}) { feedbackId } }');
    const { openLoop: loop } = await dataOf<{ openLoop: { id: string } }>(heed.url, 'mutation ($feedback: ID!) { openLoop(input: {department: "Support", feedback: $feedback}) { id } }', { variables: { feedback: submitFeedback.feedbackId } });
    const { commandLoop } = await dataOf<{ commandLoop: object }>(heed.url, 'mutation ($id: ID!) { commandLoop(id: $id, command: {do: CONTACT, letter: {language: "en", subject: "x", body: "x"}}) { state messages { status attempts } } }', { variables: { id: loop.id } });
    expect(commandLoop).toEqual({ state: 'NEW', messages: [{ status: 'QUEUED', attempts: 0 }] });
    await heed.stop();
  });
});
