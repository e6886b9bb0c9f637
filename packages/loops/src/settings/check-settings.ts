import { didYouMean, nearNames } from '@heed/filter';
import { idOf, MAX_SETTINGS, SETTINGS_KINDS, SETTINGS_WORDS, type AllSettings, type SettingsKind, type SettingsOf } from './definition.ts';
import { referencesOf, type Reference } from './references.ts';
import { keyOf } from './settings.ts';

/** What does not fit: which setting it is about and where in it, or null for all of its kind. */
export interface SettingsProblem {
  kind: SettingsKind;
  name: string | null;
  path: (string | number)[];
  message: string;
}

/** What there is of each kind, by key. */
type Known = Readonly<Record<SettingsKind, ReadonlyMap<string, SettingsOf[SettingsKind]>>>;

const knownIn = (settings: AllSettings): Known =>
  Object.fromEntries(SETTINGS_KINDS.map((kind) => [kind, new Map(settings[kind].map((one) => [keyOf(idOf(kind, one)), one]))])) as unknown as Known;

/**
 * Everything that stops settings from becoming what is wanted: too many of a kind, people, departments and templates that are not
 * there or no longer, and two people of one name. What each setting says by itself, its schema has checked. Only what changes
 * is looked at, that is, what is another object than before.
 */
export function checkSettings(to: AllSettings, { from }: { from: AllSettings }): SettingsProblem[] {
  const [known, before] = [knownIn(to), knownIn(from)];
  const problems: SettingsProblem[] = [];
  for (const kind of SETTINGS_KINDS) {
    if (to[kind].length > MAX_SETTINGS && to[kind].length > from[kind].length) problems.push({ kind, name: null, path: [], message: `there can be at most ${MAX_SETTINGS} of a kind; remove some first` });
    for (const definition of to[kind]) {
      const name = idOf(kind, definition);
      const changed = before[kind].get(keyOf(name)) !== definition;
      for (const reference of referencesOf(kind, definition)) {
        if (known[reference.to].has(keyOf(reference.id))) continue;
        if (changed) problems.push({ kind, name, path: reference.path, message: unknown(reference, to) });
        else problems.push(...used(reference, { by: { kind, name }, before }));
      }
    }
  }
  return [...problems, ...namesakes(to, before), ...reaskProblems(to, { known, before })];
}

function unknown({ to: kind, id }: Reference, settings: AllSettings): string {
  const there = settings[kind].map((one) => idOf(kind, one));
  return `names no ${SETTINGS_WORDS[kind]}; ${didYouMean(nearNames(id, there), there.length === 0 ? 'there is none yet' : 'see which there are')}`;
}

/** Where something is taken away that a setting which stays as it is still names. */
function used({ to: kind, id }: Reference, { by, before }: { by: { kind: SettingsKind; name: string }; before: Known }): SettingsProblem[] {
  const gone = before[kind].get(keyOf(id));
  if (!gone) return [];
  return [{ kind, name: null, path: [], message: `the ${SETTINGS_WORDS[kind]} "${idOf(kind, gone)}" is used by the ${SETTINGS_WORDS[by.kind]} "${by.name}"; change that first` }];
}

/** A loop may be given to a person by name, so a name is one person's. */
function namesakes({ person }: AllSettings, before: Known): SettingsProblem[] {
  return person.flatMap((one) => {
    const other = person.find(({ name, key }) => key !== one.key && keyOf(name) === keyOf(one.name));
    if (!other || before.person.get(keyOf(one.key)) === one) return [];
    return [{ kind: 'person' as const, name: one.key, path: ['name'], message: `is the name of another person, with the key ${other.key}; tell them apart` }];
  });
}

function reaskProblems({ loop }: AllSettings, { known, before }: { known: Known; before: Known }): SettingsProblem[] {
  return loop.flatMap((defaults): SettingsProblem[] => {
    const template = known.template.get(keyOf(defaults.reask.template)) as SettingsOf['template'] | undefined;
    if (!template || template.purpose === 'reask') return [];
    const isChanged = before.loop.get(keyOf(defaults.name)) !== defaults;
    if (isChanged) return [{ kind: 'loop', name: defaults.name, path: ['reask', 'template'], message: `names a template for another purpose (${template.purpose}); it must be one for reask` }];
    return [{ kind: 'template', name: template.name, path: ['purpose'], message: 'must stay reask while customers are asked again with it' }];
  });
}
