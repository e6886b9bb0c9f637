import type { JobContext } from '../jobs.ts';
import type { Together } from '../study/messages.ts';
import { rowsOf } from '../study/texts.ts';
import { MOST_COMMENTS, sampled } from './sampled.ts';
import type { Workplace } from './workplace.ts';

type Sampled = Awaited<ReturnType<typeof sampled>>;

/**
 * Comments of several languages with their vectors, of each language as many as it has its share; null without an embedder, and where it
 * did not answer: then the local way goes on. Only what an embedder was configured for leaves this machine: the words of comments, nothing of who wrote them.
 */
export async function sampledTogether(place: Workplace, { readable, context }: { readable: readonly (readonly [language: string, comments: number])[]; context: JobContext }): Promise<(Sampled & { together: Together }) | null> {
  const { embedder } = place;
  const [first] = readable;
  if (!embedder || !first) return null;
  const all = readable.reduce((sum, [, comments]) => sum + comments, 0);
  const parts: Sampled[] = [];
  for (const [language, comments] of readable) parts.push(await sampled(place, { language, most: Math.max(1, Math.floor((MOST_COMMENTS * comments) / all)), context }));
  const lines = parts.flatMap((part) => part.lines);
  const rows = rowsOf<[id: string, comment: string]>(lines);
  const result = await embedder.embed(rows.map(([, comment]) => comment), { signal: context.signal, onProgress: (done, of) => context.tell({ step: 'reading', done, of }) });
  context.signal.throwIfAborted();
  if ('failed' in result) return null;
  const vectors = new Float32Array(rows.length * result.dimensions);
  for (const [at, vector] of result.vectors.entries()) vectors.set(vector, at * result.dimensions);
  return { ...(parts[0] as Sampled), lines, language: first[0], together: { languages: readable.map(([language]) => language), ids: rows.map(([id]) => id), dimensions: result.dimensions, vectors } };
}
