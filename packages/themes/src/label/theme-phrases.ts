import type { ReadText } from '../text/read-text.ts';
import { thingLikeness, type ThingLikeness } from './nouns.ts';
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
/** So many words beside a phrase that it counts half. */
const BOUND = 4;
/** Share of its texts in which a phrase stands within a longer one that is meant. */
const WHOLE = 0.35;
/** The same where the longer one seems to be no thing. */
const SURELY_WHOLE = 0.7;
/** Phrases of a theme that may come into its name. */
const NAMING = 30;
/** A phrase must be in so many texts; in fewer, where a theme has nothing else. */
const LEAST_TEXTS = [3, 2, 1] as const;

interface Said {
  words: readonly string[];
  texts: number[];
  written: Map<string, number>;
  before: Set<string>;
  after: Set<string>;
}

/**
 * The telling phrases of each theme, the best first: coverage × log-odds × a bonus for longer ones. Near duplicates count
 * once, so that a chain letter does not name a theme. Texts without a theme (null) tell what is common.
 */
export function themePhrases({ texts, comments, themes }: { texts: readonly ReadText[]; comments: readonly string[]; themes: readonly (string | null)[] }): Map<string, TellingPhrase[]> {
  const everywhere = new Map<string, number>();
  const inThemes = new Map<string, { texts: number; said: Map<string, Said> }>();
  const seen = new Set<string>();
  const likeness = thingLikeness(texts);
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
    for (const { key, words, written, before, after } of phrasesIn(comments[at] ?? '', text)) {
      everywhere.set(key, (everywhere.get(key) ?? 0) + 1);
      if (!own) continue;
      const said = own.said.get(key) ?? { words, texts: [], written: new Map<string, number>(), before: new Set<string>(), after: new Set<string>() };
      said.texts.push(at);
      said.written.set(written, (said.written.get(written) ?? 0) + 1);
      said.before.add(before);
      said.after.add(after);
      own.said.set(key, said);
    }
  }
  return new Map(
    [...inThemes].map(([theme, own]) => {
      const others = Math.max(1, all - own.texts);
      const scored = [...own.said].map(([key, { words, texts: having, written, before, after }]) => {
        const inside = having.length;
        const outside = (everywhere.get(key) ?? 0) - inside;
        const odds = Math.log((inside + 0.5) / (own.texts + 1)) - Math.log((outside + 0.5) / (others + 1));
        const coverage = inside / own.texts;
        return { key, words, texts: having, coverage, written: mostWritten(written), score: coverage * odds * (LENGTH_BONUS[words.length] ?? 1) * freedom(before, after) * endsWell(words, likeness) };
      });
      const telling = scored.filter(({ score }) => score > 0);
      const least = LEAST_TEXTS.find((count) => telling.some(({ texts: having }) => having.length >= count)) ?? 1;
      const kept = telling.filter(({ texts: having }) => having.length >= least);
      return [theme, wholeFirst(kept.sort((one, other) => other.score - one.score || (one.key < other.key ? -1 : 1)), likeness)];
    }),
  );
}

/** Near 1 for a phrase of many surroundings, which is one by itself; low for one that is always cut out of the same sentence. */
function freedom(before: ReadonlySet<string>, after: ReadonlySet<string>): number {
  const ways = Math.min(before.size, after.size);
  return ways / (ways + BOUND);
}

/** A phrase that people mostly say within a longer one gives it its place: `view` to `Live view`, `power` to `power cut`. */
function wholeFirst(telling: readonly TellingPhrase[], likeness: ThingLikeness): TellingPhrase[] {
  const placed = new Set<TellingPhrase>();
  for (const [at, phrase] of telling.entries()) {
    const around = ` ${phrase.key} `;
    const [whole] = at >= NAMING ? [] : telling
      .filter(({ words, key, coverage }) => words.length > phrase.words.length && ` ${key} `.includes(around) && coverage >= (endsWell(words, likeness) === 1 ? WHOLE : SURELY_WHOLE) * phrase.coverage)
      .sort((one, other) => other.score - one.score);
    if (whole) placed.add(whole);
    placed.add(phrase);
  }
  return [...placed];
}

/** A phrase of one word ends with the word that it begins with. */
function endsWell(words: readonly string[], likeness: ThingLikeness): number {
  const last = likeness(words.at(-1) ?? '');
  return words.length === 1 ? last : last * likeness(words[0] ?? '');
}

/** The spelling that most texts use; of equally frequent ones the one with fewer capitals, then the first in order. */
function mostWritten(written: ReadonlyMap<string, number>): string {
  const capitals = (text: string): number => text.length - text.replace(/\p{Lu}/gu, '').length;
  const [best] = [...written].sort(([one, n], [other, m]) => m - n || capitals(one) - capitals(other) || (one < other ? -1 : 1));
  return best?.[0] ?? '';
}
