import { definedName, HeedError, oneLine, textOf } from '@heed/domain';
import type { Catalogue, Theme, WordLists } from './state.ts';
import { wordKey } from './words.ts';

/** So many characters a description may have. */
const LONGEST_DESCRIPTION = 2_000;
/** So many words and phrases a theme may have in a language, and characters each of them. */
const MOST_WORDS = 200;
const LONGEST_WORD = 80;
/** So many words may be excluded in a language. */
export const MOST_EXCLUDED = 2_000;
/** So many comments one command may name. */
const MOST_COMMENTS = 1_000;

const word = oneLine({ most: LONGEST_WORD });
const description = textOf({ most: LONGEST_DESCRIPTION });

/** The refusal of an argument: what to change, and where. */
export const bad = (path: string, message: string, details: Record<string, unknown> = {}): HeedError => new HeedError('BAD_USER_INPUT', message, { path, ...details });

/** The name as it is kept; otherwise throws BAD_USER_INPUT. Spaces within are single ones. */
export function nameIn(text: string, path: string): string {
  const read = definedName.safeParse(text.replaceAll(/\s+/gu, ' '));
  if (!read.success) throw bad(path, `The name ${read.error.issues[0]?.message ?? 'is not one'}; change it.`);
  return read.data;
}

/** The description as it is kept; otherwise throws BAD_USER_INPUT. */
export function descriptionIn(text: string, path: string): string {
  const read = description.safeParse(text);
  if (!read.success) throw bad(path, `The description ${read.error.issues[0]?.message ?? 'is not one'}; change it.`);
  return read.data.normalize('NFC');
}

/** A language as words are kept by: the primary tag in lower case, empty for all; otherwise throws BAD_USER_INPUT. */
export function languageIn(tag: string, path: string): string {
  const trimmed = tag.trim();
  if (trimmed === '') return '';
  const primary = /^([a-z]{2,3})(?:[-_][a-z0-9]{1,8})*$/iu.exec(trimmed)?.[1];
  if (primary === undefined) throw bad(path, `${path} is no language; write a tag such as en, zh or pt-BR, or leave it empty for all languages.`);
  return primary.toLowerCase();
}

/** A single letter or sign stands in nearly every comment; a single ideograph is a word. */
const tooShort = (text: string): boolean => [...text].length < 2 && !/[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text);

/** Words and phrases as they are kept, each once; otherwise throws BAD_USER_INPUT. */
export function wordsIn(texts: readonly string[], { path, most = MOST_WORDS }: { path: string; most?: number }): string[] {
  const kept = new Map<string, string>();
  texts.forEach((text, index) => {
    const here = `${path}.${index}`;
    const read = word.safeParse(text.replaceAll(/\s+/gu, ' '));
    if (!read.success) throw bad(here, `A word or phrase ${read.error.issues[0]?.message ?? 'is not one'}; change it or leave it out.`);
    if (tooShort(read.data) || !/[\p{L}\p{N}]/u.test(read.data)) throw bad(here, 'A word needs at least two letters or digits: a single one stands in nearly every comment.');
    const key = wordKey(read.data);
    if (!kept.has(key)) kept.set(key, read.data);
  });
  if (kept.size > most) throw bad(path, `These are more than ${most} words and phrases; keep those that tell the most.`);
  return [...kept.values()];
}

/** The lists of words by language as they are kept; otherwise throws BAD_USER_INPUT. Languages that are one are joined. */
export function wordListsIn(lists: WordLists, path: string): WordLists {
  const joined = new Map<string, string[]>();
  for (const [tag, words] of Object.entries(lists)) {
    const language = languageIn(tag, `${path}.${tag}`);
    joined.set(language, [...(joined.get(language) ?? []), ...words]);
  }
  return Object.fromEntries([...joined].map(([language, words]) => [language, wordsIn(words, { path: language === '' ? path : `${path}.${language}` })]));
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u;

/** Ids of comments as they are kept, each once; otherwise throws BAD_USER_INPUT. */
export function commentsIn(ids: readonly string[], { path, least = 1, most = MOST_COMMENTS }: { path: string; least?: 0 | 1; most?: number }): string[] {
  const kept = [...new Set(ids.map((id) => id.trim().toLowerCase()))];
  if (kept.length < least) throw bad(path, 'No comment is named; choose at least one.');
  if (kept.length > most) throw bad(path, `These are more than ${most} comments; choose fewer at a time.`);
  const wrong = kept.findIndex((id) => !UUID.test(id));
  if (wrong !== -1) throw bad(`${path}.${wrong}`, 'This is not the id of a comment; ids are UUIDs.');
  return kept;
}

/** A day as it is kept; otherwise throws BAD_USER_INPUT. */
export function dayIn(text: string, path: string): string {
  const day = text.trim();
  if (!/^\d{4}-\d{2}-\d{2}$/u.test(day) || Number.isNaN(Date.parse(day)) || new Date(day).toISOString().slice(0, 10) !== day) throw bad(path, 'The date must be a day such as 2026-12-31.');
  return day;
}

/** The theme of an id, when it lives; otherwise throws NOT_FOUND, or CONFLICT with where it went (`details.into`). */
export function themeIn(catalogue: Catalogue, { id, path }: { id: string; path: string }): Theme {
  const theme = catalogue.themes.get(id);
  if (!theme) throw new HeedError('NOT_FOUND', catalogue.gone.has(id) ? 'This theme is no longer there: what made it was taken back.' : 'There is no such theme.', { path, id });
  if (theme.retired) {
    const { into, model } = theme.retired;
    const how = into.length === 1 ? 'was merged into another one' : into.length > 1 ? 'was split into others' : model === null ? 'was retired' : 'was not found any more';
    throw new HeedError('CONFLICT', `This theme ${how}; use one that is there, or take that back.`, { path, id, into: [...into], version: catalogue.version });
  }
  return theme;
}
