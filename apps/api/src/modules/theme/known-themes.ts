import { HeedError } from '@heed/domain';
import { raisedSpikes, type Catalogue } from '@heed/themes';
import type { Asker } from '../../graphql/context.ts';
import { countExamples, themeType } from './theme-type-of.ts';
import type { ThemeType } from './theme.type.ts';

/** The themes as they stand, for one answer. */
export interface KnownThemes {
  readonly catalogue: Catalogue;
  /** As GraphQL shows it; null for an id that there never was. */
  find(id: string): ThemeType | null;
  /** Throws NOT_FOUND for an id that there never was. */
  get(id: string): ThemeType;
}

/** Each theme that belongs to a group, with that group. */
export function groupsOf({ catalogue }: Pick<KnownThemes, 'catalogue'>): ReadonlyMap<string, string> {
  return new Map([...catalogue.themes.values()].flatMap(({ id, parent }) => (parent === null ? [] : [[id, parent] as const])));
}

export function knownThemes({ heed }: Pick<Asker, 'heed'>): KnownThemes {
  const catalogue = heed.themes.catalogue.state();
  const examples = countExamples(catalogue);
  const spikes = raisedSpikes(catalogue);
  const settings = heed.loopSettings();
  const find = (id: string): ThemeType | null => {
    const theme = catalogue.themes.get(id);
    return theme ? themeType(theme, { examples, spikes, settings }) : null;
  };
  return {
    catalogue,
    find,
    get(id) {
      const theme = find(id);
      if (!theme) throw new HeedError('NOT_FOUND', 'There is no such theme; `themesState` lists those that there are.', { path: 'id' });
      return theme;
    },
  };
}

/** A theme's name and group, for a table; null for one that there never was, and for one that went over into another unless history is asked for as it was then. */
export function namedTheme(known: KnownThemes, { id, asThen }: { id: string; asThen: boolean }): { name: string; group: { id: string; name: string } | null } | null {
  const theme = known.find(id);
  if (!theme || (theme.into !== null && !asThen)) return null;
  const group = theme.parent === null ? undefined : known.catalogue.themes.get(theme.parent);
  return { name: theme.name, group: group ? { id: group.id, name: group.name } : null };
}
