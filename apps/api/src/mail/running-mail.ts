import { HeedError, type Calendar } from '@heed/domain';
import {
  answerReask, createBroadcasts, createNotices, createOutbox, createReasker, createSigner, createSmtpTransport, listenForReplies, readReask, receiveMail, withdrawConsent,
  type Appended, type Broadcasts, type Listener, type Loops, type LoopSettings, type Messages, type Notices, type ReaskPage, type Received, type Signer,
} from '@heed/loops';
import type { Journal, Store } from '@heed/store';
import { signingSecret } from '../access/secret.ts';
import { ConfigError, type Config } from '../config.ts';
import type { Change } from '../live/hub.ts';
import { repeat } from './repeat.ts';

/** Letters to customers and everything that comes back, and letters to our own people. */
export interface RunningMail {
  /** False while there is no mail server: letters then wait. */
  readonly isSetUp: boolean;
  readonly broadcasts: Broadcasts;
  readonly signer: Signer;
  /** A mail that somebody handed over. Throws as `receiveMail`. */
  receive(raw: Uint8Array, options?: { recipients?: readonly string[] }): Promise<Received>;
  /** The page of a link by which a customer answers again, and their answer. Throw as `readReask` and `answerReask`. */
  reask(token: string): Promise<ReaskPage>;
  answer(token: string, said: { score: number; comment: string }): Promise<ReaskPage>;
  /** A customer wants no more letters. Throws NOT_FOUND for a link that is none of ours. */
  optOut(token: string): Promise<void>;
  /** Looks for letters at once. */
  wake(): void;
  /** To be told of what was appended to loops: a letter that waits goes out at once, and a question when it is due. */
  appended(appended: Appended): void;
  close(): Promise<void>;
}

interface Options {
  config: Config;
  store: Store;
  journal: Journal;
  loops: Loops;
  messages: Messages;
  /** Lets somebody hear of everything that happens to loops. */
  listen: (listener: Pick<Notices, 'appended'>) => void;
  settings: () => LoopSettings;
  company: () => string;
  calendar: () => Calendar;
  onChange: (change: Change) => void;
  report: (error: unknown) => void;
}

/** How often it is looked for loops whose customer is to be asked again and nobody told us, and for further letters of broadcasts. */
const REASK_MS = 60_000;
const BROADCAST_MS = 1_000;

/** Why replies cannot be listened for, in terms of what to change. */
function portProblem(error: unknown): never {
  const { code } = error as { code?: string };
  if (code === 'EADDRINUSE' || code === 'EACCES') throw new ConfigError(['HEED_MAIL_IN_PORT is taken by another program or reserved for the system; choose another.']);
  throw error;
}

/** Starts all that sends and receives. Throws ConfigError when the port for replies is taken. */
export async function startMail({ config, store, journal, loops, messages, listen, settings, company, calendar, onChange, report }: Options): Promise<RunningMail> {
  const now = (): number => calendar().now;
  const onError = (error: unknown): void => {
    if (!(error instanceof HeedError)) report(error);
  };
  const signer = createSigner(await signingSecret({ journal, configured: config.secret, now }));
  const publicUrl = config.publicUrl ?? '';
  const loopsChanged = (ids: readonly string[]): void => onChange({ kind: 'loops', ids: new Set(ids), departments: new Set() });
  const shared = { store, loops, messages, settings, signer, now, company, timeZone: config.timeZone, publicUrl, onChange: loopsChanged };

  const broadcasts = createBroadcasts({ store, journal, loops, messages, settings, company, calendar, publicUrl, onChange: () => loopsChanged([]) });
  await broadcasts.refresh();
  const { mail } = config;
  const outbox = mail
    ? createOutbox({
        ...shared,
        transport: createSmtpTransport(mail.server),
        sender: () => ({ name: mail.from.name || company(), address: mail.from.address, replyDomain: config.mailReplyDomain ?? null, publicUrl }),
        broadcasts,
        onError,
      })
    : undefined;
  const wake = (): void => outbox?.wake();

  const broadcasting = repeat(
    async () => {
      await broadcasts.refresh();
      if ((await broadcasts.round()) > 0) wake();
    },
    { everyMs: BROADCAST_MS, onError },
  );
  // Without mail nobody is asked: letters that wait for months would ask about what nobody remembers.
  const askAgain = createReasker(shared);
  const reasking = outbox ? repeat(async () => ((await askAgain()) > 0 ? wake() : undefined), { everyMs: REASK_MS, onError }) : undefined;
  // Likewise nobody is told of an escalation long after.
  const notices = outbox ? createNotices({ ...shared, onQueued: (ids) => (loopsChanged(ids), wake()), onError }) : undefined;
  if (notices) listen(notices);
  const receive: RunningMail['receive'] = (raw, options) => receiveMail(raw, shared, options);
  const listener: Listener | undefined = config.mailInPort === undefined ? undefined : await listenForReplies({ host: config.host, port: config.mailInPort, replyDomain: config.mailReplyDomain ?? null, signer, receive, onError, now }).catch(portProblem);
  outbox?.start();
  notices?.start();
  // Whoever was away may have much to ask.
  reasking?.within(0);

  return {
    isSetUp: outbox !== undefined,
    broadcasts,
    signer,
    receive,
    reask: (token) => readReask(token, shared),
    answer: (token, said) => answerReask(token, said, shared),
    async optOut(token) {
      const link = signer.read('opt_out', token);
      if (!link) throw new HeedError('NOT_FOUND', 'This link is not known here. Use the link as it stands in the letter.');
      await withdrawConsent(store, { customerId: link.customerId, now: now() });
    },
    wake,
    appended({ loops: changed }) {
      const happened = new Set(changed.flatMap(({ events }) => events.map(({ type }) => type)));
      if (happened.has('message_queued')) wake();
      if (happened.has('closed')) reasking?.within(settings().reask.afterMs);
    },
    async close() {
      await listener?.close();
      await Promise.all([broadcasting.stop(), reasking?.stop(), notices?.stop(), outbox?.stop()]);
    },
  };
}
