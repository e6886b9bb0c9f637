import { HeedError } from '@heed/domain';
import { didYouMean, nearNames } from '@heed/filter';
import { keyOf, type Choosable, type LoopSettings } from '../settings/settings.ts';
import type { Letter } from './command.ts';

/** So many characters a note may have. */
const LONGEST_NOTE = 5_000;
const LONGEST_SUBJECT = 300;
const LONGEST_BODY = 20_000;

const bad = (message: string, details: Record<string, unknown>): HeedError => new HeedError('BAD_USER_INPUT', message, details);

/** Throws BAD_USER_INPUT for a note that is too long. */
export function checkNote(note: string): void {
  if (note.length > LONGEST_NOTE) throw bad(`The note is longer than ${LONGEST_NOTE} characters; shorten it.`, { path: 'note' });
}

/** Throws BAD_USER_INPUT for a letter without language, subject or words, or one that is too long. */
export function checkLetter({ language, subject, body }: Letter): void {
  const parts = [
    { path: 'letter.language', name: 'language', text: language, most: 35 },
    { path: 'letter.subject', name: 'subject', text: subject, most: LONGEST_SUBJECT },
    { path: 'letter.body', name: 'text', text: body, most: LONGEST_BODY },
  ];
  for (const { path, name, text, most } of parts) {
    if (text.trim() === '') throw bad(`The letter has no ${name}.`, { path });
    if (text.length > most) throw bad(`The ${name} of the letter is longer than ${most} characters; shorten it.`, { path });
  }
}

/** The value, when it is one of the known ones; otherwise throws BAD_USER_INPUT with all of them. */
export function oneOf<T extends string>(known: readonly T[], { value, path }: { value: T; path: string }): T {
  if (!known.includes(value)) throw bad(`${path} must be one of ${known.join(', ')}.`, { path, known: [...known] });
  return value;
}

/** The key of a person, found in any case; otherwise throws BAD_USER_INPUT with the near keys, also those of near names. */
export function personNamed({ people }: Pick<LoopSettings, 'people'>, { name, path }: { name: string; path: string }): string {
  const known = people.get(keyOf(name));
  if (known) return known.key;
  const all = [...people.values()];
  const named = nearNames(name, all.map((person) => person.name));
  const near = [...new Set([...nearNames(name, all.map(({ key }) => key)), ...named.flatMap((one) => all.filter((person) => person.name === one).map(({ key }) => key))])].slice(0, 3);
  throw bad(`${path} names nobody among the people of this Heed; ${didYouMean(near, 'add them in the settings, or use the key of somebody who is there.')}`, { path, near });
}

/** A department's name as it was set up; otherwise throws BAD_USER_INPUT with the near names. */
export function departmentNamed({ departments }: Pick<LoopSettings, 'departments'>, { name, path }: { name: string; path: string }): string {
  const known = departments.get(keyOf(name));
  if (known) return known.name;
  const near = nearNames(name, [...departments.values()].map((department) => department.name));
  throw bad(`${path} names a department that is not set up; ${didYouMean(near, 'add it in the settings, or name one that is there.')}`, { path, near });
}

/** The entry of a list as it is written there. One that is retired is refused, unless the loop has it already. */
export function chosen(choices: readonly Choosable[], { name, path, current }: { name: string; path: 'rootCause' | 'action'; current: string }): string {
  if (keyOf(name) === keyOf(current)) return current;
  const words = path === 'action' ? 'action' : 'root cause';
  const known = choices.find((choice) => keyOf(choice.name) === keyOf(name));
  if (known && !known.retired) return known.name;
  const near = nearNames(name, choices.filter(({ retired }) => !retired).map((choice) => choice.name));
  const otherwise = `choose one of the list of ${words}s, or add it there in the settings.`;
  throw bad(known ? `This ${words} is retired; ${otherwise}` : `There is no such ${words}; ${didYouMean(near, otherwise)}`, { path, near: known ? [] : near });
}
