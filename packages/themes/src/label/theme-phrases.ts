import type { ReadText } from '../text/read-text.ts';
import { phrasesIn } from './phrases-in.ts';

/** A phrase that tells a theme from the others. */
export interface TellingPhrase {
  readonly key: string;
  readonly words: readonly string[];
  /** As it is most often written in the theme. */
  readonly written: string;
  /** Share of the theme's texts that have it. */
  readonly coverage: number;
  readonly score: number;
  /** Indices of the theme's texts that have it; of near duplicates the first. */
  readonly texts: readonly number[];
}

/** What a phrase of two and of three words counts more than one word: it says more, and is in fewer texts. Best of six on clinc150. */
const LENGTH_BONUS = [0, 1, 2.2, 2.8] as const;
/** A phrase must be in so many texts; in fewer, where a theme has nothing else. */
const LEAST_TEXTS = [3, 2, 1] as const;

interface Said {
  words: readonly string[];
  texts: number[];
  written: Map<string, number>;
}

/**
 * The telling phrases of each theme, the best first: coverage × log-odds × a bonus for longer ones. Near duplicates count
 * once, so that a chain letter does not name a theme. Texts without a theme (null) tell what is common.
 */
export function themePhrases({ texts, comments, themes }: { texts: readonly ReadText[]; comments: readonly string[]; themes: readonly (string | null)[] }): Map<string, TellingPhrase[]> {
  const everywhere = new Map<string, number>();
  const inThemes = new Map<string, { texts: number; said: Map<string, Said> }>();
  const seen = new Set<string>();
  let all = 0;
  for (const [at, text] of texts.entries()) {
    const theme = themes[at] ?? null;
    const once = `${theme ?? ''} ${text.fold}`;
    if (seen.has(once)) continue;
    seen.add(once);
    all++;
    const own = theme === null ? null : (inThemes.get(theme) ?? { texts: 0, said: new Map<string, Said>() });
    if (theme !== null && own) {
      own.texts++;
      inThemes.set(theme, own);
    }
    for (const { key, words, written } of phrasesIn(comments[at] ?? '', text)) {
      everywhere.set(key, (everywhere.get(key) ?? 0) + 1);
      if (!own) continue;
      const said = own.said.get(key) ?? { words, texts: [], written: new Map<string, number>() };
      said.texts.push(at);
      said.written.set(written, (said.written.get(written) ?? 0) + 1);
      own.said.set(key, said);
    }
  }
  return new Map(
    [...inThemes].map(([theme, own]) => {
      const others = Math.max(1, all - own.texts);
      const scored = [...own.said].map(([key, { words, texts: having, written }]) => {
        const inside = having.length;
        const outside = (everywhere.get(key) ?? 0) - inside;
        const odds = Math.log((inside + 0.5) / (own.texts + 1)) - Math.log((outside + 0.5) / (others + 1));
        const coverage = inside / own.texts;
        return { key, words, texts: having, coverage, written: mostWritten(written), score: coverage * odds * (LENGTH_BONUS[words.length] ?? 1) };
      });
      const telling = scored.filter(({ score }) => score > 0);
      const least = LEAST_TEXTS.find((count) => telling.some(({ texts: having }) => having.length >= count)) ?? 1;
      const kept = telling.filter(({ texts: having }) => having.length >= least);
      return [theme, kept.sort((one, other) => other.score - one.score || (one.key < other.key ? -1 : 1))];
    }),
  );
}

/** The spelling that most texts use; of equally frequent ones the one with fewer capitals, then the first in order. */
function mostWritten(written: ReadonlyMap<string, number>): string {
  const capitals = (text: string): number => text.length - text.replace(/\p{Lu}/gu, '').length;
  const [best] = [...written].sort(([one, n], [other, m]) => m - n || capitals(one) - capitals(other) || (one < other ? -1 : 1));
  return best?.[0] ?? '';
}
