import { findBursts, type BurstText } from '../../emerging/find-bursts.ts';
import { readComment } from '../../reading/worker/mind.ts';
import type { Results, Study, StudyProgress } from './messages.ts';
import { rowsOf } from './texts.ts';

type Row = [id: string, comment: string, language: string, source: string, at: number, who: string, themes: string[]];

/** What many have begun to say in a language. */
export function searchBursts({ lines, known, language, seed, since }: Study & { study: 'bursts' }, tell: (progress: StudyProgress) => void): Results['bursts'] {
  const texts: BurstText[] = [];
  for (const [id, comment, given, source, at, who, [theme]] of rowsOf<Row>(lines)) {
    const text = readComment({ comment, language: given, source }, known);
    if (text?.language === language) texts.push({ id, text, comment, at, who: who === '' ? null : who, theme: theme === undefined ? null : (known.heirs.get(theme) ?? null) });
  }
  const themes = new Map(texts.map(({ id, theme }) => [id, theme]));
  const bursts = findBursts(texts, { since, seed, onProgress: tell });
  return { bursts: bursts.map((burst) => ({ ...burst, among: [...new Set(burst.texts.flatMap((id) => themes.get(id) ?? []))] })), comments: texts.length };
}
