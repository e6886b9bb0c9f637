/** Which terms stand in which texts how often: row by row, without the zeroes. */
export interface TermCounts {
  texts: number;
  /** Different terms. */
  terms: number;
  /** The terms of text t are at starts[t] to starts[t + 1]. */
  starts: Int32Array;
  ids: Int32Array;
  counts: Float32Array;
  /** Sum of the counts of each text. */
  lengths: Float64Array;
  /** In how many texts each term stands. */
  documents: Int32Array;
}

/**
 * Counts the terms of texts; one that stands in a single text is left out, because it cannot say which other texts are
 * like it. `most` leaves out a term of more than this share of the texts.
 */
export function countTerms(texts: readonly Iterable<string>[], { most = 1 }: { most?: number } = {}): TermCounts {
  const seen = new Map<string, number>();
  const documents: number[] = [];
  const all: number[] = [];
  const times: number[] = [];
  const ends = new Int32Array(texts.length);
  const place = new Map<number, number>();
  for (const [at, terms] of texts.entries()) {
    place.clear();
    for (const term of terms) {
      let id = seen.get(term);
      if (id === undefined) {
        id = seen.size;
        seen.set(term, id);
        documents.push(0);
      }
      const known = place.get(id);
      if (known === undefined) {
        place.set(id, all.length);
        all.push(id);
        times.push(1);
        documents[id] = (documents[id] ?? 0) + 1;
      } else {
        times[known] = (times[known] ?? 0) + 1;
      }
    }
    ends[at] = all.length;
  }
  return compact({ all, times, ends, documents, limit: Math.max(2, most * texts.length) });
}

/** Numbers the kept terms from 0 without gaps. */
function compact({ all, times, ends, documents, limit }: { all: readonly number[]; times: readonly number[]; ends: Int32Array; documents: readonly number[]; limit: number }): TermCounts {
  const renamed = new Int32Array(documents.length).fill(-1);
  const kept: number[] = [];
  for (const [id, count] of documents.entries()) {
    if (count < 2 || count > limit) continue;
    renamed[id] = kept.length;
    kept.push(count);
  }
  const starts = new Int32Array(ends.length + 1);
  const ids = new Int32Array(all.length);
  const counts = new Float32Array(all.length);
  const lengths = new Float64Array(ends.length);
  let from = 0;
  let to = 0;
  for (let text = 0; text < ends.length; text++) {
    const end = ends[text] ?? 0;
    for (; from < end; from++) {
      const id = renamed[all[from] ?? 0] ?? -1;
      if (id < 0) continue;
      ids[to] = id;
      counts[to] = times[from] ?? 0;
      lengths[text] = (lengths[text] ?? 0) + (times[from] ?? 0);
      to++;
    }
    starts[text + 1] = to;
  }
  return { texts: ends.length, terms: kept.length, starts, ids: ids.slice(0, to), counts: counts.slice(0, to), lengths, documents: Int32Array.from(kept) };
}
