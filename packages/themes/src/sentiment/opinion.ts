import { languageOf, type ReadTextOptions } from '../text/language.ts';
import { looksLikeMachine } from '../text/machine-text.ts';
import { READ_CHARACTERS, readText, type ReadText } from '../text/read-text.ts';
import { termsOf } from '../text/terms.ts';
import { visible, withoutNoise } from '../text/tidy.ts';
import { wordsIn } from '../text/words.ts';
import { signsIn } from './signs.ts';

/** A comment as far as it may say how content somebody is. */
export interface Opinion {
  language: string;
  /** All words in order: "not" is a stop word, and turns the next. */
  tokens: readonly string[];
  /** What is counted, each once: words, pairs of neighbours ("not good"), character n-grams, emoji. */
  terms: ReadonlySet<string>;
  signs: readonly string[];
}

/** Between the two words of a pair; no word contains it. */
const PAIR = ' ';

/**
 * The opinion in a comment; null where it has no words and no emoji. `read` is what `readText` gave for the same comment,
 * so that nothing is read twice: a text that it returns null for because it is too short for a theme ("Terrible!") still says
 * how content somebody is, while machine output does not.
 */
export function readOpinion(comment: string, { read, ...options }: ReadTextOptions & { read?: ReadText | null }): Opinion | null {
  const text = read === undefined ? readText(comment, options) : read;
  const signs = signsIn(comment.slice(0, READ_CHARACTERS));
  const said = text ?? readShort(comment, options);
  if (!said && signs.length === 0) return null;
  const { language, tokens, terms } = said ?? { language: languageOf('', options), tokens: [], terms: [] };
  return { language, tokens, terms: opinionTerms({ tokens, terms, signs }), signs };
}

function readShort(comment: string, options: ReadTextOptions): Pick<ReadText, 'language' | 'tokens' | 'terms'> | null {
  const plain = withoutNoise(visible(comment.slice(0, READ_CHARACTERS)));
  if (looksLikeMachine(plain)) return null;
  const language = languageOf(plain, options);
  const tokens = wordsIn(plain, language);
  return tokens.length === 0 ? null : { language, tokens, terms: termsOf(plain, tokens, language) };
}

function opinionTerms({ tokens, terms, signs }: Pick<ReadText, 'tokens' | 'terms'> & { signs: readonly string[] }): Set<string> {
  const all = new Set(terms);
  for (let at = 1; at < tokens.length; at++) all.add(`${tokens[at - 1] ?? ''}${PAIR}${tokens[at] ?? ''}`);
  for (const sign of signs) all.add(sign);
  return all;
}
