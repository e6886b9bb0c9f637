import { keyOf } from '../settings/settings.ts';
import type { HistoricStep } from './historic-loop.ts';
import { handOversOf, waitsOf, type ToldHandOver, type ToldWait } from './passages.ts';
import type { RowFields } from './row-fields.ts';
import { FUTURE, notBefore, type RowMoments } from './row-moments.ts';

interface Place {
  moments: RowMoments;
  now: number;
  timeZone: string;
  /** The name of a department as it is spelled here. */
  spelled: (department: string) => string;
}

/** The hand-overs of a row: each to another department than the one that has the loop, one after another, between opening and close. */
export function handOverSteps(fields: RowFields, { moments, now, timeZone, spelled, first }: Place & { first: string }): HistoricStep[] {
  const told = listOf(fields, { column: 'handOvers', read: handOversOf, expected: 'must be moments and departments, such as 2026-01-02T10:00 Sales; 2026-01-03T09:30 Product' });
  const steps: HistoricStep[] = [];
  let least = moments.opened;
  let department = first;
  for (const { at, to } of told as ToldHandOver[]) {
    const moment = fields.momentIn('handOvers', at);
    if (typeof to !== 'string' || to.trim() === '' || Array.from(to).length > 200) fields.refuse('handOvers', 'must name a department of at most 200 characters', { value: to });
    else if (moment) {
      const place = notBefore(moment, { least, timeZone });
      const next = spelled(to.trim().normalize('NFC'));
      if (place < least) fields.refuse('handOvers', 'must not lie before opened or before the hand-over that stands ahead of it');
      else if (moments.closed !== null && place > moments.closed) fields.refuse('handOvers', 'must not lie after closed');
      else if (place > now) fields.refuse('handOvers', FUTURE);
      else if (keyOf(next) === keyOf(department)) fields.refuse('handOvers', 'must go to another department; the one in the column department is the first, and this one has the loop already');
      steps.push({ type: 'routed', department: next, note: '', at: place, by: '' });
      least = place;
      department = next;
    }
  }
  return steps;
}

/** The waiting for the customer: stretches one after another, before anything was resolved. The last may still last. */
export function waitSteps(fields: RowFields, { moments, now, timeZone }: Place): HistoricStep[] {
  const told = listOf(fields, { column: 'waits', read: waitsOf, expected: 'must be stretches, such as 2026-01-02T10:00Z/2026-01-02T12:00Z' });
  const steps: HistoricStep[] = [];
  const end = moments.resolved ?? moments.told ?? moments.closed;
  let least = moments.opened;
  (told as ToldWait[]).forEach(({ from, to }, index) => {
    const begin = fields.momentIn('waits', from);
    const lasts = to === undefined || to === null || to === '';
    const finish = lasts ? null : fields.momentIn('waits', to);
    if (!begin || (!lasts && !finish)) return;
    const start = notBefore(begin, { least, timeZone });
    const stop = finish ? notBefore(finish, { least: start, timeZone }) : null;
    if (start < least || (stop !== null && stop < start)) fields.refuse('waits', 'must not lie before opened, overlap, or end before they begin');
    else if (lasts && (end !== null || index < told.length - 1)) fields.refuse('waits', 'must have an end; only the last wait of what is not resolved may last');
    else if (end !== null && stop !== null && stop > end) fields.refuse('waits', 'must not lie after resolved or closed');
    else if (Math.max(start, stop ?? start) > now) fields.refuse('waits', FUTURE);
    steps.push({ type: 'waiting', note: '', at: start, by: '' });
    if (stop !== null) steps.push({ type: 'resumed', at: stop, by: '' });
    least = stop ?? start;
  });
  return steps;
}

/** What stands in a field as a text or as a list of objects; empty when nothing does or it was refused. */
function listOf(fields: RowFields, { column, read, expected }: { column: string; read: (text: string) => object[] | null; expected: string }): object[] {
  const value = fields.get(column);
  if (value === undefined) return [];
  const list: unknown = typeof value === 'string' ? read(value) : value;
  if (Array.isArray(list) && list.length <= 100 && list.every((item) => typeof item === 'object' && item !== null)) return list as object[];
  fields.refuse(column, expected);
  return [];
}
