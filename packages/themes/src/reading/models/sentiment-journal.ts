import { HeedError } from '@heed/domain';
import type { Journal, StoreReader } from '@heed/store';
import * as z from 'zod';
import { readRecentEvents } from '../../jobs/recent-events.query.ts';

const STREAM = 'theme_sentiment';

const built = z.strictObject({ model: z.number().int(), scored: z.number().int() });

/** The model of sentiment in effect. */
export interface SentimentInEffect {
  /** 0 where nothing was learnt yet: then the listed words alone judge. */
  model: number;
  /** How many scored comments there were when it learnt. */
  scored: number;
  /** Since when (epoch milliseconds). */
  at: number;
}

export async function readSentimentInEffect(reader: StoreReader): Promise<SentimentInEffect> {
  const [last] = await readRecentEvents(reader, { stream: STREAM, limit: 1 });
  return last ? { ...built.parse(last.payload), at: last.at } : { model: 0, scored: 0, at: 0 };
}

/** Puts a model of sentiment into effect. Throws CONFLICT where another process did so at the same moment. */
export async function sentimentBuilt({ store, journal, now }: { store: StoreReader; journal: Pick<Journal, 'append'>; now: () => number }, { model, scored, by }: { model: number; scored: number; by: string }): Promise<void> {
  const [last] = await readRecentEvents(store, { stream: STREAM, limit: 1 });
  if (last && built.parse(last.payload).model >= model) throw new HeedError('CONFLICT', 'Sentiment was learnt elsewhere in the meantime.');
  await journal.append(STREAM, { expected: last?.version ?? 0, type: 'built', actor: by, at: now(), payload: { model, scored } });
}
