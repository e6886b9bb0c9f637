import { HeedError } from '@heed/domain';
import { bad, dayIn, descriptionIn, nameIn, wordListsIn } from '../arguments.ts';
import type { Deciding, Tied } from '../deciding.ts';
import type { ThemeHappening } from '../event.ts';
import { livingThemes } from '../sound.ts';
import type { Catalogue, Theme, WordLists } from '../state.ts';
import { wordKey } from '../words.ts';
import { problemsOf } from './problems.ts';
import type { TaxonomyEntry, TaxonomyProblem } from './taxonomy.ts';

/** So many themes a taxonomy may have. */
const MOST_ENTRIES = 1_000;

/** An entry of which every field was checked. */
interface Checked {
  entry: TaxonomyEntry;
  name: string;
  parent: string | null;
  description: string | undefined;
  words: WordLists | undefined;
  department: string | null | undefined;
  owner: string | null | undefined;
  dueOn: string | null | undefined;
}

const pathOf = (name: string, parent: string | null): string => `${parent === null ? '' : wordKey(parent)}\n${wordKey(name)}`;

/**
 * The themes of a taxonomy: those that stand there by the same path of names are made as it says, the others are new. What it does not say
 * stays. Throws BAD_USER_INPUT with every problem in `details.problems`; nothing happens then.
 */
export function decideImport(catalogue: Catalogue, { entries }: { entries: readonly TaxonomyEntry[] }, { newId, tied }: Pick<Deciding, 'newId' | 'tied'>): ThemeHappening[] {
  if (entries.length === 0) throw bad('entries', 'The taxonomy has no themes; write at least one.');
  if (entries.length > MOST_ENTRIES) throw bad('entries', `A taxonomy may have ${MOST_ENTRIES} themes at most; leave out those that nobody would look at.`);
  const problems: TaxonomyProblem[] = [];
  const checked = entries.flatMap((entry) => check(entry, { tied, problems }));
  const living = new Map(livingThemes(catalogue).map((theme) => [pathOf(theme.name, theme.parent === null ? null : (catalogue.themes.get(theme.parent)?.name ?? null)), theme]));
  checkPlaces(checked, { living, problems });
  if (problems.length > 0) throw problemsOf(problems);
  // Those at the top first: the others stand below them.
  const ids = new Map<string, string>();
  const events: ThemeHappening[] = [];
  for (const one of checked.toSorted((left, right) => Number(left.parent !== null) - Number(right.parent !== null))) {
    const there = living.get(pathOf(one.name, one.parent));
    const id = there?.id ?? newId();
    if (one.parent === null) ids.set(wordKey(one.name), id);
    const parent = one.parent === null ? null : (ids.get(wordKey(one.parent)) ?? living.get(pathOf(one.parent, null))?.id ?? null);
    events.push(...(there ? changed(there, one) : made(one, { id, parent })), ...tiedAs(there, { one, id }));
  }
  return events;
}

function check(entry: TaxonomyEntry, { tied, problems }: { tied: Tied; problems: TaxonomyProblem[] }): Checked[] {
  let sound = true;
  const attempt = <T>(column: string, read: () => T): T | undefined => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof HeedError)) throw error;
      sound = false;
      problems.push({ at: entry.at, column, reason: error.message });
      return undefined;
    }
  };
  const optional = (text: string | null | undefined, read: (text: string) => string): string | null | undefined => (text === undefined || text === null ? text : text.trim() === '' ? null : read(text.trim()));
  const one: Checked = {
    entry,
    name: attempt('name', () => nameIn(entry.name, 'name')) ?? '',
    parent: attempt('parent', () => (entry.parent === null || entry.parent.trim() === '' ? null : nameIn(entry.parent, 'parent'))) ?? null,
    description: attempt('description', () => (entry.description === undefined ? undefined : descriptionIn(entry.description, 'description'))),
    words: attempt('words', () => (entry.words === undefined ? undefined : wordListsIn(entry.words, 'words'))),
    department: attempt('department', () => optional(entry.department, tied.department)),
    owner: attempt('owner', () => optional(entry.owner, tied.owner)),
    dueOn: attempt('due', () => optional(entry.dueOn, (text) => dayIn(text, 'due'))),
  };
  return sound ? [one] : [];
}

/** Paths that stand twice, parents that there are not, and more than two levels. */
function checkPlaces(checked: readonly Checked[], { living, problems }: { living: ReadonlyMap<string, Theme>; problems: TaxonomyProblem[] }): void {
  const seen = new Map<string, number>();
  const tops = new Set(checked.flatMap(({ name, parent }) => (parent === null ? [wordKey(name)] : [])));
  const below = new Set(checked.flatMap(({ name, parent }) => (parent === null ? [] : [wordKey(name)])));
  for (const { entry, name, parent, dueOn, department, owner } of checked) {
    const path = pathOf(name, parent);
    const before = seen.get(path);
    if (before !== undefined) problems.push({ at: entry.at, column: 'name', reason: `This theme stands at ${before} already; leave it out or give it another name.` });
    else seen.set(path, entry.at);
    if (parent !== null && !tops.has(wordKey(parent)) && !living.has(pathOf(parent, null))) {
      const reason = below.has(wordKey(parent)) ? 'Themes have two levels, and the parent stands below another theme; name one at the top.' : 'There is no such parent, neither in the taxonomy nor among the themes at the top; add it or correct its name.';
      problems.push({ at: entry.at, column: 'parent', reason });
    }
    const there = living.get(path);
    if (dueOn && !(department === undefined ? there?.department : department) && !(owner === undefined ? there?.owner : owner)) {
      problems.push({ at: entry.at, column: 'due', reason: 'A due date is for somebody: name a department or an owner as well.' });
    }
  }
}

const notEmpty = (words: WordLists): WordLists => Object.fromEntries(Object.entries(words).filter(([, list]) => list.length > 0));

const made = ({ name, description, words }: Checked, { id, parent }: { id: string; parent: string | null }): ThemeHappening[] => [
  { type: 'created', id, name, label: name, description: description ?? '', parent, origin: 'imported', language: null, phrases: [], words: notEmpty(words ?? {}), seeds: [] },
];

/** What a model found under this name is a person's from now on. */
function changed(there: Theme, { name, description, words }: Checked): ThemeHappening[] {
  const lists = Object.fromEntries(Object.entries(words ?? {}).filter(([language, list]) => JSON.stringify(list) !== JSON.stringify(there.words[language] ?? [])));
  return [
    ...(there.namedByPerson ? [] : [{ type: 'renamed', theme: there.id, name } as const]),
    ...(description === undefined || description === there.description ? [] : [{ type: 'described', theme: there.id, description } as const]),
    ...(Object.keys(lists).length === 0 ? [] : [{ type: 'defined', theme: there.id, words: lists } as const]),
  ];
}

function tiedAs(there: Theme | undefined, { one, id }: { one: Checked; id: string }): ThemeHappening[] {
  const before = { department: there?.department ?? null, owner: there?.owner ?? null, dueOn: there?.dueOn ?? null };
  const after = {
    department: one.department === undefined ? before.department : one.department,
    owner: one.owner === undefined ? before.owner : one.owner,
    dueOn: one.dueOn === undefined ? before.dueOn : one.dueOn,
  };
  return JSON.stringify(before) === JSON.stringify(after) ? [] : [{ type: 'assigned', theme: id, ...after }];
}
