import type { ReadText } from '../text/read-text.ts';
import { quotesOf, type Quote } from './quotes.ts';
import { themePhrases, type TellingPhrase } from './theme-phrases.ts';

/** How a theme is shown until a person names it. */
export interface ThemeLabel {
  /** One phrase as people wrote it, or two where the first is in fewer than two of three texts. No two themes have the same. */
  readonly name: string;
  /** Five to eight telling phrases, where there are so many; the best first. */
  readonly phrases: readonly string[];
  readonly quotes: readonly Quote[];
}

export interface LabelOptions {
  /** Texts of one language. */
  texts: readonly ReadText[];
  /** The comments that they were read from. */
  comments: readonly string[];
  /** The theme of each text; null for none. */
  themes: readonly (string | null)[];
  /** When each was said, in any unit; their order where it is missing. */
  at?: readonly number[];
  /** Names that are taken, such as those that people gave. */
  taken?: Iterable<string>;
}

const MOST_PHRASES = 8;
/** A phrase in two of three texts names a theme alone. */
const ENOUGH_COVERAGE = 2 / 3;
/** Texts that a second phrase must add. */
const LEAST_ADDED = 3;
/** Words of the typical quote that name a theme without a phrase of its own. */
const QUOTED_WORDS = 4;

/** Names, telling phrases and quotes of all themes of one language. Larger themes choose their names first. */
export function labelThemes({ texts, comments, themes, at, taken = [] }: LabelOptions): Map<string, ThemeLabel> {
  const phrases = themePhrases({ texts, comments, themes });
  const members = new Map<string, number[]>();
  for (const [index, theme] of themes.entries()) {
    if (theme === null) continue;
    const own = members.get(theme) ?? [];
    own.push(index);
    members.set(theme, own);
  }
  const names = new Set([...taken].map(folded));
  const largestFirst = [...members].sort(([one, own], [other, others]) => others.length - own.length || (one < other ? -1 : 1));
  return new Map(
    largestFirst.map(([theme, indices]) => {
      const telling = phrases.get(theme) ?? [];
      const quotes = quotesOf(indices, { texts, phrases: telling, at });
      const name = freeName([...nameChoices(telling, texts), ...quotedName(texts[quotes[0]?.index ?? -1])], names);
      names.add(folded(name));
      return [theme, { name, phrases: differentPhrases(telling).map(({ written }) => written), quotes }];
    }),
  );
}

function folded(name: string): string {
  return name.normalize('NFKC').toLowerCase();
}

/** Names in the order of preference. */
function* nameChoices(telling: readonly TellingPhrase[], texts: readonly ReadText[]): Generator<string> {
  const [first] = telling;
  if (!first) return;
  const comma = texts[first.texts[0] ?? 0]?.language === 'zh' || texts[first.texts[0] ?? 0]?.language === 'ja' ? '、' : ', ';
  const second = first.coverage < ENOUGH_COVERAGE ? addition(first, telling) : undefined;
  if (second) yield first.written + comma + second.written;
  yield first.written;
  for (const other of telling.slice(1, MOST_PHRASES)) if (!shareWord(first, other)) yield first.written + comma + other.written;
  for (const other of telling.slice(1)) yield other.written;
}

/** The phrase that tells most about the texts that the first one leaves out. */
function addition(first: TellingPhrase, telling: readonly TellingPhrase[]): TellingPhrase | undefined {
  const covered = new Set(first.texts);
  let best: { phrase: TellingPhrase; worth: number } | undefined;
  for (const phrase of telling) {
    if (shareWord(first, phrase)) continue;
    const added = phrase.texts.filter((index) => !covered.has(index)).length;
    const worth = (phrase.score * added) / phrase.texts.length;
    if (added >= LEAST_ADDED && worth > (best?.worth ?? 0)) best = { phrase, worth };
  }
  return best?.phrase;
}

/** The first of the names that nobody has; a numbered one where all are taken. */
function freeName(choices: readonly string[], names: ReadonlySet<string>): string {
  const free = choices.find((choice) => !names.has(folded(choice)));
  if (free !== undefined) return free;
  const base = choices[0] ?? '–';
  for (let number = 2; ; number++) if (!names.has(folded(`${base} ${number}`))) return `${base} ${number}`;
}

function* quotedName(typical: ReadText | undefined): Generator<string> {
  if (!typical) return;
  const spaced = typical.language !== 'zh' && typical.language !== 'ja';
  const words = [...new Set(typical.words)].slice(0, QUOTED_WORDS);
  if (words.length > 0) yield words.join(spaced ? ' ' : '');
}

/** The best phrases that are not a part of, and do not hold, a better one. */
function differentPhrases(telling: readonly TellingPhrase[]): TellingPhrase[] {
  const kept: TellingPhrase[] = [];
  for (const phrase of telling) {
    if (kept.length === MOST_PHRASES) break;
    const within = (one: TellingPhrase, other: TellingPhrase): boolean => one.words.every((word) => other.words.includes(word));
    if (!kept.some((better) => within(phrase, better) || within(better, phrase))) kept.push(phrase);
  }
  return kept;
}

/** Whether two phrases have a word in common, or two words that begin alike (`spell`, `spelling`). */
function shareWord({ words: one }: TellingPhrase, { words: other }: TellingPhrase): boolean {
  return one.some((word) => other.some((second) => beginAlike(word, second)));
}

function beginAlike(one: string, other: string): boolean {
  if (one === other) return true;
  const shorter = Math.min(one.length, other.length);
  const enough = Math.min(5, Math.max(3, shorter - 1));
  return shorter >= enough && one.slice(0, enough) === other.slice(0, enough);
}
