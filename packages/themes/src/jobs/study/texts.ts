import { readComment } from '../../reading/worker/mind.ts';
import type { Known } from '../../reading/worker/messages.ts';
import type { ReadText } from '../../text/read-text.ts';
import { rowsOfMeanings } from '../../discover/meanings.ts';
import type { DenseMatrix } from '../../discover/reduce.ts';
import { finish } from '../../progress.ts';
import type { StudyProgress, Together } from './messages.ts';

/** A comment of a sample, read. */
export interface SampledText {
  id: string;
  text: ReadText;
  /** The theme that it has now, the clearer of two; null for none. */
  theme: string | null;
  comment: string;
  /** Days since 1970. */
  day: number;
}

const DAY_MS = 86_400_000;
/** A few comments in another language do not make a theme one of both. */
const NEARLY_ALL = 0.95;
/** Between two signs of progress. */
const TELL_EVERY = 1_000;

/** The lines of a stream as rows. */
export function rowsOf<Row>(lines: readonly Uint8Array[]): Row[] {
  const text = Buffer.concat(lines).toString().trimEnd();
  return text === '' ? [] : (JSON.parse(`[${text.replaceAll('\n', ',')}]`) as Row[]);
}

/** Reads the comments of a sample; those that turn out to be of another language, or to say nothing, are left out. */
export function readSampled(
  { lines, known, language, together }: { lines: readonly Uint8Array[]; known: Pick<Known, 'languages' | 'fallbacks' | 'heirs'>; language: string; together?: Together | undefined },
  tell: (progress: StudyProgress) => void,
): SampledText[] {
  const rows = rowsOf<[id: string, comment: string, language: string, source: string, day: string, themes: string[]]>(lines);
  const texts: SampledText[] = [];
  const languages = new Set(together?.languages ?? [language]);
  for (const [index, [id, comment, given, source, day, [theme]]] of rows.entries()) {
    if (index % TELL_EVERY === 0) tell({ step: 'reading', done: index, of: rows.length });
    const text = readComment({ comment, language: given, source }, known);
    if (text && languages.has(text.language)) texts.push({ id, text, theme: theme === undefined ? null : (known.heirs.get(theme) ?? null), comment, day: Date.parse(day) / DAY_MS });
  }
  return texts;
}

/** Where texts lie by meaning; undefined without vectors, when their words decide. */
export function rowsOfTexts(texts: readonly SampledText[], { together, seed, tell }: { together: Together | undefined; seed: number; tell: (progress: StudyProgress) => void }): DenseMatrix | undefined {
  if (!together) return undefined;
  const { ids, dimensions, vectors } = together;
  const places = new Map(ids.map((id, place) => [id, place]));
  const meanings = texts.map(({ id, text }) => {
    const from = (places.get(id) ?? -1) * dimensions;
    return { language: text.language, vector: from < 0 ? new Float32Array(dimensions) : vectors.subarray(from, from + dimensions) };
  });
  return finish(rowsOfMeanings(meanings, { seed }), { onProgress: tell });
}

/** The one language of nearly all texts, or null where there are several. */
export function languageOfMost(texts: readonly SampledText[]): string | null {
  const counts = new Map<string, number>();
  for (const { text } of texts) counts.set(text.language, (counts.get(text.language) ?? 0) + 1);
  for (const [language, count] of counts) if (count >= NEARLY_ALL * texts.length) return language;
  return null;
}
