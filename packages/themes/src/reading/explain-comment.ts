import type { StoreReader } from '@heed/store';
import { readReadingOf } from './explain.query.ts';
import type { TellingWord } from './worker/messages.ts';
import type { Threads } from './worker/threads.ts';

/** Why a comment stands where it does. */
export interface Explanation {
  /** In which it was read; empty when nothing could be. */
  language: string;
  decidedBy: '' | 'model' | 'words' | 'person';
  /** Calibrated probability of the first theme, 0 to 1. */
  probability: number;
  sentiment: number | null;
  /** The themes of the comment, the clearer first, each with the words that speak most for it. */
  themes: { theme: string; words: TellingWord[] }[];
}

/** More would be most of the comment. */
const MOST_WORDS = 8;

/**
 * The words of a comment that tell of its themes, with the places where they stand in it; null for a comment that there is not, or
 * that was not read yet. Throws what the store throws.
 */
export async function explainComment({ store, threads }: { store: StoreReader; threads: Threads }, feedbackId: string): Promise<Explanation | null> {
  const reading = await readReadingOf(store, feedbackId);
  if (!reading) return null;
  const { comment, given, source, language, margin, sentiment } = reading;
  const words = (theme: string): Promise<TellingWord[]> => threads.ask({ ask: 'explain', comment, language: given, source, theme, most: MOST_WORDS });
  const themes = await Promise.all(reading.themes.map(async (theme) => ({ theme, words: await words(theme) })));
  return { language, decidedBy: reading.decidedBy as Explanation['decidedBy'], probability: margin, sentiment, themes };
}
