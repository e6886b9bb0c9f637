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
