import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { insertFeedback, testFeedback } from '@heed/filter/testing';
import type { Person } from '../../settings/settings.ts';
import { openLoop } from '../../loop/open.ts';
import { HOUR, MINUTE, ORIGIN, testSettings } from '../../loop/testing.ts';
import { newLoopId } from '../../log/loop-id.ts';
import { createLoops } from '../../log/create-loops.ts';
import type { Appended } from '../../log/loops.ts';
import { createTimers } from '../../timers/timers.ts';
import { createLetters, retryLetter } from '../letter/letters.ts';
import { receiveMail } from '../receive/receive-mail.ts';
import { startMailServer, type MailServer } from '../testing/mail-server.ts';
import { openMailWorld, SENDER, SIGNER, transportTo, type MailWorld } from '../testing/mail-world.ts';
import { createNotices, noticeId, type Notices } from './notices.ts';

// Support works Monday to Friday, nine to five in Berlin, and promises to acknowledge urgent loops within ten minutes. Its chain is eve
// (who is away), dana, cem; the next of it is told after two working hours.
const USUAL = testSettings();
/** With what is changed about Dana. */
const peopleWith = (change: Partial<Person>) => new Map([...USUAL.people].map(([key, person]) => [key, key === 'dana' ? { ...person, ...change } : person]));
/** A Monday, ten in the morning in Berlin. */
const MONDAY = Date.UTC(2026, 10, 9, 9);
const COMMENT = `The bell never rings.\n${'It is so quiet. '.repeat(30)}`;

let world: MailWorld;
let server: MailServer;
let listeners: ((appended: Appended) => void)[] = [];
let stopping: (() => Promise<void>)[] = [];

beforeEach(async () => {
  world = await openMailWorld({ people: peopleWith({ name: 'Dana Łoś', language: 'pl' }) });
  await world.loops.close();
  // As the API composes them: who writes notices hears of every append.
  world.loops = createLoops({
    store: world.store, settings: () => world.settings, now: () => world.clock.now, letters: createLetters({ messages: world.messages, store: world.store, now: () => world.clock.now }),
    onAppend: (appended) => listeners.forEach((listener) => listener(appended)), onError: (error) => world.errors.push(error),
  });
  world.clock.now = MONDAY;
  server = await startMailServer();
});
afterEach(async () => {
  for (const stop of stopping) await stop();
  [stopping, listeners] = [[], []];
  await server.stop();
  expect(world.errors).toEqual([]);
  await world.loops.close();
  await world.store.drop();
});

const now = (): number => world.clock.now;
function startNotices(): Notices {
  const { loops, messages, store } = world;
  const notices = createNotices({ loops, messages, store, settings: () => world.settings, timeZone: 'UTC', publicUrl: SENDER.publicUrl, now, onError: (error) => world.errors.push(error) });
  stopping.push(() => notices.stop());
  return notices;
}
/** One that hears of what is appended. */
function listeningNotices(): Notices {
  const notices = startNotices();
  listeners.push((appended) => notices.appended(appended));
  return notices;
}
const timers = () => createTimers({ loops: world.loops, store: world.store, settings: () => world.settings, now, onError: (error) => world.errors.push(error) });
const outbox = () => world.outbox(transportTo(server.url), { loops: world.loops, settings: () => world.settings });

let number = 0;
async function urgent(owner: string | null): Promise<string> {
  const feedbackId = `00000000-0000-4000-8000-${String(++number).padStart(12, '0')}`;
  await insertFeedback(world.store, [testFeedback({ id: feedbackId, comment: COMMENT, occurredAt: now() })]);
  const id = newLoopId(now());
  const happenings = openLoop({ openedBy: 'rule', rule: 'Detractors', feedbackId, customerId: null, externalId: '', department: 'Support', priority: 'urgent', owner, watchers: [], origin: { ...ORIGIN, anonymous: true }, settings: world.settings });
  await world.loops.transact({ loops: [], decide: ({ append }) => append(id, happenings.map((happening) => ({ ...happening, actor: 'system', by: '' }))) });
  return id;
}
const told = (): [string | undefined, string | undefined][] => server.taken.map(({ to, mail }) => [to[0], mail.subject]);
const letters = async (id: string): Promise<[string, string][]> => (await world.messages.ofLoops([id])).map(({ person, status }) => [person, status]);

