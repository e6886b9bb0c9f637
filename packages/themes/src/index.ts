export { readText, type ReadText, type ReadTextOptions } from './text/read-text.ts';
export { findTerms, type Place } from './text/find-terms.ts';
export { stopWords } from './text/stop-words.ts';
export { GRAM } from './text/terms.ts';
export { primaryTag } from './text/language.ts';
export { readOpinion, type Opinion } from './sentiment/opinion.ts';
export { contentmentOf, SENTIMENT_BAND, scoreSentiment, type Contentment, type GivenScores } from './sentiment/score-sentiment.ts';
export { buildSentimentModel, readSentimentModel, untaughtModel, type ScoredOpinion, type SentimentModel, type SentimentRow } from './sentiment/sentiment-model.ts';
export { countUnjudged, judgeComment, type Judgement, type Unjudged } from './sentiment/judge-comment.ts';
