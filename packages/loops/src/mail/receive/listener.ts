import type { AddressInfo } from 'node:net';
import { HeedError } from '@heed/domain';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';
import type { Signer } from '../token/signer.ts';
import { LARGEST_MAIL } from './parse-mail.ts';
import { replyTokenOf, type Received } from './receive-mail.ts';

/** Takes mail from the company's own mail server. */
export interface Listener {
  port: number;
  close(): Promise<void>;
}

export interface ListenerOptions {
  host: string;
  /** 0 for any free one. */
  port: number;
  /** Where set, only signed addresses of this domain are accepted. */
  replyDomain: string | null;
  signer: Signer;
  receive: (raw: Uint8Array, options: { recipients: readonly string[] }) => Promise<Received>;
  onError: (error: unknown) => void;
  now: () => number;
  /** Mails within a minute, of all senders together. */
  aMinute?: number;
}

const CONNECTIONS = 20;
const RECIPIENTS = 10;
const IDLE_MS = 60_000;
const MINUTE = 60_000;

const refusal = (responseCode: number, message: string): Error => Object.assign(new Error(message), { responseCode });

/**
 * Listens for replies by SMTP. It is no mail server: it relays nothing, keeps nothing that it does not understand, and takes mail only for
 * itself. A mail server in front hands over what goes to the domain of replies.
 */
export async function listenForReplies({ host, port, replyDomain, signer, receive, onError, now, aMinute = 120 }: ListenerOptions): Promise<Listener> {
  let begun = 0;
  let count = 0;
  const tooMany = (): boolean => {
    if (now() - begun >= MINUTE) [begun, count] = [now(), 0];
    return ++count > aMinute;
  };

  const isOurs = (address: string): boolean => {
    if (replyDomain === null) return true;
    const token = replyTokenOf(address);
    return token !== null && address.toLowerCase().endsWith(`@${replyDomain.toLowerCase()}`) && signer.read('reply', token) !== null;
  };

  async function take(chunks: readonly Buffer[], { envelope }: SMTPServerSession): Promise<void> {
    try {
      await receive(Buffer.concat(chunks), { recipients: envelope.rcptTo.map(({ address }) => address) });
    } catch (error) {
      if (!(error instanceof HeedError)) onError(error);
      // What may go better later is kept and sent again by the mail server in front.
      if (!(error instanceof HeedError) || error.code === 'UNAVAILABLE') throw refusal(451, 'Heed cannot take mail right now; try again later.');
      throw refusal(550, error.message);
    }
  }

  const server = new SMTPServer({
    name: 'heed',
    banner: 'Heed takes replies',
    size: LARGEST_MAIL,
    maxClients: CONNECTIONS,
    socketTimeout: IDLE_MS,
    closeTimeout: 2_000,
    disabledCommands: ['AUTH', 'STARTTLS'],
    authOptional: true,
    disableReverseLookup: true,
    hidePIPELINING: true,
    onRcptTo({ address }, { envelope }, done) {
      if (!isOurs(address)) return done(refusal(550, 'No such address here.'));
      if (envelope.rcptTo.length >= RECIPIENTS) return done(refusal(452, 'Too many recipients.'));
      done();
    },
    onMailFrom(_address, _session, done) {
      done(tooMany() ? refusal(451, 'Too much mail within a minute; try again later.') : null);
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => {
        if (!stream.sizeExceeded) chunks.push(chunk);
      });
      stream.on('end', () => {
        if (stream.sizeExceeded) return done(refusal(552, 'The mail is larger than 10 MB.'));
        take(chunks, session).then(() => done(null, 'Taken'), (error: unknown) => done(error as Error));
      });
    },
  });
  // Of single connections: the peer went away.
  server.on('error', () => undefined);
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(port, host, () => {
      server.server.off('error', reject);
      resolve();
    });
  });
  return { port: (server.server.address() as AddressInfo).port, close: () => new Promise((resolve) => server.close(() => resolve())) };
}
