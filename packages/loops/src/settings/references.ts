import type { LoopDefaults, SettingsKind, SettingsOf } from './definition.ts';
import type { Department, Person, Rule } from './settings.ts';

/** Something that a setting names: of which kind, how it is called there, and where it stands. */
export interface Reference {
  to: SettingsKind;
  id: string;
  path: (string | number)[];
}

const person = (id: string, path: (string | number)[]): Reference => ({ to: 'person', id, path });

function ofDepartment({ escalation, fallbackOwner }: Department): Reference[] {
  return [...escalation.chain.map((key, index) => person(key, ['escalation', 'chain', index])), ...(fallbackOwner === null ? [] : [person(fallbackOwner, ['fallbackOwner'])])];
}

function ofRule({ department, owner, watchers }: Rule): Reference[] {
  return [
    { to: 'department', id: department, path: ['department'] },
    ...(owner.by === 'person' ? [person(owner.person, ['owner', 'person'])] : []),
    ...watchers.map((key, index) => person(key, ['watchers', index])),
  ];
}

/** Everything that a setting names. */
export function referencesOf(kind: SettingsKind, definition: SettingsOf[SettingsKind]): Reference[] {
  switch (kind) {
    case 'department':
      return ofDepartment(definition as Department);
    case 'person':
      return (definition as Person).departments.map((id, index) => ({ to: 'department', id, path: ['departments', index] }));
    case 'rule':
      return ofRule(definition as Rule);
    case 'loop': {
      const { template } = (definition as LoopDefaults).reask;
      return template === '' ? [] : [{ to: 'template', id: template, path: ['reask', 'template'] }];
    }
    default:
      return [];
  }
}
