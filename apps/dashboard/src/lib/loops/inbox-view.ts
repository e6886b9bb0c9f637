import type { LoopFilterInput } from '#lib/api/departments-documents.ts';
import type { LoopSort } from '#lib/api/loops-documents.ts';
import { periodInput } from '#lib/filter/filter-input.ts';
import { readPeriod, writePeriod, type ViewPeriod } from '#lib/filter/view-period.ts';
import { PRIORITIES, type Priority } from './departments-view.ts';

/** The queues of the inbox, in the order of its tabs. `mine` and `my_departments` are the reader's own. */
export const QUEUES = ['mine', 'my_departments', 'open', 'unassigned', 'at_risk', 'breached', 'waiting', 'to_tell', 'closed', 'all'] as const;
export type Queue = (typeof QUEUES)[number];

/** What loops can be narrowed by, with the name that each has in an address. */
export const CHOICES = {
  department: 'department',
  first: 'firstDepartment',
  owner: 'owner',
  rule: 'rule',
  cause: 'rootCause',
  action: 'action',
  channel: 'channel',
  product: 'product',
  region: 'region',
  segment: 'segment',
  source: 'source',
  language: 'language',
  heldby: 'heldBy',
} as const satisfies Record<string, keyof LoopFilterInput>;
export type ChoiceName = keyof typeof CHOICES;
export const CHOICE_NAMES = Object.keys(CHOICES) as ChoiceName[];

export const BANDS = ['PROMOTER', 'PASSIVE', 'DETRACTOR'] as const;
export type Band = (typeof BANDS)[number];
const SORTS = ['DUE', 'OPENED', 'CHANGED'] as const satisfies readonly LoopSort[];

/** What the inbox shows; all of it stands in the address. */
export interface InboxView {
  queue: Queue;
  choices: Partial<Record<ChoiceName, string[]>>;
  priorities: Priority[];
  bands: Band[];
  /** When the loops were opened; null for whenever. */
  opened: ViewPeriod | null;
  text: string;
  sort: LoopSort;
  customer: string | null;
  /** Ids of themes that the customers talked about. */
  themes: string[];
  /** Conditions of a saved view that the bar has no words for. */
  more: LoopFilterInput | null;
  /** The name of the saved view that this began as. */
  saved: string | null;
}

/** Nothing but a queue. */
export const NOT_NARROWED = { choices: {}, priorities: [], bands: [], opened: null, text: '', customer: null, themes: [], more: null } satisfies Partial<InboxView>;

function readMore(text: string | null): LoopFilterInput | null {
  try {
    const value: unknown = JSON.parse(text ?? 'null');
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

/** The view that an address asks for; whatever makes no sense is left out. */
export function readInbox(parameters: URLSearchParams): InboxView {
  const choices = CHOICE_NAMES.flatMap((name) => (parameters.has(name) ? [[name, parameters.getAll(name)] as const] : []));
  return {
    queue: QUEUES.find((name) => name === parameters.get('queue')) ?? 'open',
    choices: Object.fromEntries(choices),
    priorities: PRIORITIES.filter((priority) => parameters.getAll('priority').includes(priority.toLowerCase())),
    bands: BANDS.filter((band) => parameters.getAll('band').includes(band.toLowerCase())),
    opened: parameters.has('period') || parameters.has('from') ? readPeriod(parameters) : null,
    text: parameters.get('q')?.trim().slice(0, 500) ?? '',
    sort: SORTS.find((sort) => sort.toLowerCase() === parameters.get('sort')) ?? 'DUE',
    customer: parameters.get('customer'),
    themes: parameters.getAll('theme'),
    more: readMore(parameters.get('more')),
    saved: parameters.get('view'),
  };
}

/** The address of a view; `readInbox` reads it back unchanged. */
export function inboxHref({ queue, choices, priorities, bands, opened, text, sort, customer, themes, more, saved }: InboxView): string {
  const parameters = new URLSearchParams();
  if (saved !== null) parameters.set('view', saved);
  if (queue !== 'open') parameters.set('queue', queue);
  if (opened) for (const [name, value] of Object.entries({ period: '28d', ...writePeriod(opened) })) if (name !== 'period' || !('from' in opened)) parameters.set(name, value);
  for (const name of CHOICE_NAMES) for (const value of choices[name] ?? []) parameters.append(name, value);
  for (const priority of priorities) parameters.append('priority', priority.toLowerCase());
  for (const band of bands) parameters.append('band', band.toLowerCase());
  if (customer !== null) parameters.set('customer', customer);
  for (const theme of themes) parameters.append('theme', theme);
  if (text !== '') parameters.set('q', text);
  if (more !== null) parameters.set('more', JSON.stringify(more));
  if (sort !== 'DUE') parameters.set('sort', sort.toLowerCase());
  return parameters.size === 0 ? '/loops' : `/loops?${parameters}`;
}

/** Whether anything but the queue narrows the view. */
export const isNarrowed = ({ choices, priorities, bands, opened, text, customer, themes, more }: InboxView): boolean =>
  Object.keys(choices).length > 0 || priorities.length > 0 || bands.length > 0 || opened !== null || text !== '' || customer !== null || themes.length > 0 || more !== null;

/** The same view with other values of one choice; none lifts it. */
export function withLoopChoice(view: InboxView, { name, values }: { name: ChoiceName; values: readonly string[] }): InboxView {
  const { [name]: _, ...others } = view.choices;
  return { ...view, choices: values.length === 0 ? others : { ...others, [name]: [...values] } };
}

/** The API's filter without the queue: what the counts of all queues are narrowed by. */
export function narrowingOf({ choices, priorities, bands, opened, text, customer, themes, more }: InboxView): LoopFilterInput {
  return {
    ...more,
    ...Object.fromEntries(Object.entries(choices).map(([name, values]) => [CHOICES[name as ChoiceName], { in: values }])),
    ...(priorities.length > 0 && { priority: priorities }),
    ...(bands.length > 0 && { band: bands }),
    ...(opened && { opened: periodInput(opened) }),
    ...(text !== '' && { text }),
    ...(customer !== null && { customer }),
    ...(themes.length > 0 && { feedback: { ...more?.feedback, theme: { in: themes } } }),
  };
}

/** Who reads: the key of their person and the departments that they work for; nobody in particular without a key. */
export interface Reader {
  me: string | null;
  departments: readonly string[];
}

/** The API's filter for what the inbox shows. Nothing is "mine" for a reader who is no person of the settings. */
export function inboxFilter(view: InboxView, { me, departments }: Reader): LoopFilterInput {
  const { queue } = view;
  if (queue === 'mine') return { ...narrowingOf(view), queue: 'OPEN', owner: { in: me === null ? [] : [me] } };
  if (queue === 'my_departments') {
    const { department } = view.choices;
    return { ...narrowingOf(view), queue: 'OPEN', department: { in: departments.filter((name) => department === undefined || department.includes(name)) } };
  }
  return { ...narrowingOf(view), queue: queue.toUpperCase() as Uppercase<Exclude<Queue, 'mine' | 'my_departments'>> };
}
