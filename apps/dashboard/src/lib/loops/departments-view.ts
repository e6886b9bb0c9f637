import type { LoopClock, LoopFilterInput, LoopGrouping, LoopMeasure } from '#lib/api/departments-documents.ts';
import { periodInput } from '#lib/filter/filter-input.ts';
import { lastDays, readPeriod, writePeriod, type ViewPeriod } from '#lib/filter/view-period.ts';

export const MEASURES = ['ACKNOWLEDGE', 'CONTACT', 'RESOLVE', 'TELL', 'CLOSE'] as const satisfies readonly LoopMeasure[];
export const CLOCKS = ['WORKING', 'CALENDAR'] as const satisfies readonly LoopClock[];
/** By what the page can split loops, departments first. */
export const GROUPINGS = ['DEPARTMENT', 'FIRST_DEPARTMENT', 'PRIORITY', 'RULE', 'CHANNEL', 'PRODUCT', 'REGION', 'SEGMENT', 'BAND', 'ROOT_CAUSE'] as const satisfies readonly LoopGrouping[];
export const PRIORITIES = ['URGENT', 'HIGH', 'NORMAL', 'LOW'] as const;
export type Priority = (typeof PRIORITIES)[number];

/** What the Departments page shows; all of it stands in the address. */
export interface DepartmentsView {
  /** When the loops were opened. */
  period: ViewPeriod;
  clock: LoopClock;
  measure: LoopMeasure;
  by: LoopGrouping;
  departments: string[];
  priorities: Priority[];
}

/** Loops take weeks: the last 28 days would hold hardly one that took long. */
const USUAL_PERIOD = lastDays(90);
const HREF = '/departments';

const one = <Name extends string>(names: readonly Name[], value: string | null, usual: Name): Name => names.find((name) => name.toLowerCase() === value) ?? usual;

/** The view that an address asks for; whatever makes no sense is left out. */
export function readDepartments(parameters: URLSearchParams): DepartmentsView {
  const dated = parameters.has('period') || parameters.has('from');
  return {
    period: dated ? readPeriod(parameters) : USUAL_PERIOD,
    clock: one(CLOCKS, parameters.get('clock'), 'WORKING'),
    measure: one(MEASURES, parameters.get('time'), 'CLOSE'),
    by: one(GROUPINGS, parameters.get('by'), 'DEPARTMENT'),
    departments: parameters.getAll('department'),
    priorities: PRIORITIES.filter((priority) => parameters.getAll('priority').includes(priority.toLowerCase())),
  };
}

/** The address of a view; `readDepartments` reads it back unchanged. */
export function departmentsHref({ period, clock, measure, by, departments, priorities }: DepartmentsView): string {
  const usual = JSON.stringify(period) === JSON.stringify(USUAL_PERIOD);
  // The usual period of other pages has no name of its own; here it needs one.
  const written = writePeriod(period);
  const parameters = new URLSearchParams(usual ? {} : Object.keys(written).length === 0 ? { period: '28d' } : written);
  if (clock !== 'WORKING') parameters.set('clock', clock.toLowerCase());
  if (measure !== 'CLOSE') parameters.set('time', measure.toLowerCase());
  if (by !== 'DEPARTMENT') parameters.set('by', by.toLowerCase());
  for (const department of departments) parameters.append('department', department);
  for (const priority of priorities) parameters.append('priority', priority.toLowerCase());
  return parameters.size === 0 ? HREF : `${HREF}?${parameters}`;
}

/** The API's filter for what the page shows. */
export function loopFilterOf({ period, departments, priorities }: DepartmentsView): LoopFilterInput {
  return { opened: periodInput(period), ...(departments.length > 0 && { department: { in: departments } }), ...(priorities.length > 0 && { priority: priorities }) };
}

const CHOICES: Partial<Record<LoopGrouping, string>> = { DEPARTMENT: 'department', FIRST_DEPARTMENT: 'first', RULE: 'rule', CHANNEL: 'channel', PRODUCT: 'product', REGION: 'region', SEGMENT: 'segment', ROOT_CAUSE: 'cause', PRIORITY: 'priority', BAND: 'band', OWNER: 'owner' };

/** The loops behind a group, in the inbox: those of a queue, or all of them. */
export function behindHref(view: DepartmentsView, { key, queue = 'all' }: { key: string | null; queue?: string }): string {
  const parameters = new URLSearchParams({ queue });
  const opened = writePeriod(view.period);
  for (const [name, value] of Object.entries(Object.keys(opened).length === 0 ? { period: '28d' } : opened)) parameters.set(name, value);
  const name = CHOICES[view.by];
  if (view.by !== 'DEPARTMENT' || key === null) for (const department of view.departments) parameters.append('department', department);
  if (view.by !== 'PRIORITY' || key === null) for (const priority of view.priorities) parameters.append('priority', priority.toLowerCase());
  if (key !== null && name) parameters.append(name, view.by === 'PRIORITY' || view.by === 'BAND' ? key.toLowerCase() : key);
  return `/loops?${parameters}`;
}
