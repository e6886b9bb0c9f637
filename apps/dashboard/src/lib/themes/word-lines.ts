interface Words {
  language: string;
  phrases: string[];
}

/**
 * Words and phrases as people write them in a field: a line for each language, which stands before a colon where there is one:
 * `late, not on time` or `pl: spóźniony`. `readWordLines` reads them back.
 */
export const wordLines = (words: readonly Words[]): string => words.map(({ language, phrases }) => (language === '' ? '' : `${language}: `) + phrases.join(', ')).join('\n');

const LANGUAGE = /^\s*([a-z]{2,3}(?:-[a-z0-9]{2,8})*)\s*[:：]/i;

/** What a field of words says; empty lines and doubled phrases are left out. */
export function readWordLines(text: string): Words[] {
  const found = new Map<string, string[]>();
  for (const line of text.split('\n')) {
    const language = LANGUAGE.exec(line)?.[1] ?? '';
    const phrases = line.replace(language === '' ? '' : LANGUAGE, '').split(/[,，、;]/).map((phrase) => phrase.trim()).filter((phrase) => phrase !== '');
    const known = found.get(language) ?? [];
    found.set(language, [...known, ...phrases.filter((phrase) => !known.includes(phrase))]);
  }
  return [...found].filter(([, phrases]) => phrases.length > 0).map(([language, phrases]) => ({ language, phrases: [...new Set(phrases)] }));
}
