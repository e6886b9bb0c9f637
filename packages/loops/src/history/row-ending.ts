import type { HistoricStep } from './historic-loop.ts';
import type { RowFields } from './row-fields.ts';
import type { RowMoments } from './row-moments.ts';
import { outcomeOf, reasonOf, WORDS_EXPECTED } from './words.ts';

/**
 * What a row says of the end: what was done, whether the customer was told, and the close. What was closed without a moment of resolving
 * was resolved by then, unless it was a duplicate or invalid; who was told without a moment, by then too.
 */
export function endingSteps(fields: RowFields, { moments }: { moments: RowMoments }): HistoricStep[] {
  const outcome = fields.word('outcome', { read: outcomeOf, expected: WORDS_EXPECTED.outcome });
  const reason = fields.word('reason', { read: reasonOf, expected: WORDS_EXPECTED.reason }) ?? null;
  const rootCause = fields.label('rootCause', { limit: 200 });
  const action = fields.label('action', { limit: 200 });
  const { closed, told } = moments;
  if (closed === null && outcome !== undefined) fields.refuse('outcome', 'needs the moment of closed');
  if (closed === null && reason !== null) fields.refuse('reason', 'needs the moment of closed');
  if (outcome === 'not_told' && told !== null) fields.refuse('outcome', 'must be told where told has a moment');
  if (reason !== null && (outcome === 'told' || told !== null)) fields.refuse('reason', 'is only for customers who were not told');

  const isTold = outcome === 'told' || told !== null;
  const needsNoAct = reason === 'duplicate' || reason === 'invalid';
  const resolved = moments.resolved ?? told ?? (needsNoAct ? null : closed);
  const steps: HistoricStep[] = [];
  const latest = Math.max(...Object.values(moments).filter((moment) => moment !== null));
  if (rootCause !== '' || action !== '') steps.push({ type: 'acted', rootCause, action, at: resolved ?? latest, by: '', undated: true });
  if (resolved !== null) steps.push({ type: 'resolved', note: '', at: resolved, by: '' });
  if (told !== null || (isTold && closed !== null)) steps.push({ type: 'told', way: 'other', messageId: null, note: '', at: told ?? closed ?? 0, by: '' });
  if (closed !== null) steps.push({ type: 'closed', outcome: isTold ? 'told' : 'not_told', reason, note: '', at: closed, by: '' });
  return steps;
}
