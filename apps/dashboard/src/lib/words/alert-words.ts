import type { Alert } from '#lib/api/alerts-documents.ts';
import type { I18n } from '#lib/i18n/i18n.svelte.ts';
import { durationWords } from './duration-words.ts';
import { metricName } from './metric-words.ts';

const HOUR = 3_600_000;

/** What was found, as a sentence, and what is behind it as another; empty where the first says all. */
export interface AlertSaid {
  title: string;
  more: string;
}

/** Says what was found; of loops the kind says whether they are late already. */
export function alertSaid({ kind, evidence }: Pick<Alert, 'evidence'> & { kind: string }, i18n: Pick<I18n, 't' | 'format' | 'locale'>): AlertSaid {
  const { t, format } = i18n;
  const time = (milliseconds: number): string => durationWords(milliseconds, { clock: 'CALENDAR', i18n });
  const roughly = (value: number): string => format.number(value, value < 10 ? 1 : 0);
  switch (evidence.__typename) {
    case 'AlertScoreDown': {
      const digits = Math.abs(evidence.value) < 10 && Math.abs(evidence.previous) < 10 ? 1 : 0;
      const [value, previous] = [format.number(evidence.value, digits), format.number(evidence.previous, digits)];
      const metric = metricName(evidence.metric, { t, scale: true });
      // The interval is that of the change, whatever its sign: what is lost is said as a number of points.
      const [low, high] = [Math.abs(evidence.low), Math.abs(evidence.high)].sort((one, other) => one - other) as [number, number];
      return {
        title: evidence.department === '' ? t('alerts.score', { metric, value, previous }) : t('alerts.score.department', { department: evidence.department, metric, value, previous }),
        more: t('alerts.score.more', { low: roughly(low), high: roughly(high), n: evidence.n, before: evidence.previousN, days: format.days(evidence.from, new Date(evidence.to).getTime() - 1) }),
      };
    }
    case 'AlertThemeSpiking':
      return {
        title: evidence.growth === null ? t('alerts.theme.new', { name: evidence.name }) : t('alerts.theme', { name: evidence.name, growth: roughly(evidence.growth) }),
        more: t('alerts.theme.more', { n: evidence.count, expected: roughly(evidence.expected), days: format.days(evidence.from, new Date(evidence.to).getTime() - 1) }),
      };
    case 'AlertLoops': {
      const values = { n: evidence.loops, department: evidence.department === '' ? t('alerts.everyDepartment') : evidence.department };
      return { title: kind === 'LOOPS_LATE' ? t('alerts.late', values) : t('alerts.atRisk', values), more: '' };
    }
    case 'AlertSourceSilent':
      return {
        title: t('alerts.silent', { source: evidence.source, time: time(Math.max(HOUR, evidence.silentMs)) }),
        more: t('alerts.silent.more', { usual: time(evidence.usualMs), expected: roughly(evidence.expected) }),
      };
    case 'AlertWebhookOff':
      return { title: t('alerts.webhookOff', { name: evidence.webhook }), more: t('alerts.webhookOff.more') };
  }
}

/** Why a delivery waits or failed; a word that is not known stays as it is. */
export const deliveryReason = (reason: string, { t }: Pick<I18n, 't'>): string => t('alerts.delivery.reason', { reason, word: reason.replaceAll('_', ' ') });
