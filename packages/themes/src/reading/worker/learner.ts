import { BACKGROUND } from '../../model/theme-counts.ts';
import { readThemeModel, type ThemeModel } from '../../model/theme-model.ts';
import { createThemeRouter, type ThemeRouter } from '../../model/theme-router.ts';
import type { ReadText } from '../../text/read-text.ts';
import { readSentimentModel, untaughtModel, type SentimentModel } from '../../sentiment/sentiment-model.ts';
import { countsByLanguage, type CountRow } from './counts-by-language.ts';
import type { Known, Lesson, Telling } from './messages.ts';
import { EMPTY_KNOWN, readComment, type Mind } from './mind.ts';

/** Makes a mind of what it is told. */
export interface Learner {
  learn(telling: Telling): void;
  mind(): Mind;
}

interface Taught {
  text: ReadText;
  theme: string | null;
  times: number;
}

/**
 * Holds the counts of a model as they were told, and teaches on top of them. What is merged cannot be told apart again in a model, so
 * that one is made anew from the counts when a merge is taken back.
 */
export function createLearner(): Learner {
  let known: Known = EMPTY_KNOWN;
  let counts = new Map<string, CountRow[]>();
  let models = new Map<string, ThemeModel>();
  let merged = new Map<string, string>();
  let sentiments = new Map<string, SentimentModel>();
  let routers = new Map<string, ThemeRouter>();
  const lessons = new Map<string, Taught>();
  const seen: Mind['seen'] = new Map();

  /** The model of a language, empty where nothing was counted yet. */
  function ownModel(language: string): ThemeModel {
    let model = models.get(language);
    if (!model) {
      model = readThemeModel(counts.get(language) ?? [], { language });
      models.set(language, model);
      routers.delete(language);
    }
    return model;
  }

  function remake(): void {
    models = new Map();
    routers = new Map();
    for (const language of counts.keys()) ownModel(language);
    for (const { text, theme, times } of lessons.values()) ownModel(text.language).learn(text, theme, times);
    merged = new Map();
    follow();
  }

  /** Merges and excludes what people merged and excluded. */
  function follow(): void {
    // What ended without an heir only tells which words are common, so that its comments find another place.
    const merges = new Map([...known.heirs].filter(([theme, heir]) => heir !== theme).map(([theme, heir]) => [theme, heir ?? BACKGROUND]));
    if ([...merged].some(([from, into]) => merges.get(from) !== into)) return remake();
    for (const [from, into] of merges) {
      if (!merged.has(from)) for (const model of models.values()) model.merge(from, into);
    }
    merged = merges;
    for (const [language, model] of models) model.exclude([...(known.excludedWords[''] ?? []), ...(known.excludedWords[language] ?? [])]);
  }

  function drop(id: string): void {
    const taught = lessons.get(id);
    if (!taught) return;
    lessons.delete(id);
    ownModel(taught.text.language).forget(taught.text, heirOf(taught.theme), taught.times);
  }

  function teach({ id, theme, times, ...comment }: Lesson): void {
    drop(id);
    // What is too short to find a theme in can belong to one all the same, if a person says so.
    const text = readComment(comment, known, { brief: true });
    if (!text) return;
    lessons.set(id, { text, theme, times });
    ownModel(text.language).learn(text, heirOf(theme), times);
  }
  const heirOf = (theme: string | null): string | null => (theme === null ? null : (merged.get(theme) ?? theme));

  return {
    learn(telling) {
      seen.clear();
      switch (telling.tell) {
        case 'known':
          known = telling.known;
          routers = new Map();
          return follow();
        case 'counts':
          if (telling.kind === 'themes') {
            counts = countsByLanguage(new Uint8Array(telling.lines));
            return remake();
          }
          sentiments = new Map([...countsByLanguage(new Uint8Array(telling.lines))].map(([language, rows]) => [language, readSentimentModel({ language, rows })]));
          return;
        case 'lessons':
          for (const id of telling.drop) drop(id);
          for (const lesson of telling.teach) teach(lesson);
          return;
      }
    },
    mind: () => ({ known, seen, routerOf, modelOf: (language) => models.get(language), sentimentOf }),
  };

  function routerOf(language: string): ThemeRouter {
    let router = routers.get(language);
    if (!router) {
      const phrases = new Map(known.words.map(({ theme, words }) => [theme, [...(words[language] ?? []), ...(words[''] ?? [])]]));
      router = createThemeRouter({ language, model: models.get(language) ?? null, phrases });
      routers.set(language, router);
    }
    return router;
  }

  function sentimentOf(language: string): SentimentModel {
    let model = sentiments.get(language);
    if (!model) sentiments.set(language, (model = untaughtModel(language)));
    return model;
  }
}
