import { HeedError } from '@heed/domain';
import type { Journal, StoreReader } from '@heed/store';
import * as z from 'zod';
import type { SplitPart } from '../catalogue/command.ts';
import { readRecentEvents } from './recent-events.query.ts';

/** How a theme would split, as it was found at a moment (epoch milliseconds). */
export interface SplitPreview {
  at: number;
  /** The largest first; give them to the command `split`. */
  parts: readonly (SplitPart & { size: number })[];
}

/** The last preview of each theme, where every process finds it: people look at it in one and accept it in another, or after a restart. */
export interface Previews {
  keep(theme: string, parts: SplitPreview['parts']): Promise<void>;
  /** Null when there was none. */
  last(theme: string): Promise<SplitPreview | null>;
}

const previewed = z.object({ parts: z.array(z.object({ label: z.string(), phrases: z.array(z.string()), feedbackIds: z.array(z.string()), size: z.number() })) });

/** A stream of its own for each theme: ids of thousands of comments are in nobody's way. */
const streamOf = (theme: string): string => `theme_split:${theme}`;

export function createPreviews({ store, journal, now }: { store: StoreReader; journal: Pick<Journal, 'append'>; now: () => number }): Previews {
  const newest = async (theme: string) => (await readRecentEvents(store, { stream: streamOf(theme), limit: 1 }))[0];
  return {
    async keep(theme, parts) {
      const expected = (await newest(theme))?.version ?? 0;
      const payload = { parts: parts.map(({ label, phrases, feedbackIds, size }) => ({ label, phrases, feedbackIds, size })) };
      try {
        await journal.append(streamOf(theme), { type: 'previewed', actor: 'system', at: now(), expected, payload });
      } catch (error) {
        // Somebody has looked for the same at the same moment; what they found holds.
        if (!(error instanceof HeedError) || error.code !== 'CONFLICT') throw error;
      }
    },
    async last(theme) {
      const event = await newest(theme);
      return event ? { at: event.at, parts: previewed.parse(event.payload).parts } : null;
    },
  };
}
