import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addressParser } from 'postal-mime';
import { withdrawConsent } from '../customer/customer.query.ts';
import { newLetter, retryLetter } from '../letter/letters.ts';
import { startMailServer, type MailServer } from '../testing/mail-server.ts';
import { LETTER, openMailWorld, SIGNER, T0, transportTo, type MailWorld } from '../testing/mail-world.ts';
import { MOST_ATTEMPTS, pauseAfter, type Delivery } from './failure.ts';
import type { Transport } from './smtp-transport.ts';

const MINUTE = 60_000;
let world: MailWorld;
let server: MailServer;
beforeAll(async () => {
  world = await openMailWorld();
});
afterAll(() => world.drop());
beforeEach(async () => {
  server = await startMailServer();
});
afterEach(async () => {
  await server.stop();
  expect(world.errors).toEqual([]);
});

const CONTACT = { do: 'contact', way: 'email', note: '', letter: LETTER } as const;

/** A loop with a letter that waits. */
async function withLetter(about: Parameters<MailWorld['customer']>[0] = {}): Promise<string> {
  const id = await world.open(await world.customer(about));
  await world.act(id, CONTACT);
  return id;
}

/** Answers with these deliveries, one after the other, and remembers how often it was asked. */
function answering(...deliveries: Delivery[]): Transport & { asked: number } {
  const transport = { asked: 0, deliver: () => (transport.asked++, Promise.resolve(deliveries.shift() ?? { outcome: 'sent' as const })) };
  return transport;
}

