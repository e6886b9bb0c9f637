import { referencesOf, SETTINGS_KINDS, type SettingsKind } from '@heed/loops';
import { keyOf, nameOf, type DefinitionChange } from './definition.ts';
import { listed, type State } from './state.ts';

const placeOf = (kind: SettingsKind, name: string): string => `${kind}:${keyOf(name)}`;

/**
 * What it takes to remove the settings that are still as the events of these versions left them. What somebody changed or added since
 * stays, and with it everything that it names, directly or through others.
 */
export function untouchedSince(state: State, versions: readonly number[]): DefinitionChange[] {
  const all = SETTINGS_KINDS.flatMap((kind) => listed(state, kind).map((stored) => ({ kind, stored, place: placeOf(kind, nameOf(kind, stored.definition)) })));
  const byPlace = new Map(all.map((one) => [one.place, one]));
  const kept = new Set<string>();
  const told = new Set(listed(state, 'alert').flatMap(({ definition }) => definition.recipients).map((person) => placeOf('person', person)));
  let next = all.filter(({ stored, place }) => !versions.includes(stored.version) || told.has(place));
  while (next.length > 0) {
    for (const { place } of next) kept.add(place);
    next = next
      .flatMap(({ kind, stored }) => referencesOf(kind, stored.definition))
      .flatMap(({ to, id }) => byPlace.get(placeOf(to, id)) ?? [])
      .filter(({ place }) => !kept.has(place));
  }
  return all.filter(({ place }) => !kept.has(place)).map(({ kind, stored }) => ({ kind, name: nameOf(kind, stored.definition), definition: null }));
}
