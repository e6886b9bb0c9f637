import { HOUR, testSettings } from '../../loop/testing.ts';
import { ALWAYS } from '../../clock/working-calendar.ts';
import { keyOf, NO_TARGETS, type Department, type LoopSettings, type Person, type Rule } from '../../settings/settings.ts';

/** A rule for detractors that leads to Support and lets others follow, with what a test changes. */
export const testRule = (name: string, change: Partial<Rule> = {}): Rule => ({
  name,
  order: 1,
  enabled: true,
  when: { nps: { max: 6 } },
  repeatedWithinDays: null,
  department: 'Support',
  departmentFromAttribute: null,
  priority: 'normal',
  owner: { by: 'nobody' },
  watchers: [],
  last: false,
  ...change,
});

/** Somebody of Support. */
export const testPerson = (key: string, change: Partial<Person> = {}): Person => ({ key, name: key, email: '', departments: ['Support'], language: 'en', available: true, ...change });

const department = (name: string, fallbackOwner: string | null): Department => ({ name, calendar: ALWAYS, targets: NO_TARGETS, escalation: { chain: [], repeatMs: HOUR, takeBackMs: null }, fallbackOwner });

/**
 * Support falls back to fay, Sales to an owner who is away, Billing to nobody. In Support are anna, bo and cem, and eve, who is
 * away; fay is in no department.
 */
export function openingSettings(rules: readonly Rule[], { people, ...change }: Partial<Omit<LoopSettings, 'people'>> & { people?: readonly Person[] } = {}): LoopSettings {
  const departments = [department('Support', 'fay'), department('Sales', 'eve'), department('Billing', null)];
  const known = people ?? [testPerson('cem'), testPerson('anna', { email: 'Anna@example.com' }), testPerson('bo', { name: 'Bo Lind' }), testPerson('eve', { available: false }), testPerson('fay', { departments: [] })];
  return {
    ...testSettings(),
    departments: new Map(departments.map((one) => [keyOf(one.name), one])),
    people: new Map(known.map((one) => [keyOf(one.key), one])),
    rules,
    ...change,
  };
}
