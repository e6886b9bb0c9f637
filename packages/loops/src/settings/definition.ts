import type { Choosable, Department, Person, Reask, Rule, Template } from './settings.ts';

/** The kinds of settings, what others refer to first. */
export const SETTINGS_KINDS = ['department', 'person', 'root_cause', 'action', 'template', 'rule', 'loop'] as const;
export type SettingsKind = (typeof SETTINGS_KINDS)[number];

/** At most so many of one kind. */
export const MAX_SETTINGS = 200;

/** What holds for all loops; there is one, and it is called so. */
export const LOOP_DEFAULTS_NAME = 'loop';
export interface LoopDefaults {
  name: typeof LOOP_DEFAULTS_NAME;
  reask: Reask;
}

export interface SettingsOf {
  department: Department;
  person: Person;
  root_cause: Choosable;
  action: Choosable;
  template: Template;
  rule: Rule;
  loop: LoopDefaults;
}

/** All settings as people wrote them, by kind. */
export type AllSettings = { readonly [Kind in SettingsKind]: readonly SettingsOf[Kind][] };

/** For people: what a kind is called. */
export const SETTINGS_WORDS: Readonly<Record<SettingsKind, string>> = {
  department: 'department',
  person: 'person',
  root_cause: 'root cause',
  action: 'action',
  template: 'template',
  rule: 'rule',
  loop: 'setting of all loops',
};

/** What one of a kind is found by: its name, and a person by their key, which stays when a name changes. */
export const idOf = (kind: SettingsKind, definition: SettingsOf[SettingsKind]): string => (kind === 'person' ? (definition as Person).key : definition.name);
