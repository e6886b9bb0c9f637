import { HeedError } from '@heed/domain';
import { newestModel, prune } from '../../reading/models/models.query.ts';
import { themeModelsTable } from '../../reading/models/models.table.ts';
import { sentimentBuilt } from '../../reading/models/sentiment-journal.ts';
import type { JobResult } from '../job.ts';
import type { JobContext } from '../jobs.ts';
import { runStudy } from '../study/run-study.ts';
import { readReadable } from '../study/sample.query.ts';
import { readScored, readScoredComments } from '../study/scored.query.ts';
import type { Workplace } from './workplace.ts';

/** What a language's words mean is known well after so many. */
const MOST_COMMENTS = 20_000;

/** Learns from the comments that came with a score what words say. Throws HeedError BAD_USER_INPUT where there are too few of them. */
export async function learnSentiment({ store, journal, keeper, reader, now }: Workplace, { context, by }: { context: JobContext; by: string }): Promise<JobResult> {
  await keeper.refresh();
  const scored = await readScored(store);
  const model = Math.max(await newestModel(store, 'sentiment'), keeper.sentiment().model) + 1;
  const { languages, fallbacks } = keeper.known();
  let learnt = 0;
  let learntLanguages = 0;
  for (const language of Object.keys(await readReadable(store))) {
    context.tell({ step: 'fetching', done: 0, of: 1 });
    const lines = await readScoredComments(store, { language, most: MOST_COMMENTS }, { signal: context.signal });
    const found = await runStudy({ study: 'sentiment', lines, known: { languages, fallbacks }, language, model }, { signal: context.signal, onProgress: context.tell });
    for (const [index, body] of found.bodies.entries()) await store.insert(themeModelsTable, body, { token: `sentiment-model:${model}:${language}:${index}` });
    learnt += found.learnt;
    if (found.learnt > 0) learntLanguages++;
  }
  if (learnt === 0) throw new HeedError('BAD_USER_INPUT', 'There are too few comments that came with a clear score to learn from.');
  await context.stillMine();
  await sentimentBuilt({ store, journal, now }, { model, scored, by });
  await prune(store, { kind: 'sentiment', keep: [model], below: model });
  await keeper.refresh();
  reader.restate();
  return { languages: learntLanguages, comments: learnt, model };
}
