import type { Refusal } from '@heed/domain';
import type { Origin } from '../loop/event.ts';
import { keyOf, type LoopSettings } from '../settings/settings.ts';
import type { HistoricLoop, HistoricStep } from './historic-loop.ts';
import { endingSteps } from './row-ending.ts';
import { RowFields } from './row-fields.ts';
import { rowMoments } from './row-moments.ts';
import { handOverSteps, waitSteps } from './row-passages.ts';
import { priorityOf, WORDS_EXPECTED } from './words.ts';

/** The fields of a row, in the order in which people think of them. */
export const ROW_FIELDS = [
  'id', 'source', 'department', 'opened', 'acknowledged', 'contacted', 'waits', 'handOvers', 'resolved', 'told', 'closed', 'outcome', 'reason', 'priority', 'owner', 'customer.id', 'customer.email',
  'channel', 'product', 'region', 'segment', 'language', 'rootCause', 'action',
] as const;
export type RowField = (typeof ROW_FIELDS)[number];

export interface HistoricRowOptions {
  settings: LoopSettings;
  /** Of rows that do not name one. */
  source: string;
  /** Epoch milliseconds; nothing of a row lies after it. */
  now: number;
  /** IANA zone of moments without an offset. */
  timeZone: string;
  /** Of those who bring them, the departments whose loops they may bring; null for all. */
  departments: readonly string[] | null;
  /** The key of a customer, by their id or e-mail address elsewhere; empty texts for what is not known. */
  customerIdOf: (customer: { id: string; email: string }) => string;
}

/** What became of one row: a loop with its history, or every reason why not. */
export type HistoricRow = { ok: true; loop: HistoricLoop; warnings: readonly string[] } | { ok: false; refusals: Refusal[] };

/**
 * Reads one row of a helpdesk's export or of a sender that speaks JSON: fields by the names of `ROW_FIELDS`, moments as ISO 8601 or epoch
 * milliseconds. An owner whom nobody here knows is left out with a warning; a word, a moment or an order that cannot be is refused.
 */
export function readHistoricRow(row: unknown, { settings, source, now, timeZone, departments, customerIdOf }: HistoricRowOptions): HistoricRow {
  if (typeof row !== 'object' || row === null || Array.isArray(row)) return { ok: false, refusals: [{ column: '', kind: Array.isArray(row) ? 'list' : typeof row, reason: 'must be one JSON object a row' }] };
  const fields = new RowFields(row as Record<string, unknown>, { timeZone });
  for (const name of Object.keys(row)) if (!(ROW_FIELDS as readonly string[]).includes(name)) fields.refuse(name, `is not known; use ${ROW_FIELDS.join(', ')}`);

  const spelled = (name: string): string => settings.departments.get(keyOf(name))?.name ?? name;
  const label = (column: RowField, limit = 200): string => fields.label(column, { limit });
  const externalId = fields.label('id', { limit: 200, required: true });
  const department = spelled(fields.label('department', { limit: 200, required: true }));
  if (departments && department !== '' && !departments.some((name) => keyOf(name) === keyOf(department))) fields.refuse('department', 'must be one of your departments');
  const priority = fields.word('priority', { read: priorityOf, expected: WORDS_EXPECTED.priority }) ?? 'normal';
  const customer = { id: label('customer.id', 320), email: label('customer.email', 320) };
  const origin: Origin = {
    source: label('source', 100) || source, channel: label('channel'), product: label('product'), region: label('region'), segment: label('segment'), language: label('language'),
    band: '', score: null, contactRequested: false, anonymous: false, preferredTime: '',
  };
  const owner = ownerOf(fields, settings);
  const moments = rowMoments(fields, { now, timeZone });
  const steps: HistoricStep[] = [];
  if (moments) {
    const place = { moments, now, timeZone, spelled };
    const { opened, acknowledged, contacted } = moments;
    // Contact acknowledges: a later acknowledgement says nothing more.
    if (acknowledged !== null && (contacted === null || acknowledged <= contacted)) steps.push({ type: 'acknowledged', at: acknowledged, by: '' });
    if (contacted !== null) steps.push({ type: 'contacted', way: 'other', messageId: null, note: '', at: contacted, by: '' });
    const handOvers = handOverSteps(fields, { ...place, first: department });
    steps.push(...handOvers);
    // The owner of an export is the present one, who got it in the department that has it.
    if (owner !== null) steps.push({ type: 'assigned', owner, how: 'person', at: handOvers.at(-1)?.at ?? opened, by: '', undated: true });
    steps.push(...waitSteps(fields, place), ...endingSteps(fields, place));
  }
  if (fields.refusals.length > 0 || !moments) return { ok: false, refusals: fields.refusals };
  const loop: HistoricLoop = {
    identity: externalId, externalId, openedAt: moments.opened, openedBy: 'import', rule: '', feedbackId: null,
    customerId: customer.id !== '' || customer.email !== '' ? customerIdOf(customer) : null,
    department, priority, origin,
    // A stable sort: what has the same moment stays in the order above, and the end comes last.
    steps: steps.sort((left, right) => left.at - right.at),
  };
  return { ok: true, loop, warnings: fields.warnings };
}

/** The key of the person whom a row names by key, name or e-mail address. */
function ownerOf(fields: RowFields, { people }: LoopSettings): string | null {
  const named = keyOf(fields.label('owner', { limit: 320 }));
  if (named === '') return null;
  const known = people.get(named) ?? [...people.values()].find(({ name, email }) => keyOf(name) === named || (email !== '' && keyOf(email) === named));
  if (!known) fields.warn('owner names somebody who is not among the people here, and was left out');
  return known?.key ?? null;
}
