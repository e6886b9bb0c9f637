import { createServer, type AddressInfo, type Server } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { startMailServer, type MailServer } from '../testing/mail-server.ts';
import { createSmtpTransport, readSmtpUrl, type SmtpAddress, type Transport } from './smtp-transport.ts';

const LETTER = { from: 'care@heed.example', to: 'ann@example.com', raw: Buffer.from('Subject: x\r\n\r\n.hello\r\n.\r\nend\r\n') };
/** The servers that fall silent here answer everything before at once. */
const QUICK = { connection: 20_000, greeting: 2_000, silence: 2_000, all: 20_000 };

let server: MailServer | undefined;
let socket: Server | undefined;
afterEach(async () => {
  await server?.stop();
  socket?.close();
  server = socket = undefined;
});

const to = (url: string): Transport => createSmtpTransport(readSmtpUrl(url) as SmtpAddress, { timeouts: QUICK });

/** A server that speaks a script: after each line that it gets it says the next one, or breaks off where the script ends. */
async function scripted(lines: readonly string[], { end }: { end: 'silent' | 'close' }): Promise<Transport> {
  socket = createServer((client) => {
    const rest = [...lines];
    client.on('error', () => undefined);
    const say = (): void => {
      const line = rest.shift();
      if (line !== undefined) client.write(`${line}\r\n`);
      else if (end === 'close') client.destroy();
    };
    say();
    client.on('data', say);
  });
  await new Promise<void>((resolve) => socket?.listen(0, '127.0.0.1', resolve));
  return to(`smtp://127.0.0.1:${(socket.address() as AddressInfo).port}`);
}

describe('the transport', () => {
  it('hands a letter over as it is, and says so', async () => {
    server = await startMailServer();
    expect(await to(server.url).deliver(LETTER)).toEqual({ outcome: 'sent' });
    expect(server.taken).toMatchObject([{ from: 'care@heed.example', to: ['ann@example.com'], raw: LETTER.raw.toString() }]);
  });

  it.each([[450, true], [421, true], [550, false], [554, false]])('knows by %i whether to try again', async (code, temporary) => {
    server = await startMailServer({ refuse: () => code });
    expect(await to(server.url).deliver(LETTER)).toEqual({ outcome: 'failed', temporary, failure: `smtp_${code}` });
  });

  it('tries again where nobody listens, says nothing, or ends before the words', async () => {
    server = await startMailServer();
    const { url } = server;
    await server.stop();
    server = undefined;
    expect(await to(url).deliver(LETTER)).toEqual({ outcome: 'failed', temporary: true, failure: 'connection_refused' });
    expect(await (await scripted([], { end: 'silent' })).deliver(LETTER)).toEqual({ outcome: 'failed', temporary: true, failure: 'timed_out' });
    socket?.close();
    expect(await (await scripted(['220 hello', '250 hello', '250 ok', '250 ok'], { end: 'silent' })).deliver(LETTER)).toEqual({ outcome: 'failed', temporary: true, failure: 'timed_out' });
    socket?.close();
    expect(await (await scripted(['220 hello', '250 hello', '250 ok'], { end: 'close' })).deliver(LETTER)).toEqual({ outcome: 'failed', temporary: true, failure: 'no_connection' });
  });

  it.each(['silent', 'close'] as const)('does not know what became of the words when the server goes %s after them', async (end) => {
    const transport = await scripted(['220 hello', '250 hello', '250 ok', '250 ok', '354 go on'], { end });
    expect(await transport.deliver(LETTER)).toEqual({ outcome: 'uncertain', failure: 'no_answer' });
  });

  it('shows no password to a server that does not encrypt, unless it is this machine', async () => {
    const seen: string[] = [];
    server = await startMailServer({ disabledCommands: ['STARTTLS'], allowInsecureAuth: true, authOptional: false, onAuth: ({ username = '', password }, _session, done) => (seen.push(`${username} ${String(password)}`), done(null, { user: 'x' })) });
    const { port } = server;
    expect(await to(`smtp://a%40b:p%3Aw@127.0.0.1:${port}`).deliver(LETTER)).toEqual({ outcome: 'sent' });
    expect(seen).toEqual(['a@b p:w']);
    // 0.0.0.0 leads to this machine, too, but does not say so.
    expect(await to(`smtp://a:p@0.0.0.0:${port}`).deliver(LETTER)).toMatchObject({ outcome: 'failed' });
    expect(seen).toHaveLength(1);
  });

  it.each(['http://mail.example.com', 'smtp://', 'mail.example.com', 'smtp://mail.example.com/?tls.rejectUnauthorized=false', 'smtp://mail.example.com?ignoreTLS=true', 'smtp://a:%zz@mail.example.com'])('does not read %s', (url) => expect(readSmtpUrl(url)).toBeNull());
});
