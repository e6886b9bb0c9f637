/** A term that begins with this is a character n-gram; `_` in it is the edge of a word. Words never contain either. */
export const GRAM = '~';

const UNSPACED_RUN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u30fc]+/gu;
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

const SURROGATE = /[\ud800-\udfff]/;

/** Lengths of character n-grams by language, measured on short texts: an alphabet needs longer ones than syllables do. */
function gramLengths(language: string): readonly number[] {
  return language === 'ko' ? [2, 3] : [4];
}

/** Words come again and again: their n-grams are cut once, and texts share the strings. Forgotten as a whole beyond so many words. */
const KEPT_WORDS = 30_000;
const kept = new Map<string, readonly string[]>();

function markedGrams(word: string, language: string): readonly string[] {
  const key = language === 'ko' ? `${GRAM}${word}` : word;
  let grams = kept.get(key);
  if (!grams) {
    grams = wordGrams(word, language).map((gram) => GRAM + gram);
    if (kept.size >= KEPT_WORDS) kept.clear();
    kept.set(key, grams);
  }
  return grams;
}

/**
 * What naive Bayes counts: words and their character 4-grams; Korean, 2 and 3; Chinese and Japanese, one to three
 * characters across words, and only words of other scripts.
 */
export function termsOf(text: string, tokens: readonly string[], language: string): string[] {
  const terms: string[] = [];
  if (language === 'zh' || language === 'ja') {
    for (const [run] of text.matchAll(UNSPACED_RUN)) for (const gram of characterGrams(run)) terms.push(GRAM + gram);
    for (const token of tokens) if (!UNSPACED.test(token)) terms.push(token);
    return terms;
  }
  for (const token of tokens) {
    terms.push(token);
    for (const gram of markedGrams(token, language)) terms.push(gram);
  }
  return terms;
}

/** The n-grams of a word with its edges: `_car`, `card`, `ard_`. A word that is not longer than one n-gram has none. */
export function wordGrams(word: string, language: string): string[] {
  const grams: string[] = [];
  const edged = `_${word}_`;
  // Rare scripts take two units a character, which must not be torn.
  const characters = SURROGATE.test(edged) ? Array.from(edged) : null;
  for (const length of gramLengths(language)) {
    const last = (characters ?? edged).length - length;
    for (let start = 0; start <= last; start++) grams.push(characters ? characters.slice(start, start + length).join('') : edged.slice(start, start + length));
  }
  return grams;
}

/** One to three characters of a run without spaces. */
export function characterGrams(run: string): string[] {
  const characters = Array.from(run);
  const grams: string[] = [];
  for (let start = 0; start < characters.length; start++) {
    let gram = '';
    for (let end = start; end < Math.min(start + 3, characters.length); end++) {
      gram += characters[end] ?? '';
      grams.push(gram);
    }
  }
  return grams;
}
