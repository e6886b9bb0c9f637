import { NO_THEME, isByTheme, type Grouping } from '@heed/domain';
import type { Asker } from '../../graphql/context.ts';
import type { View } from '../../live/hub.ts';

/** A view in which what a theme is called and where it belongs is part of the answer. */
export const withThemes = <T extends object>(view: View<T>): View<T> => ({ ...view, touchedBy: (change) => change.kind === 'themes' || view.touchedBy(change) });

/** The same where any of its groupings is by theme. */
export const withThemesIn = <T extends object>(view: View<T>, by: readonly Grouping[]): View<T> => (by.some(isByTheme) ? withThemes(view) : view);

const IN_NO_THEME: Readonly<Record<string, string>> = { [NO_THEME.none]: 'No theme', [NO_THEME.unread]: 'Not read yet', [NO_THEME.silent]: 'No comment' };

/** What the groups of a grouping are called: themes by their names, as they are now, any other value as it is. */
export function groupNames({ heed }: Pick<Asker, 'heed'>): (by: Grouping | undefined, key: string) => string {
  const { themes } = heed.themes.catalogue.state();
  return (by, key) => (by && isByTheme(by) ? (IN_NO_THEME[key] ?? themes.get(key)?.name ?? key) : key);
}
