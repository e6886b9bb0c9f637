import type { Period } from '@heed/domain';
import * as z from 'zod';

const span = z.tuple([z.number(), z.number()]);
const newsSchema = z.object({ feedback: z.array(span), readings: z.array(span), streams: z.array(z.string()), loops: z.boolean(), letters: z.array(z.string()).default([]) });

/** What a process did, as it tells the others: never more than a few hundred bytes, however much it was. */
export type News = z.infer<typeof newsSchema>;

/** So many loops are told by name whose letters changed; views over loops are looked at every minute anyway. */
const MOST_LETTERS = 200;
/** So many spans are told apart; more become one that holds them all, which only means that more is looked at. */
const MOST_SPANS = 8;

export const nothing = (): News => ({ feedback: [], readings: [], streams: [], loops: false, letters: [] });

export const isNothing = ({ feedback, readings, streams, loops, letters }: News): boolean => feedback.length + readings.length + streams.length + letters.length === 0 && !loops;

/** Adds a span to others. */
export function addSpan(spans: [number, number][], { from, to }: Period): void {
  const near = spans.find(([start, end]) => from <= end && start <= to);
  if (near) {
    near[0] = Math.min(near[0], from);
    near[1] = Math.max(near[1], to);
  } else {
    spans.push([from, to]);
  }
  if (spans.length > MOST_SPANS) spans.splice(0, spans.length, [Math.min(...spans.map(([start]) => start)), Math.max(...spans.map(([, end]) => end))]);
}

/** Joins what was to be told with what came since. */
export function joined(before: News, since: News): News {
  const all: News = { ...nothing(), streams: [...new Set([...before.streams, ...since.streams])], loops: before.loops || since.loops, letters: [...new Set([...before.letters, ...since.letters])].slice(0, MOST_LETTERS) };
  for (const [from, to] of [...before.feedback, ...since.feedback]) addSpan(all.feedback, { from, to });
  for (const [from, to] of [...before.readings, ...since.readings]) addSpan(all.readings, { from, to });
  return all;
}

/** News as another process wrote them; undefined for what this one does not understand, as while a new version is rolled out. */
export function readNews(text: string): News | undefined {
  try {
    return newsSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
