import { alertMail, type DelivererOptions } from '@heed/alerts';
import { addressOf, composeOwn, createSmtpTransport, keyOf, type LoopSettings } from '@heed/loops';
import { METRICS, type MetricId } from '@heed/measure';
import type { Config } from '../config.ts';

interface Options {
  config: Config;
  settings: () => LoopSettings;
  company: () => string;
  now: () => number;
}

/** Writes to people about alerts, through the company's mail server. */
export function alertLetters({ config, settings, company, now }: Options): DelivererOptions['mail'] {
  const { mail } = config;
  const transport = mail ? createSmtpTransport(mail.server) : undefined;
  const refused = (reason: string) => ({ reason, forGood: true });
  return async (delivery, alert) => {
    if (!mail || !transport) return refused('no_mail_server');
    const person = settings().people.get(keyOf(delivery.target));
    const address = person ? addressOf(person) : null;
    if (!person) return refused('person_removed');
    if (!person.available) return refused('away');
    if (address === null) return refused('no_address');
    const { language, ...words } = alertMail(alert, {
      person,
      again: delivery.event === 'repeated',
      metricTitle: (metric) => METRICS[metric as MetricId].title,
      timeZone: config.timeZone,
      link: config.publicUrl === undefined ? '' : `${config.publicUrl}${alert.path}`,
    });
    const from = { name: mail.from.name || company(), address: mail.from.address };
    const messageId = `<${delivery.id}@${from.address.slice(from.address.lastIndexOf('@') + 1)}>`;
    const raw = await composeOwn({ from, to: { name: person.name, address }, ...words, language, messageId, now: now() });
    const handed = await transport.deliver({ from: from.address, to: address, raw });
    if (handed.outcome === 'sent') return { reason: '', forGood: false };
    // Where nobody knows whether it was taken it is sent again: under its Message-ID it is one mail, and silence would be worse.
    return { reason: handed.failure, forGood: handed.outcome === 'failed' && !handed.temporary };
  };
}
