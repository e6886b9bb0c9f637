import { createConnection } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startMailServer } from '../testing/mail-server.ts';
import { LETTER, openMailWorld, SENDER, SIGNER, transportTo, type MailWorld } from '../testing/mail-world.ts';
import { listenForReplies, type Listener } from './listener.ts';
import { LARGEST_MAIL, parseMail } from './parse-mail.ts';
import { receiveMail, type Received } from './receive-mail.ts';

const DAY = 86_400_000;
let world: MailWorld;
beforeAll(async () => {
  world = await openMailWorld();
});
afterAll(() => world.drop());
afterEach(() => expect(world.errors).toEqual([]));

interface Sent {
  loopId: string;
  messageId: string;
  /** Message-ID and reply address of what the customer got. */
  smtpId: string;
  replyTo: string;
}

/** A loop whose customer got a letter. */
async function sent(): Promise<Sent> {
  const server = await startMailServer();
  const loopId = await world.open(await world.customer());
  await world.act(loopId, { do: 'contact', way: 'email', note: '', letter: { ...LETTER, language: 'pl' } });
  await world.outbox(transportTo(server.url)).round();
  await server.stop();
  world.clock.now += 1_000;
  const [letter] = await world.letters(loopId);
  const mail = server.taken[0]?.mail;
  return { loopId, messageId: letter?.id ?? '', smtpId: mail?.messageId ?? '', replyTo: mail?.replyTo?.[0]?.address ?? '' };
}

const mail = (headers: Record<string, string>, body = 'Dziękuję, działa.\r\n\r\n> We are sorry.'): Buffer =>
  Buffer.from(`${Object.entries({ From: 'Ann <customer@example.com>', To: SENDER.address, Subject: 'Re: About your order', 'Message-ID': `<${Math.random()}@example.com>`, 'Content-Type': 'text/plain; charset=utf-8', ...headers }).map(([key, value]) => `${key}: ${value}\r\n`).join('')}\r\n${body}`);

function receive(raw: Buffer, recipients?: string[]): Promise<Received> {
  const { loops, messages, settings, clock } = world;
  return receiveMail(raw, { loops, messages, signer: SIGNER, settings: () => settings, now: () => clock.now }, recipients ? { recipients } : {});
}