describe('the outbox', () => {
  it('sends a letter once, with what mail programs need, and then the customer has been contacted', async () => {
    const id = await withLetter({ name: 'Żaneta "Ż" <x@evil.example>, Ł', email: 'zaneta@example.com' });
    expect(await world.letters(id)).toMatchObject([{ status: 'queued', purpose: 'contact', incoming: false, attempts: 0, ...LETTER }]);
    await world.outbox(transportTo(server.url)).round();
    await world.outbox(transportTo(server.url)).round();

    const [letter] = await world.letters(id);
    expect(letter).toMatchObject({ status: 'sent', attempts: 1, sentAt: T0, nextAttemptAt: null, failure: '' });
    expect(await world.happened(id, 2)).toEqual(['message_queued', 'message_sent', 'contacted']);
    expect(await world.state(id)).toMatchObject({ state: 'contacted', pendingMessages: [] });

    expect(server.taken).toHaveLength(1);
    const [{ from, to, mail }] = server.taken as [MailServer['taken'][0]];
    expect([from, to]).toEqual(['care@heed.example', ['zaneta@example.com']]);
    expect(mail.from).toEqual({ name: 'Halvorn', address: 'care@heed.example' });
    expect(mail.to).toEqual([{ name: 'Żaneta "Ż" <x@evil.example>, Ł', address: 'zaneta@example.com' }]);
    expect(mail).toMatchObject({ subject: 'About your order', messageId: `<${letter?.id}.${id}@heed.example>` });
    const header = (key: string): string => mail.headers.find((one) => one.key === key)?.value ?? '';
    const optOut = /^<(https:\/\/heed\.example\/m\/([\w-]+))>$/.exec(header('list-unsubscribe'));
    expect(SIGNER.read('opt_out', optOut?.[2] ?? '')).toEqual({ kind: 'opt_out', customerId: letter?.customerId });
    expect(header('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
    expect(header('auto-submitted')).toBe('');
    expect(SIGNER.read('reply', /^reply\+(\w+)@reply\.heed\.example$/.exec(mail.replyTo?.[0]?.address ?? '')?.[1] ?? '')).toEqual({ kind: 'reply', messageId: letter?.id });
    expect(mail.text?.trim()).toBe(`We are sorry.\n\n--\nIf you would rather not hear from us by e-mail, tell us here:\n${optOut?.[1]}`);
    expect(mail.html).toContain('<p>We are sorry.</p>');
  });

  it('threads what follows, and tells when the loop is resolved', async () => {
    const id = await withLetter();
    await world.outbox(transportTo(server.url)).round();
    await world.act(id, { do: 'resolve', note: '', rootCause: 'Bug', action: 'Fixed' }, { do: 'tell', way: 'email', note: '', letter: { ...LETTER, language: 'zh-TW', subject: '已修復', body: '謝謝您。' } });
    expect(await world.state(id)).toMatchObject({ state: 'resolved', isTold: false });
    world.clock.now += MINUTE;
    await world.outbox(transportTo(server.url)).round();
    expect(await world.state(id)).toMatchObject({ state: 'told', isTold: true });
    const [first, second] = server.taken.map(({ mail }) => mail);
    expect(second).toMatchObject({ subject: '已修復', inReplyTo: first?.messageId, references: first?.messageId });
    expect(second?.text).toMatch(/^謝謝您。\n\n--\n若您不希望/);
  });

  it('cannot be made to write a header, an address or a recipient by a hostile name, subject or text', async () => {
    const hostile = 'x\r\nBcc: victim@example.com\r\n\r\n.\r\nMAIL FROM:<evil@example.com>\u2028\u202E';
    const id = await world.open(await world.customer({ name: hostile, email: 'a@example.com' }));
    await world.act(id, { ...CONTACT, letter: { language: 'en\r\nX-Evil: 1', subject: hostile, body: `${hostile}\r\n.\r\nQUIT\r\n<script>alert(1)</script>` } });
    await world.outbox(transportTo(server.url)).round();
    expect(server.taken.map(({ to }) => to)).toEqual([['a@example.com']]);
    const [{ raw, mail }] = server.taken as [MailServer['taken'][0]];
    const keys = mail.headers.map(({ key }) => key);
    expect(keys.filter((key) => ['bcc', 'x-evil', 'mail from'].includes(key))).toEqual([]);
    expect(keys.filter((key) => key === 'to' || key === 'subject' || key === 'from')).toHaveLength(3);
    expect(addressParser(mail.headers.find(({ key }) => key === 'to')?.value ?? '')).toMatchObject([{ address: 'a@example.com' }]);
    expect(mail.text).toContain('QUIT\n<script>');
    expect(mail.html).toContain('&lt;script&gt;');
    expect(raw.split('\r\n\r\n')[0]).not.toMatch(/^Bcc/im);
  });

  it('tries again with growing pauses where the mail server is away, and then fails', async () => {
    const id = await withLetter();
    const { url } = server;
    await server.stop();
    const outbox = world.outbox(transportTo(url));
    for (let attempt = 1; attempt < MOST_ATTEMPTS; attempt++) {
      await outbox.round();
      const [letter] = await world.letters(id);
      expect(letter).toMatchObject({ status: 'queued', attempts: attempt, failure: 'connection_refused', nextAttemptAt: world.clock.now + (pauseAfter(attempt) ?? 0) });
      // Before its time nothing happens.
      world.clock.now = (letter?.nextAttemptAt ?? 0) - 1;
      await outbox.round();
      expect((await world.letters(id))[0]?.attempts).toBe(attempt);
      world.clock.now += 1;
    }
    await outbox.round();
    expect(await world.letters(id)).toMatchObject([{ status: 'failed', attempts: 8, failure: 'connection_refused', nextAttemptAt: null }]);
    expect(await world.happened(id, 2)).toEqual(['message_queued', 'message_failed']);
    expect(await world.state(id)).toMatchObject({ state: 'new', pendingMessages: [] });
    server = await startMailServer();
  });

  it('tries again after 4xx, and not after 5xx', async () => {
    await server.stop();
    const codes = [451, undefined, 550];
    server = await startMailServer({ refuse: () => codes.shift() });
    const id = await withLetter();
    const outbox = world.outbox(transportTo(server.url));
    await outbox.round();
    expect(await world.letters(id)).toMatchObject([{ status: 'queued', failure: 'smtp_451' }]);
    world.clock.now += MINUTE;
    await outbox.round();
    expect(await world.letters(id)).toMatchObject([{ status: 'sent', attempts: 2, failure: '' }]);
    const refused = await withLetter();
    await outbox.round();
    expect(await world.letters(refused)).toMatchObject([{ status: 'failed', attempts: 1, failure: 'smtp_550' }]);
    expect(server.taken).toHaveLength(1);
  });

  it('leaves what it cannot know uncertain, and a person may send it again', async () => {
    const id = await withLetter();
    const transport = answering({ outcome: 'uncertain', failure: 'no_answer' });
    const outbox = world.outbox(transport);
    await outbox.round();
    world.clock.now += 1_000 * MINUTE;
    await outbox.round();
    expect(await world.letters(id)).toMatchObject([{ status: 'uncertain', failure: 'no_answer', nextAttemptAt: null }]);
    expect(await world.happened(id, 2)).toEqual(['message_queued', 'message_failed']);
    expect(transport.asked).toBe(1);

    const [letter] = await world.letters(id);
    const retry = (): Promise<unknown> => retryLetter(letter?.id ?? '', { messages: world.messages, loops: world.loops, by: { id: 'token-1', by: 'anna' }, now: () => world.clock.now });
    await retry();
    await expect(retry()).rejects.toMatchObject({ code: 'CONFLICT' });
    world.clock.now += 2_000;
    await outbox.round();
    expect(await world.letters(id)).toMatchObject([{ status: 'sent', attempts: 1 }]);
    expect((await world.happened(id, 4)).filter((type) => type !== 'escalated')).toEqual(['message_queued', 'message_sent', 'contacted']);
    expect(transport.asked).toBe(2);
    await expect(retry()).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('that is killed between claim and answer leaves an uncertain letter, which no other sends', async () => {
    const id = await withLetter();
    // It takes the letter, and is never heard of again.
    void world.outbox({ deliver: () => new Promise(() => undefined) }).round();
    await expect.poll(async () => (await world.letters(id))[0]?.status).toBe('sending');
    const other = world.outbox(transportTo(server.url));
    await other.round();
    expect(await world.letters(id)).toMatchObject([{ status: 'sending' }]);
    world.clock.now += 6 * MINUTE;
    await other.round();
    await other.round();
    expect(await world.letters(id)).toMatchObject([{ status: 'uncertain', failure: 'interrupted', attempts: 1, nextAttemptAt: null }]);
    expect(await world.happened(id, 2)).toEqual(['message_queued', 'message_failed']);
    expect(server.taken).toEqual([]);
  });

  it('that was only slow still says that the letter went out', async () => {
    const id = await withLetter();
    let answer = (_delivery: Delivery): void => undefined;
    const slow = world.outbox({ deliver: () => new Promise((resolve) => (answer = resolve)) }).round();
    await expect.poll(async () => (await world.letters(id))[0]?.status).toBe('sending');
    world.clock.now += 6 * MINUTE;
    await world.outbox(transportTo(server.url)).round();
    expect(await world.letters(id)).toMatchObject([{ status: 'uncertain' }]);
    answer({ outcome: 'sent' });
    await slow;
    expect(await world.letters(id)).toMatchObject([{ status: 'sent', nextAttemptAt: null }]);
    expect(server.taken).toEqual([]);
  });

  it('finishes what was sent by one that died before the loop learnt of it', async () => {
    const id = await withLetter();
    const [letter] = await world.letters(id);
    if (!letter) throw new Error('no letter');
    await world.messages.change(letter, { status: 'sent', sentAt: world.clock.now, nextAttemptAt: world.clock.now }, { now: world.clock.now });
    await world.outbox(transportTo(server.url)).round();
    expect(await world.happened(id, 2)).toEqual(['message_queued', 'message_sent', 'contacted']);
    expect(server.taken).toEqual([]);
  });

  it('sends each letter once however many work at once', async () => {
    const ids = await Promise.all(Array.from({ length: 12 }, () => withLetter()));
    await Promise.all([1, 2, 3].map(() => world.outbox(transportTo(server.url)).round()));
    expect(server.taken).toHaveLength(12);
    expect(new Set(server.taken.map(({ mail }) => mail.messageId)).size).toBe(12);
    for (const id of ids) expect(await world.happened(id, 2)).toEqual(['message_queued', 'message_sent', 'contacted']);
  });

  it('does not send to who said no meanwhile, and nobody can write to who may not be written to', async () => {
    const id = await withLetter();
    const { customerId } = await world.state(id);
    await withdrawConsent(world.store, { customerId: customerId ?? '', now: world.clock.now });
    await world.outbox(transportTo(server.url)).round();
    expect(await world.letters(id)).toMatchObject([{ status: 'refused', failure: 'no_consent' }]);
    expect(await world.happened(id, 2)).toEqual(['message_queued', 'message_failed']);
    expect(server.taken).toEqual([]);

    const refused = async (customer: string | null, origin = {}): Promise<unknown> => world.act(await world.open(customer, origin), CONTACT).catch((error: unknown) => error);
    expect(await refused(await world.customer({ consent: null }))).toMatchObject({ code: 'BAD_USER_INPUT', details: { problem: 'no_consent' } });
    expect(await refused(await world.customer({ email: 'a@b.co, c@d.co' }))).toMatchObject({ code: 'BAD_USER_INPUT', details: { problem: 'no_address' } });
    expect(await refused(null)).toMatchObject({ code: 'BAD_USER_INPUT', details: { problem: 'anonymous' } });
    expect(await refused(await world.customer({ consent: null }), { contactRequested: true })).toMatchObject({ pendingMessages: [{ purpose: 'contact' }] });
    await world.outbox(transportTo(server.url)).round();
    expect(server.taken).toHaveLength(1);
  });

  it('drops a letter whose event was never appended, after an hour', async () => {
    const loop = await world.state(await world.open(await world.customer()));
    await world.messages.put(newLetter(loop, { id: '01978f6e-2f4f-4cc3-98c4-dc0c0c07398f', letter: LETTER, purpose: 'contact', now: world.clock.now }));
    const outbox = world.outbox(transportTo(server.url));
    await outbox.round();
    expect(await world.letters(loop.id)).toMatchObject([{ status: 'queued', attempts: 0 }]);
    for (let minutes = 0; minutes <= 80; minutes += 10) {
      world.clock.now += 10 * MINUTE;
      await outbox.round();
    }
    expect(await world.letters(loop.id)).toEqual([]);
    expect(server.taken).toEqual([]);
  });

  it('says of a letter about a loop that was closed meanwhile only that it went out', async () => {
    const id = await withLetter();
    await world.close(id);
    const { version } = await world.state(id);
    await world.outbox(transportTo(server.url)).round();
    expect(await world.happened(id, version + 1)).toEqual(['message_sent']);
    expect(await world.state(id)).toMatchObject({ state: 'closed' });
  });

  it('sends one too late for what was promised: the breach stands before the contact', async () => {
    // A Monday, ten in the morning in Berlin: four working hours later is two in the afternoon, and nothing fired until the next day.
    const monday = Date.UTC(2027, 0, 11, 9);
    world.clock.now = monday;
    const id = await withLetter();
    world.clock.now += 24 * 60 * MINUTE;
    await world.outbox(transportTo(server.url)).round();
    const events = (await world.loops.history(id))?.events ?? [];
    const breach = events.findIndex((event) => event.type === 'escalated' && event.kind === 'breached' && event.target === 'contact');
    expect(events[breach]).toMatchObject({ due: monday + 4 * 60 * MINUTE, actor: 'system' });
    expect(events.slice(-2).map(({ type }) => type)).toEqual(['message_sent', 'contacted']);
  });
});
