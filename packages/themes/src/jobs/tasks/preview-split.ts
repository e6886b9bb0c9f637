import { HeedError } from '@heed/domain';
import type { SplitPart } from '../../catalogue/command.ts';
import type { JobContext } from '../jobs.ts';
import type { FoundGroup } from '../study/messages.ts';
import { runStudy } from '../study/run-study.ts';
import { readReadable } from '../study/sample.query.ts';
import { sampled } from './sampled.ts';
import type { Workplace } from './workplace.ts';

/** So many comments of all parts together can be given to the command that splits. */
const MOST_TOGETHER = 5_000;

/**
 * How a theme would split: groups of its own comments, the largest first, each language by itself. Throws HeedError NOT_FOUND for a theme that
 * does not live, BAD_USER_INPUT for one that does not fall into parts.
 */
export async function previewSplit(place: Workplace, { context, theme }: { context: JobContext; theme: string }): Promise<(SplitPart & { size: number })[]> {
  const { store, catalogue, keeper } = place;
  await keeper.refresh();
  const known = catalogue.state().themes.get(theme);
  if (!known || known.retired !== null) throw new HeedError('NOT_FOUND', 'There is no such theme.', { path: 'theme', id: theme });
  const languages = known.language === null ? Object.keys(await readReadable(store)) : [known.language];
  const groups: FoundGroup[] = [];
  for (const language of languages) {
    const found = await runStudy({ ...(await sampled(place, { language, theme, context })), study: 'split' }, { signal: context.signal, onProgress: context.tell });
    groups.push(...found.groups);
  }
  if (groups.length < 2) throw new HeedError('BAD_USER_INPUT', 'This theme does not fall into parts: its comments are too few, or too much alike.', { path: 'theme' });
  const all = groups.reduce((sum, { feedbackIds }) => sum + feedbackIds.length, 0);
  const share = Math.min(1, MOST_TOGETHER / all);
  return groups
    .sort((one, other) => other.feedbackIds.length - one.feedbackIds.length)
    .map(({ label, phrases, feedbackIds }) => ({ label, phrases, feedbackIds: feedbackIds.slice(0, Math.max(1, Math.floor(feedbackIds.length * share))), size: feedbackIds.length }));
}