describe('a reply', () => {
  it('finds its loop by what it answers, once, quoted text and all', async () => {
    const { loopId, smtpId } = await sent();
    const { version } = await world.state(loopId);
    const raw = mail({ 'In-Reply-To': smtpId, References: `<x@y> ${smtpId}` });
    expect(await receive(raw)).toMatchObject({ status: 'received', loopId });
    expect(await receive(raw)).toMatchObject({ status: 'duplicate', loopId });
    expect(await world.happened(loopId, version + 1)).toEqual(['replied']);
    expect(await world.letters(loopId)).toMatchObject([{ incoming: false }, { incoming: true, status: 'received', language: 'pl', subject: 'Re: About your order', body: 'Dziękuję, działa.\n\n> We are sorry.', inReplyTo: smtpId, attachments: 0 }]);
  });

  it.each(['header', 'envelope', 'upper case', 'references'])('finds its loop by the %s alone', async (by) => {
    const { loopId, smtpId, replyTo } = await sent();
    const [raw, recipients] = by === 'envelope' ? [mail({}), [replyTo]] : [mail(by === 'references' ? { References: `${smtpId} <later@example.com>` } : { To: by === 'header' ? `"Care" <${replyTo}>` : replyTo.toUpperCase() }), undefined];
    expect(await receive(raw, recipients)).toMatchObject({ status: 'received', loopId });
  });

  it('ends the waiting for the customer', async () => {
    const { loopId, smtpId } = await sent();
    await world.act(loopId, { do: 'wait', note: '' });
    const { version } = await world.state(loopId);
    await receive(mail({ 'In-Reply-To': smtpId }));
    expect(await world.happened(loopId, version + 1)).toEqual(['replied', 'resumed']);
  });

  it('opens a closed loop again within thirty days, and is noted after', async () => {
    const { loopId, smtpId } = await sent();
    await world.close(loopId);
    world.clock.now += 30 * DAY;
    await receive(mail({ 'In-Reply-To': smtpId }));
    expect(await world.state(loopId)).toMatchObject({ state: 'new', reopened: 1, promise: { targets: { close: { milliseconds: 3 * DAY } } } });
    await world.close(loopId);
    world.clock.now += 30 * DAY + 1;
    await receive(mail({ 'In-Reply-To': smtpId }));
    expect(await world.state(loopId)).toMatchObject({ state: 'closed', reopened: 1 });
    expect(await world.letters(loopId)).toHaveLength(3);
  });

  it('reaches the loop into which its own was merged', async () => {
    const { loopId, smtpId } = await sent();
    const into = await world.open(await world.customer());
    await world.loops.transact({ loops: [loopId], decide: ({ append }) => append(loopId, [{ type: 'merged', into, actor: 'local', by: '' }]) });
    expect(await receive(mail({ 'In-Reply-To': smtpId }))).toMatchObject({ loopId: into });
    expect(await world.happened(into, 2)).toEqual(['replied']);
  });

  it('of a program is not taken for a word of the customer', async () => {
    const { loopId, smtpId } = await sent();
    const { version } = await world.state(loopId);
    for (const headers of [{ 'Auto-Submitted': 'auto-replied' }, { Precedence: 'bulk' }, { 'Return-Path': '<>' }, { 'Content-Type': 'multipart/report; report-type=delivery-status; boundary=x' }]) {
      expect(await receive(mail({ 'In-Reply-To': smtpId, ...headers }))).toEqual({ status: 'ignored' });
    }
    expect((await world.state(loopId)).version).toBe(version);
  });

  it('that belongs nowhere is refused, as is what is no mail, and what is too large', async () => {
    const { messageId, replyTo } = await sent();
    const forged = replyTo.replace(/\+./, (start) => (start === '+a' ? '+b' : '+a'));
    for (const raw of [mail({}), mail({ To: forged }), mail({ 'In-Reply-To': '<01978f6e-2f4f-4cc3-98c4-dc0c0c07398f.01978f6e-2f4f-4cc3-98c4-dc0c0c07398f@heed.example>' })]) {
      await expect(receive(raw)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    }
    expect(messageId).not.toBe('');
    for (const raw of ['', 'hello', '\u0000\u0001', 'Subject: x\r\n\r\ny']) await expect(receive(Buffer.from(raw))).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    await expect(receive(Buffer.alloc(LARGEST_MAIL + 1))).rejects.toMatchObject({ code: 'PAYLOAD_TOO_LARGE' });
  });
});

describe('what is kept of a mail', () => {
  it('are its words, of HTML without what is hidden, and how many files came with it', async () => {
    const boundary = 'b';
    const part = (type: string, body: string, more = ''): string => `--${boundary}\r\nContent-Type: ${type}\r\n${more}\r\n${body}\r\n`;
    const raw = mail({ 'Content-Type': `multipart/mixed; boundary=${boundary}` }, `${part('text/html; charset=utf-8', '<style>p{}</style><p>It &lt;works&gt;<br>now</p><script>alert(1)</script>')}${part('image/png', 'AAAA', 'Content-Disposition: attachment; filename=a.png\r\nContent-Transfer-Encoding: base64\r\n')}--${boundary}--`);
    expect(await parseMail(raw)).toMatchObject({ text: 'It <works>\nnow', attachments: 1 });
  });

  it('is cut where somebody sends a book, and has no control characters', async () => {
    const { text, subject } = await parseMail(mail({ Subject: `a\tb${'c'.repeat(400)}` }, `x\u0007\u0000y${'ż'.repeat(60_000)}`));
    expect([...text]).toHaveLength(50_000);
    expect(text.startsWith('xyż')).toBe(true);
    expect([...subject]).toHaveLength(300);
  });

  it('nested without end is refused rather than followed', async () => {
    let body = 'x';
    for (let depth = 0; depth < 300; depth++) body = `--b${depth}\r\nContent-Type: multipart/mixed; boundary=b${depth - 1}\r\n\r\n${body}\r\n--b${depth}--`;
    await expect(parseMail(mail({ 'Content-Type': 'multipart/mixed; boundary=b299' }, body))).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });
});

describe('the listener', () => {
  let listener: Listener | undefined;
  afterEach(async () => {
    await listener?.close();
    listener = undefined;
  });
  const listen = async (change: Partial<Parameters<typeof listenForReplies>[0]> = {}): Promise<Listener> =>
    (listener = await listenForReplies({ host: '127.0.0.1', port: 0, replyDomain: 'reply.heed.example', signer: SIGNER, receive: (raw, { recipients }) => receive(Buffer.from(raw), [...recipients]), onError: (error) => world.errors.push(error), now: () => world.clock.now, ...change }));
  const deliver = (to: string, raw: Buffer) => transportTo(`smtp://127.0.0.1:${listener?.port ?? 0}`).deliver({ from: 'customer@example.com', to, raw });

  it('takes what goes to a signed address, and nothing else', async () => {
    const { loopId, smtpId, replyTo } = await sent();
    await listen();
    expect(await deliver(replyTo, mail({}))).toEqual({ outcome: 'sent' });
    expect((await world.letters(loopId)).filter(({ incoming }) => incoming)).toHaveLength(1);
    for (const to of ['anybody@example.com', 'reply+aaaa@reply.heed.example', replyTo.replace('reply.heed', 'evil')]) {
      expect(await deliver(to, mail({ 'In-Reply-To': smtpId }))).toEqual({ outcome: 'failed', temporary: false, failure: 'smtp_550' });
    }
  });

  it('goes by what is answered where it has no domain of its own, and says no to what answers nothing', async () => {
    const { smtpId } = await sent();
    await listen({ replyDomain: null });
    expect(await deliver(SENDER.address, mail({ 'In-Reply-To': smtpId }))).toEqual({ outcome: 'sent' });
    expect(await deliver(SENDER.address, mail({}))).toMatchObject({ temporary: false, failure: 'smtp_550' });
  });

  it('asks to come again where Heed cannot take it, and where it is too much', async () => {
    const { replyTo } = await sent();
    await listen({ receive: () => Promise.reject(new Error('away')), aMinute: 2 });
    expect(await deliver(replyTo, mail({}))).toMatchObject({ temporary: true, failure: 'smtp_451' });
    expect(world.errors.splice(0)).toMatchObject([{ message: 'away' }]);
    await deliver(replyTo, mail({}));
    expect(world.errors.splice(0)).toHaveLength(1);
    expect(await deliver(replyTo, mail({}))).toMatchObject({ temporary: true, failure: 'smtp_451' });
    expect(world.errors).toEqual([]);
    world.clock.now += 60_000;
    await deliver(replyTo, mail({}));
    expect(world.errors.splice(0)).toHaveLength(1);
  });

  it('refuses what is too large by its announced size', async () => {
    const { replyTo } = await sent();
    const { port } = await listen();
    const said = await new Promise<string>((resolve) => {
      const client = createConnection({ port, host: '127.0.0.1' });
      let text = '';
      const lines = ['EHLO x', `MAIL FROM:<a@b.co> SIZE=${LARGEST_MAIL + 1}`, 'QUIT'];
      client.on('data', (chunk) => {
        text += chunk.toString();
        if (/^\d{3} .*\r\n$/m.test(chunk.toString())) client.write(`${lines.shift() ?? 'QUIT'}\r\n`);
      });
      client.on('close', () => resolve(text));
    });
    expect(said).toMatch(/^552/m);
    expect(replyTo).toContain('@reply.heed.example');
  });
});
