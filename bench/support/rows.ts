import type { FeedbackInput } from '@heed/domain';
import { sampleFeedback } from '@heed/sample';

/** A submission of a benchmark: every row has an id of its own and says when it happened. */
export interface Row extends FeedbackInput {
  externalId: string;
  occurredAt: string;
}

/**
 * Rows of a believable company's year that ends at `now` (epoch milliseconds), as the sample data tells it: in
 * chronological order, with comments in six languages, some very long, some hostile, and some anonymous. The same seed
 * gives the same rows.
 */
export function makeRows(count: number, { seed, now }: { seed: number; now: number }): Row[] {
  const rows: Row[] = [];
  for (const row of sampleFeedback({ seed, now, count, timeZone: 'UTC' })) {
    const { occurredAt, externalId } = row;
    if (typeof occurredAt !== 'string' || externalId === undefined) throw new Error('a sample row without moment or id');
    rows.push({ ...row, occurredAt, externalId });
  }
  return rows;
}

/** The first rows again under new ids, so that they count anew. */
export function renewed(rows: readonly Row[], { prefix, count = rows.length }: { prefix: string; count?: number }): Row[] {
  return rows.slice(0, count).map((row, index) => ({ ...row, externalId: `${prefix}-${index}` }));
}
