import { bad, commentsIn, dayIn, descriptionIn, languageIn, MOST_EXCLUDED, nameIn, themeIn, wordListsIn, wordsIn } from './arguments.ts';
import type { ThemeCommand } from './command.ts';
import { build, rollBack } from './decide-model.ts';
import { accept, decline, propose, withdraw } from './decide-proposal.ts';
import { merge, nest, retire, split } from './decide-structure.ts';
import type { Deciding } from './deciding.ts';
import type { CatalogueHistory, ThemeHappening } from './event.ts';
import { imagine } from './fold.ts';
import { firstProblem, livingThemes } from './sound.ts';
import { MOST_THEMES, type Catalogue } from './state.ts';
import { decideImport } from './taxonomy/decide-import.ts';
import { decideUndo } from './undo.ts';
import { wordKey } from './words.ts';

type Of<Name extends ThemeCommand['do']> = ThemeCommand & { do: Name };

/**
 * What a command means for the catalogue: the events to append as one act, none where everything is already so. Throws BAD_USER_INPUT with
 * what to change (`details.path`), NOT_FOUND for what there is not, and CONFLICT for what cannot be done as things stand.
 */
export function decide(history: CatalogueHistory, command: ThemeCommand, deciding: Deciding): ThemeHappening[] {
  const { catalogue } = history;
  const events = decided(history, command, deciding);
  // An undoing is looked at as a whole, and what models bring is made to fit.
  if (events.length === 0 || command.do === 'undo') return events;
  const next = imagine(catalogue, events);
  const problem = firstProblem(next);
  if (problem) throw bad(PATHS[command.do] ?? command.do, `This cannot be: ${problem.reason}`, { themes: problem.themes });
  const made = events.some(({ type }) => type === 'created');
  if (made && livingThemes(next).length > MOST_THEMES) throw bad(command.do, `There may be ${MOST_THEMES} themes at most; merge or retire some before you add more.`);
  return events;
}

/** The argument that a clash of names or levels comes from. */
const PATHS: Partial<Record<ThemeCommand['do'], string>> = { create: 'name', rename: 'name', nest: 'parent', merge: 'into', split: 'parts', accept: 'names' };

function decided(history: CatalogueHistory, command: ThemeCommand, deciding: Deciding): ThemeHappening[] {
  const { catalogue } = history;
  switch (command.do) {
    case 'create':
      return create(catalogue, command, deciding);
    case 'rename': {
      const theme = themeIn(catalogue, { id: command.theme, path: 'theme' });
      const name = nameIn(command.name, 'name');
      return theme.namedByPerson && theme.name === name ? [] : [{ type: 'renamed', theme: theme.id, name }];
    }
    case 'describe': {
      const theme = themeIn(catalogue, { id: command.theme, path: 'theme' });
      const description = descriptionIn(command.description, 'description');
      return theme.description === description ? [] : [{ type: 'described', theme: theme.id, description }];
    }
    case 'pin': {
      const theme = themeIn(catalogue, { id: command.theme, path: 'theme' });
      return theme.pinned === command.pinned ? [] : [{ type: 'pinned', theme: theme.id, pinned: command.pinned }];
    }
    case 'hide': {
      const theme = themeIn(catalogue, { id: command.theme, path: 'theme' });
      return theme.hidden === command.hidden ? [] : [{ type: 'hidden', theme: theme.id, hidden: command.hidden }];
    }
    case 'merge':
      return merge(catalogue, command);
    case 'split':
      return split(catalogue, command, deciding);
    case 'retire':
      return retire(catalogue, command);
    case 'nest':
      return nest(catalogue, command);
    case 'confirm': {
      const theme = themeIn(catalogue, { id: command.theme, path: 'theme' });
      const feedbackIds = placedElsewhere(catalogue, commentsIn(command.feedbackIds, { path: 'feedbackIds' }), theme.id);
      return feedbackIds.length === 0 ? [] : [{ type: 'confirmed', theme: theme.id, feedbackIds }];
    }
    case 'move': {
      const to = command.to === null ? null : themeIn(catalogue, { id: command.to, path: 'to' }).id;
      const feedbackIds = placedElsewhere(catalogue, commentsIn(command.feedbackIds, { path: 'feedbackIds' }), to);
      return feedbackIds.length === 0 ? [] : [{ type: 'moved', feedbackIds, to }];
    }
    case 'exclude':
      return exclude(catalogue, command);
    case 'define': {
      const theme = themeIn(catalogue, { id: command.theme, path: 'theme' });
      const words = Object.fromEntries(Object.entries(wordListsIn(command.words, 'words')).filter(([language, list]) => !same(list, theme.words[language] ?? [])));
      return Object.keys(words).length === 0 ? [] : [{ type: 'defined', theme: theme.id, words }];
    }
    case 'assign':
      return assign(catalogue, command, deciding);
    case 'import':
      return decideImport(catalogue, command, deciding);
    case 'propose':
      return propose(catalogue, command, deciding);
    case 'withdraw':
      return withdraw(catalogue, command);
    case 'accept':
      return accept(catalogue, command, deciding);
    case 'decline':
      return decline(catalogue, command);
    case 'build':
      return build(catalogue, command);
    case 'roll_back':
      return rollBack(history, command);
    case 'undo':
      return decideUndo(history, { version: command.version, now: deciding.now, actor: deciding.actor });
  }
}

