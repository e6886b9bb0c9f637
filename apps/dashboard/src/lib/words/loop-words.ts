import type { LoopDue, LoopItem } from '#lib/api/loops-documents.ts';
import type { I18n } from '#lib/i18n/i18n.svelte.ts';
import { durationWords } from './duration-words.ts';

export interface DueWords {
  text: string;
  /** With the moment itself, for hovering and screen readers. */
  detail: string;
  status: LoopDue['status'];
}

/** The clock that matters now, in words: `close in 3h`, `2h late to acknowledge`. */
export function dueWords({ target, at, status }: LoopDue, { now, i18n }: { now: number; i18n: Pick<I18n, 't' | 'format' | 'locale'> }): DueWords {
  const left = Date.parse(at) - now;
  const time = durationWords(Math.abs(left), { clock: 'CALENDAR', i18n });
  // What is shown goes on between two pushes.
  const late = left <= 0;
  return {
    text: i18n.t(late ? 'loops.due.late' : 'loops.due.in', { target, time }),
    detail: i18n.t('loops.due.at', { target, at: i18n.format.dateTime(at) }),
    status: late ? 'BREACHED' : status,
  };
}

/** Who said it, as well as we may know. */
export function customerWords({ customer, anonymous }: Pick<LoopItem, 'customer' | 'anonymous'>, { t }: Pick<I18n, 't'>): string {
  if (customer?.name) return customer.name;
  return t(anonymous ? 'loops.customer.anonymous' : 'loops.customer.unknown');
}

/** The first words of a loop: of the feedback that opened it, else of any that joined. */
export function loopSaid({ feedback }: Pick<LoopItem, 'feedback'>): LoopItem['feedback'][number] | null {
  return feedback.find(({ comment }) => comment !== '') ?? feedback[0] ?? null;
}
