import type { ReadText } from '../text/read-text.ts';
import { calibrate, type Judged } from './calibrate.ts';
import { BACKGROUND, createThemeCounts, NO_THEME } from './theme-counts.ts';
import { createThemeModel, EXAMPLE_TIMES, type ThemeModel } from './theme-model.ts';
import { createThemeScores } from './theme-scores.ts';
import { themeTerms } from './theme-terms.ts';

/** A text that a person put into a theme, or out of all of them (null). */
export interface ThemeExample {
  readonly text: ReadText;
  readonly theme: string | null;
}

export interface ThemeModelOptions {
  language: string;
  /** May be empty: examples alone are enough. */
  texts: readonly ReadText[];
  /** The theme of each text; null where it has none yet. Such texts tell which words are common. */
  themes: readonly (string | null)[];
  /** What people decided; texts of their own, which are not among `texts`. */
  examples?: readonly ThemeExample[];
}

/** More texts would not make the sharpness better known: ±2 % at so many. */
const CALIBRATED_ON = 1_500;
/** From so many examples on, what people decided is what the probabilities must be true to, and not what the model itself sorted. */
const ENOUGH_EXAMPLES = 100;

interface Counted {
  terms: readonly string[];
  class: string;
  times: number;
}

/** Counts texts and examples, and calibrates by leaving one of them out at a time. The same texts give the same model. */
export function buildThemeModel({ language, texts, themes, examples = [] }: ThemeModelOptions): ThemeModel {
  const counts = createThemeCounts();
  const counted: Counted[] = texts.map((text, at) => ({ terms: themeTerms(text).terms, class: themes[at] ?? BACKGROUND, times: 1 }));
  for (const { text, theme } of examples) counted.push({ terms: themeTerms(text).terms, class: theme ?? NO_THEME, times: EXAMPLE_TIMES });
  for (const { terms, class: name, times } of counted) counts.add(terms, { class: name, times });

  const scores = createThemeScores(counts);
  const decided = examples.length >= ENOUGH_EXAMPLES ? counted.slice(texts.length) : counted;
  const known = decided.filter(({ class: name, terms }) => name !== BACKGROUND && terms.length > 0);
  const step = Math.max(1, known.length / CALIBRATED_ON);
  const judged: Judged[] = [];
  for (let at = 0; at < known.length; at += step) {
    const one = known[Math.floor(at)];
    if (!one) continue;
    const number = counts.classOf(one.class) ?? -1;
    const all = scores.classes.length;
    counts.add(one.terms, { class: one.class, times: -one.times });
    const right = scores.classes.indexOf(number);
    // A theme of this one text is not there without it.
    if (right >= 0 && all === scores.classes.length) {
      const left = scores.score(scores.numbersOf(one.terms).numbers);
      judged.push({ scores: left.scores.slice(), right, evidence: left.evidence });
    }
    counts.add(one.terms, { class: one.class, times: one.times });
  }
  return createThemeModel({ language, counts, sharpness: judged.length > 0 ? calibrate(judged) : undefined });
}

/** A text lends its words to a theme when it is as probable as this; the best of three on clinc150. */
const LENDS = 0.6;

/**
 * A model of what people showed, helped by texts that nobody sorted: each of them counts once for the theme that it is
 * probably of, and again with the better model, so many rounds. After ten examples a theme, 5 in a hundred more are right.
 */
export function assistedThemeModel({ language, texts, examples, rounds = 3 }: { language: string; texts: readonly ReadText[]; examples: readonly ThemeExample[]; rounds?: number }): ThemeModel {
  let model = buildThemeModel({ language, texts: [], themes: [], examples });
  for (let round = 0; round < rounds; round++) {
    const themes = texts.map((text) => {
      const { nearest, probability } = model.route(text);
      return probability >= LENDS ? nearest : null;
    });
    model = buildThemeModel({ language, texts, themes, examples });
  }
  return model;
}
