import type { CommandName } from './command-name.ts';
import { livingThemes } from './sound.ts';
import type { Catalogue } from './state.ts';

/** What can be done to a theme as it stands, in the order of `THEME_COMMANDS`; nothing to one that is not there or ended. */
export function possibleThemeCommands(catalogue: Catalogue, id: string): CommandName[] {
  const theme = catalogue.themes.get(id);
  if (!theme || theme.retired !== null) return [];
  const living = livingThemes(catalogue);
  const hasBelow = living.some(({ parent }) => parent === id);
  const others = living.filter((other) => other.id !== id);
  const possible: Partial<Record<CommandName, boolean>> = {
    rename: true, describe: true, pin: true, hide: true, split: true, confirm: true, define: true, assign: true,
    // Another one can be merged into a pinned theme, unless it is pinned as well.
    merge: others.some((other) => !theme.pinned || !other.pinned),
    retire: !theme.pinned,
    move: others.length > 0,
    nest: theme.parent !== null || (!hasBelow && others.some(({ parent }) => parent === null)),
  };
  return (['rename', 'describe', 'pin', 'hide', 'merge', 'split', 'retire', 'confirm', 'move', 'nest', 'define', 'assign'] as const).filter((name) => possible[name]);
}
