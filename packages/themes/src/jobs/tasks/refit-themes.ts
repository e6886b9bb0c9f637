import { HeedError } from '@heed/domain';
import { livingThemes } from '../../catalogue/sound.ts';
import { lessonsOf } from '../../reading/models/lessons.ts';
import type { JobResult } from '../job.ts';
import type { JobContext } from '../jobs.ts';
import type { Built } from '../study/messages.ts';
import { runStudy } from '../study/run-study.ts';
import { readReadable } from '../study/sample.query.ts';
import { nextModel, putIntoEffect } from './build-model.ts';
import { FEWEST_COMMENTS } from './discover-themes.ts';
import { sampled } from './sampled.ts';
import type { Workplace } from './workplace.ts';

/**
 * Makes the themes that there are better by all comments, with those of people where people put them. No theme begins or ends by it.
 * Throws HeedError BAD_USER_INPUT where there is nothing to refit.
 */
export async function refitThemes(place: Workplace, { context, by }: { context: JobContext; by: string }): Promise<JobResult> {
  const { store, catalogue, keeper } = place;
  await keeper.refresh();
  const present = catalogue.state();
  if (livingThemes(present).length === 0) throw new HeedError('BAD_USER_INPUT', 'There are no themes to refit yet; find some first.');
  const lessons = lessonsOf(present);
  const parents = new Map(livingThemes(present).map(({ id, parent, language }) => [id, { parent, language }]));
  const readable = Object.entries(await readReadable(store)).filter(([, comments]) => comments >= FEWEST_COMMENTS);
  const model = await nextModel(place);
  const built = new Map<string, Built>();
  let comments = 0;
  let moved = 0;
  for (const [language] of readable) {
    const part = await runStudy({ ...(await sampled(place, { language, context })), study: 'refit', model, lessons }, { signal: context.signal, onProgress: context.tell });
    if (part.themes.length === 0) continue;
    comments += part.comments;
    moved += part.moved;
    // Where a theme stands and whose it is does not come from counting.
    built.set(language, { ...part, themes: part.themes.map((theme) => ({ ...theme, ...parents.get(theme.id) })) });
  }
  if (built.size === 0) throw new HeedError('BAD_USER_INPUT', 'There are too few comments with themes to refit them.', { fewest: FEWEST_COMMENTS });
  await putIntoEffect(place, { model, built, context, by });
  return { languages: built.size, comments, moved, model };
}
