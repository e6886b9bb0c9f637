import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import PostalMime, { type Email } from 'postal-mime';

/** A letter as a mail server took it. */
export interface Taken {
  from: string;
  to: string[];
  raw: string;
  mail: Email;
}

/** A real mail server on this machine, for tests. */
export interface MailServer {
  url: string;
  port: number;
  /** What it took, in order. */
  taken: Taken[];
  stop(): Promise<void>;
}

/** Starts a mail server. `refuse` may answer a letter's words with a code of SMTP; further options are those of smtp-server. */
export async function startMailServer({ refuse, port = 0, ...options }: SMTPServerOptions & { refuse?: (taken: Taken) => number | undefined; port?: number } = {}): Promise<MailServer> {
  const taken: Taken[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    onData(stream, { envelope }, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const raw = Buffer.concat(chunks);
        void PostalMime.parse(raw).then((mail) => {
          const letter: Taken = { from: envelope.mailFrom ? envelope.mailFrom.address : '', to: envelope.rcptTo.map(({ address }) => address), raw: raw.toString(), mail };
          const code = refuse?.(letter);
          if (code !== undefined) return done(Object.assign(new Error('no'), { responseCode: code }));
          taken.push(letter);
          done(null);
        });
      });
    },
    ...options,
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${address.port}`,
    port: address.port,
    taken,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
