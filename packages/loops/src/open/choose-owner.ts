import { keyOf, type Department, type LoopSettings, type Person, type Rule } from '../settings/settings.ts';
import type { Match } from './match.ts';

/** Who got the last loop by round robin, the key of a person by the key of a department. */
export type Turns = ReadonlyMap<string, string>;

/** Finds people for loops and remembers whose turn it was. */
export interface Owners {
  /** The key of the person who gets a loop of this department that this rule opens, or null for nobody. */
  choose(rule: Rule, { department, match }: { department: string; match: Match }): string | null;
  turns(): Turns;
}

/**
 * Owners by the settings as they stand. Who is not available gets nothing, the fallback owner of a department included: a
 * loop without an owner stands in everybody's queue, one of somebody who left in nobody's.
 */
export function createOwners(settings: LoopSettings, { turns }: { turns: Turns }): Owners {
  const last = new Map(turns);
  const named = new Map<string, Person>();
  // Keys go before names, and names before addresses: what is unique cannot be taken by what is not.
  for (const called of [({ email }: Person) => email, ({ name }: Person) => name, ({ key }: Person) => key]) {
    for (const person of settings.people.values()) if (called(person) !== '') named.set(keyOf(called(person)), person);
  }
  const members = new Map<string, string[]>();
  for (const { key, available, departments } of settings.people.values()) {
    if (!available) continue;
    for (const department of new Set(departments.map(keyOf))) members.set(department, [...(members.get(department) ?? []), key]);
  }
  for (const keys of members.values()) keys.sort();

  const available = (person: Person | undefined): string | null => (person?.available ? person.key : null);
  const byKey = (key: string | null): string | null => (key === null ? null : available(settings.people.get(keyOf(key))));

  function nextOf(department: string): string | null {
    const keys = members.get(department);
    if (!keys) return null;
    const before = last.get(department);
    // Whoever had the last turn may have left since; those after them in the order are next all the same.
    const next = (before === undefined ? undefined : keys.find((key) => key > before)) ?? keys[0];
    if (next === undefined) return null;
    last.set(department, next);
    return next;
  }

  function wanted({ owner }: Rule, { department, match }: { department: string; match: Match }): string | null {
    switch (owner.by) {
      case 'nobody':
        return null;
      case 'person':
        return byKey(owner.person);
      case 'round_robin':
        return nextOf(department);
      case 'attribute':
        return available(named.get(keyOf(match.attributes.get(owner.attribute) ?? '')));
    }
  }

  return {
    choose(rule, { department, match }) {
      if (rule.owner.by === 'nobody') return null;
      const key = keyOf(department);
      const fallback: Department | undefined = settings.departments.get(key);
      return wanted(rule, { department: key, match }) ?? byKey(fallback?.fallbackOwner ?? null);
    },
    turns: () => last,
  };
}
