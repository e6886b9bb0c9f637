import type { Catalogue, Theme } from './state.ts';

/** The one living theme that a theme is now: itself, or what it was merged into. Null where it ended otherwise or is not known. */
export function livingTheme(catalogue: Pick<Catalogue, 'themes' | 'gone'>, id: string): Theme | null {
  for (let here: string | null | undefined = id; here !== null && here !== undefined; ) {
    const theme = catalogue.themes.get(here);
    if (theme && theme.retired === null) return theme;
    here = theme ? (theme.retired?.into.length === 1 ? theme.retired.into[0] : null) : catalogue.gone.get(here);
  }
  return null;
}

/** Ids of the themes that have examples. */
const exemplified = ({ examples }: Pick<Catalogue, 'examples'>): Set<string> => new Set([...examples.values()].flatMap(({ theme }) => (theme === null ? [] : [theme])));

/** People have worked on it or made it: no model ends it by itself. */
function isOfPeople(theme: Theme, { exemplified: themes }: { exemplified: ReadonlySet<string> }): boolean {
  return (
    theme.pinned || theme.hidden || theme.placed || theme.namedByPerson || theme.description !== '' || theme.origin !== 'discovered' || theme.seeds.length > 0 ||
    theme.department !== null || theme.owner !== null || theme.dueOn !== null || Object.keys(theme.words).length > 0 || themes.has(theme.id)
  );
}

/** People named it or put it there: no model moves it. A name that is unique in one place may be taken in another. */
export const staysInPlace = ({ placed, namedByPerson }: Pick<Theme, 'placed' | 'namedByPerson'>): boolean => placed || namedByPerson;

/** The themes that people have worked on, made, or put others below, and that live: what a model must keep. */
export function themesOfPeople(catalogue: Catalogue): Set<string> {
  const known = exemplified(catalogue);
  const living = [...catalogue.themes.values()].filter(({ retired }) => retired === null);
  const above = living.flatMap(({ parent, placed }) => (placed && parent !== null ? [parent] : []));
  return new Set([...above, ...living.filter((theme) => isOfPeople(theme, { exemplified: known })).map(({ id }) => id)]);
}
