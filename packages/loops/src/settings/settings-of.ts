import type { AllSettings } from './definition.ts';
import { NO_REASK } from './schemas.ts';
import { keyOf, type LoopSettings, type Person, type Rule } from './settings.ts';

/**
 * Settings as loops work by them: found by key, rules in the order in which they are asked, and departments called as they
 * call themselves, whatever the case in which others name them.
 */
export function settingsOf(all: AllSettings, { version }: { version: number }): LoopSettings {
  const departments = new Map(all.department.map((department) => [keyOf(department.name), department]));
  const named = (department: string): string => departments.get(keyOf(department))?.name ?? department;
  const byName = (left: { name: string }, right: { name: string }): number => (keyOf(left.name) < keyOf(right.name) ? -1 : 1);
  return {
    version,
    departments,
    people: new Map(all.person.map((person): [string, Person] => [keyOf(person.key), { ...person, departments: person.departments.map(named) }])),
    rules: all.rule.map((rule): Rule => ({ ...rule, department: named(rule.department) })).sort((left, right) => left.order - right.order || byName(left, right)),
    rootCauses: [...all.root_cause].sort(byName),
    actions: [...all.action].sort(byName),
    templates: new Map(all.template.map((template) => [keyOf(template.name), template])),
    reask: all.loop[0]?.reask ?? NO_REASK,
  };
}

/** Nothing was decided. */
export const NO_SETTINGS: LoopSettings = settingsOf({ department: [], person: [], root_cause: [], action: [], template: [], rule: [], loop: [] }, { version: 0 });
