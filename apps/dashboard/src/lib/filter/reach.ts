import { ReachQuery, type FeedbackFilterInput, type Reach } from '#lib/api/documents.ts';
import { request } from '#lib/api/request.ts';

/** When the feedback behind a filter is, whatever its period; asked only where the period itself holds none. */
export async function reachOf(fetch: typeof globalThis.fetch, { input, matched }: { input: FeedbackFilterInput; matched: number }): Promise<Reach | null> {
  if (matched > 0) return null;
  const { period: _, ...filter } = input;
  const { volume } = await request(fetch, ReachQuery, { filter });
  return volume;
}
