import type { LoopFilterInput } from '#lib/api/departments-documents.ts';
import type { PeriodInput } from '#lib/api/documents.ts';
import type { SavedInbox } from '#lib/api/inbox-documents.ts';
import { periodInput } from '#lib/filter/filter-input.ts';
import { readSavedPeriod, savedPeriod } from '#lib/filter/saved-period.ts';
import { PRIORITIES } from './departments-view.ts';
import { BANDS, CHOICES, CHOICE_NAMES, inboxHref, narrowingOf, NOT_NARROWED, QUEUES, type ChoiceName, type InboxView } from './inbox-view.ts';

type Json = Record<string, unknown>;
/** What is kept of a view: everything but its name, in the program's own spelling. */
export type InboxQuestion = Pick<SavedInbox, 'queue' | 'sort'> & { filter: Json };

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);
const lower = (values: readonly string[]): string[] => values.map((value) => value.toLowerCase());
const upper = (value: unknown): string[] => (Array.isArray(value) ? value.map((one) => String(one).toUpperCase()) : []);
/** The values of a choice that only lists what it keeps; null for any other. */
const keptBy = (value: unknown): string[] | null => (isObject(value) && Array.isArray(value['in']) && value['in'].length > 0 && Object.keys(value).length === 1 ? value['in'].map(String) : null);

function spelled({ priority, band, state, opened, closed, feedback, ...rest }: LoopFilterInput): Json {
  const { period, ...conditions } = feedback ?? {};
  return {
    ...rest,
    ...(priority && { priority: lower(priority) }),
    ...(band && { band: lower(band) }),
    ...(state && { state: lower(state) }),
    ...(opened && { opened: savedPeriod(opened) }),
    ...(closed && { closed: savedPeriod(closed) }),
    ...(feedback && { feedback: { ...conditions, ...(period && { period: savedPeriod(period) }) } }),
  };
}

/** What of a filter the bar has no words for, as the API takes it. */
function furtherOf({ state, closed, feedback, ...rest }: Json): LoopFilterInput | null {
  const input = (period: unknown): { period?: PeriodInput } => {
    const found = readSavedPeriod(period);
    return found ? { period: periodInput(found) } : {};
  };
  const { period: closedIn } = input(closed);
  const more: Json = {
    ...rest,
    ...(state !== undefined && { state: upper(state) }),
    ...(closedIn && { closed: closedIn }),
    ...(isObject(feedback) && { feedback: { ...feedback, ...input(feedback['period']) } }),
  };
  return Object.keys(more).length === 0 ? null : more;
}

/** What is kept when a view of the inbox is saved. */
export const questionOf = (view: InboxView): InboxQuestion => ({ queue: view.queue.toUpperCase() as InboxQuestion['queue'], sort: view.sort, filter: spelled(narrowingOf(view)) });

/** What the inbox shows for a view that was saved, by this page or by another program. */
export function readSaved({ name, queue, sort, filter }: SavedInbox): InboxView {
  const { priority, band, opened, text, customer, ...rest } = isObject(filter) ? filter : {};
  const told = new Set<string>();
  const choices: Partial<Record<ChoiceName, string[]>> = {};
  for (const choice of CHOICE_NAMES) {
    const kept = keptBy(rest[CHOICES[choice]]);
    if (kept === null) continue;
    choices[choice] = kept;
    told.add(CHOICES[choice]);
  }
  return {
    ...NOT_NARROWED,
    queue: QUEUES.find((one) => one.toUpperCase() === queue) ?? 'open',
    sort,
    choices,
    priorities: PRIORITIES.filter((one) => upper(priority).includes(one)),
    bands: BANDS.filter((one) => upper(band).includes(one)),
    opened: readSavedPeriod(opened),
    text: typeof text === 'string' ? text : '',
    customer: typeof customer === 'string' ? customer : null,
    more: furtherOf(Object.fromEntries(Object.entries(rest).filter(([field]) => !told.has(field)))),
    saved: name,
  };
}

/** Whether two views ask for the same, whatever they are called. */
export const sameQuestion = (one: InboxView, other: InboxView): boolean => inboxHref({ ...one, saved: null }) === inboxHref({ ...other, saved: null });
