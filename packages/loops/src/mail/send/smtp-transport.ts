import { Readable } from 'node:stream';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { deliveryOf, type Delivery } from './failure.ts';

/** A letter as it goes out: the addresses that the mail server is told, and the whole text with its headers. */
export interface Outgoing {
  from: string;
  to: string;
  raw: Buffer;
}

/** Hands letters over. Never rejects: whatever happens is an answer. */
export interface Transport {
  deliver(letter: Outgoing): Promise<Delivery>;
}

/** Where letters are handed over. */
export interface SmtpAddress {
  host: string;
  port: number;
  /** Encrypted from the first byte (smtps); else by STARTTLS, where the server offers it. */
  secure: boolean;
  user: string;
  password: string;
}

/** How long to wait for what; the whole of it is less than the lease of a claim (see outbox.ts). */
const TIMEOUTS_MS = { connection: 20_000, greeting: 20_000, silence: 45_000, all: 120_000 };

const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || host === '[::1]' || /^127\./.test(host);

/**
 * Reads smtp://user:password@host:587 or smtps://…; null for anything else. What stands behind the port is not looked at: an address must
 * not be able to turn encryption off.
 */
export function readSmtpUrl(url: string): SmtpAddress | null {
  const parsed = URL.parse(url);
  if (!parsed || !['smtp:', 'smtps:'].includes(parsed.protocol) || parsed.hostname === '' || parsed.search !== '' || !['', '/'].includes(parsed.pathname)) return null;
  const secure = parsed.protocol === 'smtps:';
  try {
    return { host: parsed.hostname, port: parsed.port === '' ? (secure ? 465 : 587) : Number(parsed.port), secure, user: decodeURIComponent(parsed.username), password: decodeURIComponent(parsed.password) };
  } catch {
    return null;
  }
}

/**
 * A transport to one mail server. A password crosses a network encrypted or not at all. One connection a letter: a letter is claimed for a
 * short time, so it must not wait in a pool.
 */
export function createSmtpTransport({ host, port, secure, user, password }: SmtpAddress, { timeouts = TIMEOUTS_MS }: { timeouts?: typeof TIMEOUTS_MS } = {}): Transport {
  return {
    deliver: ({ from, to, raw }) =>
      new Promise((resolve) => {
        const connection = new SMTPConnection({
          host,
          port,
          secure,
          requireTLS: !secure && user !== '' && !isLoopback(host),
          connectionTimeout: timeouts.connection,
          greetingTimeout: timeouts.greeting,
          socketTimeout: timeouts.silence,
          socketCloseTimeout: 1_000,
        });
        let handedOver = false;
        let done = false;
        const finish = (delivery: Delivery): void => {
          if (done) return;
          done = true;
          clearTimeout(limit);
          if (delivery.outcome === 'sent') connection.quit();
          else connection.close();
          resolve(delivery);
        };
        const fail = (error: unknown): void => finish(deliveryOf((error ?? {}), { handedOver }));
        // A server that answers a little now and then is not silent, and still has no right to keep us forever.
        const limit = setTimeout(() => fail({ code: 'ETIMEDOUT' }), timeouts.all);
        // Stays for good: a connection that breaks while it is being closed must not end the process.
        connection.on('error', fail);
        connection.once('end', () => fail({ code: 'ECONNECTION' }));

        const send = (): void => {
          // Read only once the server has answered DATA with 354: from then on silence says nothing.
          const message = new Readable({
            read() {
              handedOver = true;
              this.push(raw);
              this.push(null);
            },
          });
          connection.send({ from, to: [to], size: raw.length }, message, (error) => (error ? fail(error) : finish({ outcome: 'sent' })));
        };
        connection.connect((error) => {
          if (error) return fail(error);
          if (user === '') return send();
          connection.login({ user, credentials: { user, pass: password } }, (refused) => (refused ? fail(refused) : send()));
        });
      }),
  };
}
