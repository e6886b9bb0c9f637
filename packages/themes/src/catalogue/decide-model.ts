import { HeedError } from '@heed/domain';
import { bad } from './arguments.ts';
import type { ThemeCommand } from './command.ts';
import type { BuiltTheme, CatalogueHistory, ThemeHappening } from './event.ts';
import { undoneVersions } from './fold.ts';
import { uniquelyLabelled } from './labels.ts';
import { staysInPlace, themesOfPeople } from './living.ts';
import { livingThemes } from './sound.ts';
import { MOST_THEMES, type Catalogue, type ThemeDescent } from './state.ts';

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
  let room = MOST_THEMES - livingThemes(catalogue).length;
  const held = command.themes.filter(({ id }) => mayHold(catalogue, id) && (catalogue.themes.has(id) || room-- > 0));
  const retired = endable(catalogue, { held, ids: command.retired ?? [] });
  const themes = fitting(catalogue, { held, retired }).map((theme) => ({ ...theme, phrases: theme.phrases.slice(0, MOST_PHRASES) }));
  return [{ type: 'built', model: command.model, themes, retired, lineage: lineageOf(catalogue, { themes, retired, told: command.lineage ?? [] }) }];
}

/** It is new, or lives. */
const mayHold = (catalogue: Catalogue, id: string): boolean => {
  const theme = catalogue.themes.get(id);
  return theme ? theme.retired === null : !catalogue.gone.has(id);
};

/** Those of some themes that a model may end: they live, it does not have them, nobody has worked on them, and nothing that stays stands below. */
function endable(catalogue: Catalogue, { held, ids }: { held: readonly BuiltTheme[]; ids: readonly string[] }): string[] {
  const built = new Set(held.map(({ id }) => id));
  const ofPeople = themesOfPeople(catalogue);
  const ended = new Set(ids.filter((id) => catalogue.themes.get(id)?.retired === null && !ofPeople.has(id) && !built.has(id)));
  const above = new Set(livingThemes(catalogue).filter((theme) => !ended.has(theme.id) && (!built.has(theme.id) || staysInPlace(theme))).map(({ parent }) => parent));
  return [...ended].filter((id) => !above.has(id));
}

/** Themes of a model as they fit among those that stay: first where they stand, then what they are called there. */
const fitting = (catalogue: Catalogue, { held, retired }: { held: readonly BuiltTheme[]; retired: readonly string[] }): BuiltTheme[] =>
  uniquelyLabelled(catalogue, inPlace(catalogue, { held, retired }), { ended: new Set(retired) });

/**
 * Two levels, with parents that live. What people named or placed stands where it stood, and what is above that stands at the top; so does
 * what the model puts others below. What else it says of levels is left out.
 */
function inPlace(catalogue: Catalogue, { held, retired }: { held: readonly BuiltTheme[]; retired: readonly string[] }): BuiltTheme[] {
  const ended = new Set(retired);
  const built = new Set(held.map(({ id }) => id));
  const fixed = new Map(livingThemes(catalogue).filter((theme) => !ended.has(theme.id) && (!built.has(theme.id) || staysInPlace(theme))).map(({ id, parent }) => [id, parent]));
  const above = new Set([...fixed.values(), ...held.filter(({ id }) => !fixed.has(id)).map(({ parent }) => parent)]);
  const isTop = (id: string): boolean => (fixed.has(id) ? fixed.get(id) === null : built.has(id));
  return held.map((theme) => {
    const { id, parent } = theme;
    if (fixed.has(id)) return { ...theme, parent: fixed.get(id) ?? null };
    return parent === null || parent === id || above.has(id) || !isTop(parent) ? { ...theme, parent: null } : theme;
  });
}

/** What became of each theme: as it was told, where that is of a theme that is there; else as the ids say. */
function lineageOf(catalogue: Catalogue, { themes, retired, told }: { themes: readonly BuiltTheme[]; retired: readonly string[]; told: readonly ThemeDescent[] }): ThemeDescent[] {
  const known = new Map(told.filter(({ how }) => how !== 'retired').map((one) => [one.theme, one]));
  return [
    ...themes.map(({ id }): ThemeDescent => known.get(id) ?? { theme: id, how: catalogue.themes.has(id) ? 'continued' : 'new', from: [] }),
    ...retired.map((id): ThemeDescent => ({ theme: id, how: 'retired', from: [] })),
  ];
}

/** An older model, or a newer one that was left, is in effect again. */
export function rollBack({ catalogue, acts }: CatalogueHistory, command: Of<'roll_back'>): ThemeHappening[] {
  if (catalogue.model === command.model) return [];
  const undone = undoneVersions(acts);
  const built = acts.filter(({ version }) => !undone.has(version)).flatMap(({ events }) => events).find((event) => event.type === 'built' && event.model === command.model);
  if (built?.type !== 'built') throw new HeedError('NOT_FOUND', 'There is no such model to go back to.', { models: catalogue.models.map(({ model }) => model) });
  const held = built.themes.filter(({ id }) => {
    const theme = catalogue.themes.get(id);
    // What a model ended was nobody's work; where an act that was brought back made it so since, it stays ended, for its place may be taken.
    return theme !== undefined && (theme.retired === null || (theme.retired.model !== null && !staysInPlace(theme)));
  });
  const ended = [...catalogue.themes.values()].filter((theme) => theme.since !== null).map(({ id }) => id);
  const retired = endable(catalogue, { held, ids: ended });
  const restored = held.filter(({ id }) => catalogue.themes.get(id)?.retired !== null).map(({ id }) => id);
  return [{ type: 'rolled_back', model: command.model, themes: fitting(catalogue, { held, retired }), retired, restored }];
}
