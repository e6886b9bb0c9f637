import type { Loop, LoopEvent } from '#lib/api/loops-documents.ts';
import type { I18n } from '#lib/i18n/i18n.svelte.ts';

/** Who did it, in words: a person, or the machine where rules, clocks and mail act. */
export function actorWords({ by, actor }: Pick<LoopEvent, 'by' | 'actor'>, { t }: Pick<I18n, 't'>): string {
  if (by) return by.name;
  if (actor.startsWith('import')) return t('loops.actor.import');
  return t(actor === 'system' ? 'loops.actor.system' : actor === 'local' ? 'loops.actor.local' : 'loops.actor.token');
}

/** What happened, as a sentence without a subject's name in front: the list shows who beside it. */
export function eventWords(event: LoopEvent, { loop, i18n }: { loop: Pick<Loop, 'rule'>; i18n: Pick<I18n, 't' | 'format'> }): string {
  const { t } = i18n;
  const nobody = t('loops.owner.nobody');
  switch (event.type) {
    case 'opened':
      return loop.rule ? t('loops.event.opened.rule', { rule: loop.rule, department: event.department ?? '' }) : t('loops.event.opened', { department: event.department ?? '' });
    case 'joined':
    case 'absorbed':
      return t('loops.event.joined');
    case 'routed':
      return t('loops.event.routed', { department: event.department ?? '' });
    case 'prioritised':
      return t('loops.event.prioritised', { priority: t('departments.priority.name', { priority: event.priority ?? 'NORMAL' }) });
    case 'assigned':
      return event.owner ? t('loops.event.assigned', { owner: event.owner.name }) : t('loops.event.unassigned', { owner: nobody });
    case 'contacted':
      return t('loops.event.contacted', { way: t('loops.way.name', { way: event.way ?? 'OTHER' }) });
    case 'told':
      return t('loops.event.told', { way: t('loops.way.name', { way: event.way ?? 'OTHER' }) });
    case 'acted':
      return t('loops.event.acted', { rootCause: event.rootCause ?? '', action: event.action ?? '' });
    case 'closed':
      return event.outcome === 'NOT_TOLD' ? t('loops.event.closed.notTold', { reason: t('loops.reason.name', { reason: event.reason ?? 'INVALID' }) }) : t('loops.event.closed');
    case 'escalated':
      return t('loops.event.escalated', { kind: event.escalation ?? '', target: event.target ?? 'CLOSE', person: event.owner?.name ?? nobody });
    case 'answered':
      return t('loops.event.answered', { score: event.score ?? 0, recovery: event.recovery ?? 'UNCHANGED' });
    case 'acknowledged':
    case 'waiting':
    case 'resumed':
    case 'resolved':
    case 'confirmed':
    case 'rejected':
    case 'reopened':
    case 'merged':
    case 'noted':
    case 'watched':
    case 'message_queued':
    case 'message_sent':
    case 'message_failed':
    case 'replied':
    case 'reasked':
    case 'undone':
      return t(`loops.event.${event.type}`);
    default:
      return event.type;
  }
}
