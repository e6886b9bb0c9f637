import type { JobContext } from '../jobs.ts';
import { readSample } from '../study/sample.query.ts';
import type { Workplace } from './workplace.ts';

/** Themes are found in so many comments of a language; more would take longer and find the same. */
export const MOST_COMMENTS = 20_000;
const DAY_MS = 86_400_000;
/** The same comments give the same themes. */
export const SEED = 1;

/** What a study of a language needs; see `Study`. */
export async function sampled({ store, keeper, now }: Workplace, { language, theme = null, most = MOST_COMMENTS, context }: { language: string; theme?: string | null; most?: number; context: JobContext }) {
  context.tell({ step: 'fetching', done: 0, of: 1 });
  const lines = await readSample(store, { language, most, seed: SEED, today: Math.floor(now() / DAY_MS), theme }, { signal: context.signal });
  const { languages, fallbacks, heirs, excludedWords } = keeper.known();
  return { lines, known: { languages, fallbacks, heirs, excludedWords }, language, seed: SEED };
}
