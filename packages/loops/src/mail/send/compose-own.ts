import MailComposer from 'nodemailer/lib/mail-composer';
import { oneLine } from '../letter/letter-for.ts';

/** A mail to one of our own people that is about no single loop. */
export interface OwnMail {
  from: { name: string; address: string };
  to: { name: string; address: string };
  subject: string;
  text: string;
  html: string;
  /** BCP 47 tag. */
  language: string;
  /** With its angle brackets; the same in each attempt, so that whoever gets two sees one. */
  messageId: string;
  /** Epoch milliseconds. */
  now: number;
}

/** A mail as it goes out. Every value goes through the composer, which folds and encodes; none can become a header of its own. */
export function composeOwn({ from, to, subject, text, html, language, messageId, now }: OwnMail): Promise<Buffer> {
  const mail = new MailComposer({
    from: { name: oneLine(from.name), address: from.address },
    to: { name: oneLine(to.name), address: to.address },
    subject: oneLine(subject),
    messageId,
    date: new Date(now),
    text,
    html,
    // Nobody's holiday must answer it (RFC 3834).
    headers: { 'Content-Language': language, 'Auto-Submitted': 'auto-generated' },
    newline: 'win',
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return mail.compile().build();
}
