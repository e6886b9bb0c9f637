import type { FilterCondition } from '@heed/domain';
import type { WorkingCalendar } from '../clock/working-calendar.ts';

/** From the most pressing. */
export const PRIORITIES = ['urgent', 'high', 'normal', 'low'] as const;
export type Priority = (typeof PRIORITIES)[number];

/** What a department promises for each loop. */
export const TARGETS = ['acknowledge', 'contact', 'close'] as const;
export type TargetName = (typeof TARGETS)[number];

/** How long something may take, in milliseconds, on the department's working clock or on the calendar's. */
export interface Target {
  milliseconds: number;
  clock: 'working' | 'calendar';
}

/** The targets of one priority; what is missing has no target. */
export type Targets = Partial<Record<TargetName, Target>>;

/** Who works loops. `key` is stable and unique; it stands in events. */
export interface Person {
  key: string;
  name: string;
  /** Empty when unknown: such a person is not written to. */
  email: string;
  /** Departments whose loops the person takes, in round robin too; names as in feedback. */
  departments: string[];
  /** BCP 47 tag for what Heed writes to the person. */
  language: string;
  /** False for who has left or is away: gets nothing new by round robin or escalation. */
  available: boolean;
}

/** Who is told when a target is missed, and when. */
export interface Escalation {
  /** Keys of people, from the first to be told to the last. */
  chain: string[];
  /** Milliseconds of working time between one step and the next, until somebody acknowledges the loop. */
  repeatMs: number;
  /** Milliseconds of working time without any act of the owner after which the loop is taken back from them; null for never. */
  takeBackMs: number | null;
}

/** A department as feedback names it, with its working time and its promises. */
export interface Department {
  name: string;
  calendar: WorkingCalendar;
  targets: Record<Priority, Targets>;
  escalation: Escalation;
  /** Gets what nobody else can be found for; the key of a person, or null. */
  fallbackOwner: string | null;
}

/** Who gets a loop that a rule opens. Where it finds nobody available, the department's fallback owner. */
export type OwnerChoice =
  | { by: 'nobody' }
  | { by: 'person'; person: string }
  /** The people of the department in turn. */
  | { by: 'round_robin' }
  /** The person whose key, name or e-mail address stands in this attribute of the feedback. */
  | { by: 'attribute'; attribute: string };

/** When feedback opens a loop and what happens to it. Rules are asked in the order of `order`, then of their names. */
export interface Rule {
  name: string;
  order: number;
  enabled: boolean;
  /** Conditions on the feedback; without a period. At least one. */
  when: FilterCondition;
  /** Besides: the customer gave other feedback that this rule's conditions hold for within so many days before; null for no matter. */
  repeatedWithinDays: number | null;
  department: string;
  /** Where this attribute of the feedback names a department of ours, that one instead; null for always `department`. */
  departmentFromAttribute: string | null;
  priority: Priority;
  owner: OwnerChoice;
  /** Keys of people. */
  watchers: string[];
  /** Looks at no further rule once this one opened a loop. */
  last: boolean;
}

/** A root cause or an action that people choose from. `kind` says which list. */
export interface Choosable {
  name: string;
  /** Not offered for new loops; stays on those that have it. */
  retired: boolean;
}

/** What a message is for. */
export const PURPOSES = ['contact', 'told', 'reask'] as const;
export type Purpose = (typeof PURPOSES)[number];

/** A message to customers in one or several languages. Variables are written {{customer.name}}. */
export interface Template {
  name: string;
  purpose: Purpose;
  /** By BCP 47 tag; at least one. Another language falls back to its base language, then to the first. */
  texts: Record<string, { subject: string; body: string }>;
}

/** How customers are asked again after a loop has closed. */
export interface Reask {
  enabled: boolean;
  /** Milliseconds of calendar time after the close. */
  afterMs: number;
  /** Name of a template for the purpose `reask`. */
  template: string;
}

/** Everything that people decide about loops, as it stands at a version. Keys of the maps are lower-case (see `keyOf`). */
export interface LoopSettings {
  /** Grows with every change; part of the revision of a derived row. */
  version: number;
  departments: ReadonlyMap<string, Department>;
  people: ReadonlyMap<string, Person>;
  rules: readonly Rule[];
  rootCauses: readonly Choosable[];
  actions: readonly Choosable[];
  templates: ReadonlyMap<string, Template>;
  reask: Reask;
}

/** Names that differ only in case, in spaces at the ends or in how an accent is encoded are the same. */
export const keyOf = (name: string): string => name.trim().normalize('NFC').toLowerCase();

/** What holds for a department that nobody has set up: every hour works, and there is no promise. */
export const NO_TARGETS: Record<Priority, Targets> = { urgent: {}, high: {}, normal: {}, low: {} };
