import { HeedError } from '@heed/domain';
import { bad } from './arguments.ts';
import type { ThemeCommand } from './command.ts';
import type { BuiltTheme, CatalogueHistory, ThemeHappening } from './event.ts';
import { undoneVersions } from './fold.ts';
import { uniquelyLabelled } from './labels.ts';
import { themesOfPeople } from './living.ts';
import type { Catalogue, ThemeDescent } from './state.ts';

type Of<Name extends ThemeCommand['do']> = ThemeCommand & { do: Name };

/** So many phrases of a theme are kept. */
const MOST_PHRASES = 20;

/**
 * A model takes effect. It was begun some time ago: what people ended since stays ended, what they made stays, and where they put a theme
 * it stays. Whatever does not fit is left out rather than refused, for nobody waits for an answer.
 */
export function build(catalogue: Catalogue, command: Of<'build'>): ThemeHappening[] {
  const newest = catalogue.models.at(-1)?.model ?? 0;
  if (!Number.isSafeInteger(command.model) || command.model <= newest) {
    throw new HeedError('CONFLICT', 'Another model took effect in the meantime; build anew from the themes as they are now.', { model: newest, version: catalogue.version });
  }
  if (new Set(command.themes.map(({ id }) => id)).size < command.themes.length) throw bad('themes', 'A theme stands twice in the model.');
  const themes = fitting(catalogue, command.themes.filter(({ id }) => mayHold(catalogue, id)));
  const known = new Set(themes.map(({ id }) => id));
  const ofPeople = themesOfPeople(catalogue);
  const retired = (command.retired ?? []).filter((id) => catalogue.themes.get(id)?.retired === null && !ofPeople.has(id) && !known.has(id));
  return [{ type: 'built', model: command.model, themes: withParents(catalogue, { themes, retired }), retired, lineage: lineageOf(catalogue, { themes, retired, told: command.lineage ?? [] }) }];
}

/** What became of each theme: as it was told, where that is of a theme that is there; else as the ids say. */
function lineageOf(catalogue: Catalogue, { themes, retired, told }: { themes: readonly BuiltTheme[]; retired: readonly string[]; told: readonly ThemeDescent[] }): ThemeDescent[] {
  const known = new Map(told.filter(({ how }) => how !== 'retired').map((one) => [one.theme, one]));
  return [
    ...themes.map(({ id }): ThemeDescent => known.get(id) ?? { theme: id, how: catalogue.themes.has(id) ? 'continued' : 'new', from: [] }),
    ...retired.map((id): ThemeDescent => ({ theme: id, how: 'retired', from: [] })),
  ];
}

/** It is new, or lives. */
const mayHold = (catalogue: Catalogue, id: string): boolean => {
  const theme = catalogue.themes.get(id);
  return theme ? theme.retired === null : !catalogue.gone.has(id);
};

const fitting = (catalogue: Catalogue, themes: readonly BuiltTheme[]): BuiltTheme[] => uniquelyLabelled(catalogue, withParents(catalogue, { themes, retired: [] })).map((theme) => ({ ...theme, phrases: theme.phrases.slice(0, MOST_PHRASES) }));

/** Themes with parents that live and stand at the top, whatever people have nested since; what else the model says of levels is left out. */
function withParents(catalogue: Catalogue, { themes, retired }: { themes: readonly BuiltTheme[]; retired: readonly string[] }): BuiltTheme[] {
  const ended = new Set(retired);
  const built = new Map(themes.map((theme) => [theme.id, theme]));
  const parents = new Map<string, string | null>();
  for (const theme of catalogue.themes.values()) if (theme.retired === null && !ended.has(theme.id) && (theme.placed || !built.has(theme.id))) parents.set(theme.id, theme.parent);
  const above = new Set([...parents.values()].filter((parent) => parent !== null));
  // A theme that others of the model stand below stands at the top, unless a person put it elsewhere.
  for (const { parent } of themes) if (parent !== null && built.has(parent) && parents.get(parent) === undefined) above.add(parent);
  return themes.map((theme) => {
    const { parent } = theme;
    if (parent === null || parent === theme.id || ended.has(parent) || above.has(theme.id)) return { ...theme, parent: null };
    const isTop = built.has(parent) ? (parents.get(parent) ?? null) === null : parents.get(parent) === null;
    return isTop ? theme : { ...theme, parent: null };
  });
}

/** An older model, or a newer one that was left, is in effect again. */
export function rollBack({ catalogue, acts }: CatalogueHistory, command: Of<'roll_back'>): ThemeHappening[] {
  if (catalogue.model === command.model) return [];
  const undone = undoneVersions(acts);
  const built = acts.filter(({ version }) => !undone.has(version)).flatMap(({ events }) => events).find((event) => event.type === 'built' && event.model === command.model);
  if (built?.type !== 'built') throw new HeedError('NOT_FOUND', 'There is no such model to go back to.', { models: catalogue.models.map(({ model }) => model) });
  const kept = built.themes.filter(({ id }) => {
    const theme = catalogue.themes.get(id);
    return theme !== undefined && (theme.retired === null || theme.retired.model !== null);
  });
  const ids = new Set(kept.map(({ id }) => id));
  const ofPeople = themesOfPeople(catalogue);
  const retired = [...catalogue.themes.values()].filter((theme) => theme.retired === null && theme.since !== null && !ids.has(theme.id) && !ofPeople.has(theme.id)).map(({ id }) => id);
  const restored = kept.filter(({ id }) => catalogue.themes.get(id)?.retired !== null).map(({ id }) => id);
  const living: Catalogue = { ...catalogue, themes: new Map([...catalogue.themes].map(([id, theme]) => [id, restored.includes(id) ? { ...theme, retired: null } : theme])) };
  return [{ type: 'rolled_back', model: command.model, themes: uniquelyLabelled(living, withParents(living, { themes: kept, retired })), retired, restored }];
}