const same = (left: readonly string[], right: readonly string[]): boolean => left.length === right.length && left.every((one, index) => one === right[index]);

/** The comments of which a person did not say already that they belong there. */
const placedElsewhere = ({ examples }: Catalogue, ids: readonly string[], theme: string | null): string[] =>
  ids.filter((id) => {
    const example = examples.get(id);
    return example === undefined || example.theme !== theme;
  });

function create(catalogue: Catalogue, command: Of<'create'>, { newId }: Deciding): ThemeHappening[] {
  const name = nameIn(command.name, 'name');
  const words = wordListsIn(command.words ?? {}, 'words');
  const feedbackIds = commentsIn(command.feedbackIds ?? [], { path: 'feedbackIds', least: 0 });
  const parent = command.parent === null || command.parent === undefined ? null : themeIn(catalogue, { id: command.parent, path: 'parent' }).id;
  const id = newId();
  return [
    {
      type: 'created', id, name, label: name, description: descriptionIn(command.description ?? '', 'description'), parent, origin: 'person',
      language: languageIn(command.language ?? '', 'language') || null, phrases: [], words: Object.fromEntries(Object.entries(words).filter(([, list]) => list.length > 0)), seeds: [],
    },
    ...(feedbackIds.length > 0 ? [{ type: 'confirmed', theme: id, feedbackIds } as const] : []),
  ];
}

function exclude(catalogue: Catalogue, command: Of<'exclude'>): ThemeHappening[] {
  const language = languageIn(command.language, 'language');
  const there = catalogue.excludedWords[language] ?? [];
  const known = new Set(there.map(wordKey));
  const words = wordsIn(command.words, { path: 'words', most: MOST_EXCLUDED }).filter((word) => known.has(wordKey(word)) !== command.excluded);
  if (command.words.length === 0) throw bad('words', 'No word is named; write at least one.');
  if (command.excluded && there.length + words.length > MOST_EXCLUDED) throw bad('words', `At most ${MOST_EXCLUDED} words can be excluded in a language; take some back before you add more.`);
  return words.length === 0 ? [] : [{ type: 'words_excluded', language, words, excluded: command.excluded }];
}

function assign(catalogue: Catalogue, command: Of<'assign'>, { tied }: Deciding): ThemeHappening[] {
  const theme = themeIn(catalogue, { id: command.theme, path: 'theme' });
  const read = (value: string | null | undefined, { now, as }: { now: string | null; as: (text: string) => string }): string | null =>
    value === undefined ? now : value === null || value.trim() === '' ? null : as(value.trim());
  const department = read(command.department, { now: theme.department, as: tied.department });
  const owner = read(command.owner, { now: theme.owner, as: tied.owner });
  const dueOn = read(command.dueOn, { now: theme.dueOn, as: (text) => dayIn(text, 'dueOn') });
  if (dueOn !== null && department === null && owner === null) throw bad('dueOn', 'A due date is for somebody: tie the theme to a department or an owner as well.');
  return department === theme.department && owner === theme.owner && dueOn === theme.dueOn ? [] : [{ type: 'assigned', theme: theme.id, department, owner, dueOn }];
}
