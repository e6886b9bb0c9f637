import type { Opinion } from './opinion.ts';
import { scoreSentiment, type GivenScores } from './score-sentiment.ts';
import type { SentimentModel } from './sentiment-model.ts';

/** How content a comment's writer is, by its words, by the scores that came with it, and by both; each −1 to 1 or null. */
export interface Judgement {
  /** What the words say by themselves. This is what is stored and measured as sentiment: scores are metrics of their own. */
  words: number | null;
  /** What the scores say. */
  score: number | null;
  /** The middle of the two, or the one that there is: for putting comments in order, never for the metric. */
  both: number | null;
  /** What `both` is based on; null when nothing could be judged. */
  basis: 'words' | 'score' | 'both' | null;
}

/**
 * Judges a comment. Words and scores stay apart: if the score moved what the words are said to mean, sentiment would agree with
 * NPS by construction, and a promoter who complains (the most useful comment there is) could not be found.
 */
export function judgeComment({ opinion, scores }: { opinion: Opinion | null; scores: GivenScores }, { model }: { model: SentimentModel | null }): Judgement {
  const words = opinion && model ? model.judge(opinion) : null;
  const score = scoreSentiment(scores);
  if (words !== null && score !== null) return { words, score, both: (words + score) / 2, basis: 'both' };
  return { words, score, both: words ?? score, basis: words !== null ? 'words' : score !== null ? 'score' : null };
}

/** How many comments of a language could not be judged. */
export interface Unjudged {
  language: string;
  comments: number;
  unjudged: number;
  /** 0 to 1. */
  share: number;
}

/** Comments whose words could not be judged, by language, the most comments first. */
export function countUnjudged(readings: Iterable<{ language: string; sentiment: number | null }>): Unjudged[] {
  const languages = new Map<string, { comments: number; unjudged: number }>();
  for (const { language, sentiment } of readings) {
    const count = languages.get(language) ?? { comments: 0, unjudged: 0 };
    count.comments += 1;
    count.unjudged += sentiment === null ? 1 : 0;
    languages.set(language, count);
  }
  return [...languages]
    .map(([language, { comments, unjudged }]) => ({ language, comments, unjudged, share: unjudged / comments }))
    .sort((a, b) => b.comments - a.comments || (a.language < b.language ? -1 : 1));
}
