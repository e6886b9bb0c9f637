import { refine } from '../../refine/refine.ts';
import { built } from './find-themes.ts';
import type { Built, Study, StudyProgress } from './messages.ts';
import { readSampled } from './texts.ts';

/** The themes of a language as all comments have them by now. What people decided stays where they put it, and weighs more. */
export function refitThemes(study: Study & { study: 'refit' }, tell: (progress: StudyProgress) => void): Built {
  const texts = readSampled(study, tell);
  const { lessons } = study;
  const now = texts.map(({ id, theme }) => lessons.get(id)?.theme ?? theme);
  const ids = [...new Set([...now, ...[...lessons.values()].map(({ theme }) => theme)].filter((theme) => theme !== null))].sort();
  const numbers = new Map(ids.map((id, number) => [id, number]));
  const fixed = new Map<number, number>();
  for (const [at, { id }] of texts.entries()) {
    const lesson = lessons.get(id);
    if (lesson) fixed.set(at, lesson.theme === null ? -1 : (numbers.get(lesson.theme) ?? -1));
  }
  const { assignment } = refine(texts.map(({ text }) => text), { assignment: Int32Array.from(now, (theme) => (theme === null ? -1 : (numbers.get(theme) ?? -1))), fixed, onProgress: tell });
  const themes = [...assignment].map((group) => ids[group] ?? null);
  const moved = themes.filter((theme, at) => theme !== texts[at]?.theme).length;
  return built(texts, { themes, study, moved, without: new Set(lessons.keys()), tell });
}
