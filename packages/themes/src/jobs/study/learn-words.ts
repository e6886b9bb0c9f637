import { readOpinion } from '../../sentiment/opinion.ts';
import { buildSentimentModel, type ScoredOpinion } from '../../sentiment/sentiment-model.ts';
import { contentmentOf, type GivenScores } from '../../sentiment/score-sentiment.ts';
import { textOptions } from '../../reading/worker/mind.ts';
import { bodiesOf } from './bodies.ts';
import type { Results, Study } from './messages.ts';
import { rowsOf } from './texts.ts';

type Row = [comment: string, language: string, source: string, nps: number | null, csat: number | null, csatScale: number, ces: number | null, cesScale: number, cesVersion: string];

/** What words say in a language, out of comments whose scores are clear. */
export function learnWords({ lines, known, language, model }: Study & { study: 'sentiment' }): Results['sentiment'] {
  const texts: ScoredOpinion[] = [];
  for (const [comment, given, source, nps, csat, csatScale, ces, cesScale, cesVersion] of rowsOf<Row>(lines)) {
    const scores = { nps, csat, ces, csatScale: csatScale || null, cesScale: cesScale || null, cesVersion: cesVersion || null } as GivenScores;
    const contentment = contentmentOf(scores);
    if (contentment !== 'positive' && contentment !== 'negative') continue;
    const opinion = readOpinion(comment, textOptions({ language: given, source }, known));
    if (opinion?.language === language) texts.push({ opinion, isPositive: contentment === 'positive' });
  }
  const learnt = buildSentimentModel({ language, texts });
  const total = learnt.learnt.positive + learnt.learnt.negative;
  return { bodies: bodiesOf(learnt.rows(), { kind: 'sentiment', model, language }), learnt: total };
}