describe('whoever an escalation names', () => {
  it('is written to in their language, with the customer’s first words and the way to the loop, once', async () => {
    const notices = listeningNotices();
    const id = await urgent(null);
    world.clock.now += 9 * MINUTE;
    await timers().tick();
    await notices.round();
    // At risk is no breach.
    expect(await letters(id)).toEqual([]);
    world.clock.now += MINUTE;
    await timers().tick();
    await notices.round();
    expect(await letters(id)).toEqual([['dana', 'queued']]);
    await outbox().round();
    await outbox().round();
    await notices.round();
    expect(await letters(id)).toEqual([['dana', 'sent']]);
    expect(told()).toEqual([['dana@example.com', 'Support: nie przyjęto na czas']]);
    const [{ mail }] = server.taken as [MailServer['taken'][0]];
    const [greeting, missed, quote, link] = (mail.text ?? '').trim().split('\n\n');
    expect(greeting).toBe('Dzień dobry,');
    expect(missed).toMatch(/^klient czeka dłużej, niż obiecano\. Dział: Support\. Termin minął: \d+ listopada 2026 10:10\. Nikt się jej nie podjął/);
    // Two hundred signs, and no more of them.
    const words = `The bell never rings. ${'It is so quiet. '.repeat(30)}`;
    expect(quote).toBe(`„${words.slice(0, 199).trimEnd()}…”`);
    expect(link).toBe(`https://heed.example/loops/${id}`);
    expect(mail.html).toContain(`<a href="https://heed.example/loops/${id}">`);
    expect(mail.to).toEqual([{ name: 'Dana Łoś', address: 'dana@example.com' }]);
    // Not a letter to a customer: nothing to unsubscribe, nowhere to reply to, and nothing happened to the loop by it.
    const keys = mail.headers.map(({ key }) => key);
    expect([keys.includes('list-unsubscribe'), mail.replyTo, keys.includes('auto-submitted')]).toEqual([false, undefined, true]);
    const history = await world.loops.history(id);
    expect(history?.events.map(({ type }) => type)).toEqual(['opened', 'escalated', 'escalated']);
    expect((await world.messages.ofLoops([id]))[0]?.id).toBe(noticeId({ loopId: id, version: 3 }));
  });

  it('is the owner first, then the next of the chain, each once, until somebody acknowledges', async () => {
    const notices = listeningNotices();
    const id = await urgent('anna');
    for (const wait of [10 * MINUTE, 2 * HOUR, 2 * HOUR]) {
      world.clock.now += wait;
      await timers().tick();
      await notices.round();
      await outbox().round();
    }
    // Anna owns it and is not of the chain, so its first available person comes next.
    expect(told()).toEqual([
      ['anna@example.com', 'Support: not acknowledged in time'],
      ['dana@example.com', 'Support: nie przyjęto na czas'],
      ['cem@example.com', 'Support: not acknowledged in time'],
    ]);
    expect(server.taken[0]?.mail.text).toContain('The loop is yours.');
    expect(server.taken[2]?.mail.text).toContain('Nobody has taken it on');
    // What was answered by mistake is no word of the customer.
    const raw = Buffer.from(`From: cem@example.com\r\nTo: care@heed.example\r\nMessage-ID: <answer@example.com>\r\nIn-Reply-To: ${server.taken[2]?.mail.messageId}\r\nSubject: Re\r\n\r\nI look at it.\r\n`);
    expect(await receiveMail(raw, { loops: world.loops, messages: world.messages, signer: SIGNER, settings: () => world.settings, now })).toEqual({ status: 'ignored' });
    await world.loops.command(id, { command: { do: 'acknowledge' }, actor: { id: 'local', by: 'cem' } });
    world.clock.now += 3 * HOUR;
    await timers().tick();
    await notices.round();
    expect(await letters(id)).toHaveLength(3);
  });

  it('is told once by two processes, and by one that was not there when it happened', async () => {
    const id = await urgent(null);
    world.clock.now += 10 * MINUTE;
    await timers().tick();
    // Nobody listened: the process ended between the escalation and its letter.
    expect(await letters(id)).toEqual([]);
    const [one, other] = [startNotices(), startNotices()];
    one.start();
    other.start();
    await Promise.all([one.round(), other.round()]);
    expect(await letters(id)).toEqual([['dana', 'queued']]);
    await Promise.all([outbox().round(), outbox().round()]);
    startNotices().start();
    await startNotices().round();
    await outbox().round();
    expect(told()).toHaveLength(1);
  });

  it('gets one letter for what became due at once while Heed was not running', async () => {
    const notices = listeningNotices();
    const id = await urgent(null);
    world.clock.now += 6 * HOUR;
    await timers().tick();
    await notices.round();
    const history = await world.loops.history(id);
    // Breached at 10:10, repeated at 12:10 and 14:10: dana, then cem twice as the end of the chain.
    expect(history?.events.flatMap((event) => (event.type === 'escalated' && event.kind !== 'at_risk' ? [[event.kind, event.to]] : []))).toEqual([['breached', 'dana'], ['repeated', 'cem'], ['repeated', 'cem']]);
    expect(await letters(id)).toEqual(expect.arrayContaining([['dana', 'queued'], ['cem', 'queued']]));
    expect(await letters(id)).toHaveLength(2);
  });

  it('is not written to without an address, and not about a loop that was closed meanwhile', async () => {
    const notices = listeningNotices();
    world.settings.people = peopleWith({ email: '' });
    const silent = await urgent(null);
    const owned = await urgent('anna');
    world.clock.now += 10 * MINUTE;
    await timers().tick();
    await notices.round();
    expect([await letters(silent), await letters(owned)]).toEqual([[], [['anna', 'queued']]]);
    world.settings.people = USUAL.people;
    await world.loops.command(owned, { command: { do: 'close', outcome: 'not_told', reason: 'invalid', note: '' }, actor: { id: 'local', by: 'anna' } });
    await outbox().round();
    expect((await world.messages.ofLoops([owned]))[0]).toMatchObject({ status: 'refused', failure: 'loop_closed', nextAttemptAt: null });
    expect(told()).toEqual([]);
  });

  it('is tried again while the mail server is away, then it is shown as failed and a person may send it again', async () => {
    const notices = listeningNotices();
    const id = await urgent('anna');
    world.clock.now += 10 * MINUTE;
    await timers().tick();
    await notices.round();
    await server.stop();
    const away = outbox();
    for (let attempt = 1; attempt <= 8; attempt++) {
      await away.round();
      world.clock.now = (await world.messages.ofLoops([id]))[0]?.nextAttemptAt ?? world.clock.now;
    }
    const [failed] = await world.messages.ofLoops([id]);
    expect(failed).toMatchObject({ status: 'failed', attempts: 8, failure: 'connection_refused' });
    server = await startMailServer();
    const events = (await world.loops.history(id))?.events.length;
    await retryLetter(failed?.id ?? '', { messages: world.messages, loops: world.loops, by: { id: 'local', by: 'bo' }, now });
    world.clock.now += MINUTE;
    await outbox().round();
    expect(told()).toEqual([['anna@example.com', 'Support: not acknowledged in time']]);
    expect((await world.loops.history(id))?.events).toHaveLength(events ?? 0);
  });
});
