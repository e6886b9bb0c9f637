import { readComment } from '../../reading/worker/mind.ts';
import type { Known } from '../../reading/worker/messages.ts';
import type { ReadText } from '../../text/read-text.ts';
import type { StudyProgress } from './messages.ts';

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
/** Between two signs of progress. */
const TELL_EVERY = 1_000;

/** The lines of a stream as rows. */
export function rowsOf<Row>(lines: readonly Uint8Array[]): Row[] {
  const text = Buffer.concat(lines).toString().trimEnd();
  return text === '' ? [] : (JSON.parse(`[${text.replaceAll('\n', ',')}]`) as Row[]);
}

/** Reads the comments of a sample; those that turn out to be of another language, or to say nothing, are left out. */
export function readSampled(
  { lines, known, language }: { lines: readonly Uint8Array[]; known: Pick<Known, 'languages' | 'fallbacks' | 'heirs'>; language: string },
  tell: (progress: StudyProgress) => void,
): SampledText[] {
  const rows = rowsOf<[id: string, comment: string, language: string, source: string, day: string, themes: string[]]>(lines);
  const texts: SampledText[] = [];
  for (const [index, [id, comment, given, source, day, [theme]]] of rows.entries()) {
    if (index % TELL_EVERY === 0) tell({ step: 'reading', done: index, of: rows.length });
    const text = readComment({ comment, language: given, source }, known);
    if (text?.language === language) texts.push({ id, text, theme: theme === undefined ? null : (known.heirs.get(theme) ?? null), comment, day: Date.parse(day) / DAY_MS });
  }
  return texts;
}
