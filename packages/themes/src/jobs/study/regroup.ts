import { discover } from '../../discover/discover.ts';
import { labelThemes } from '../../label/label-themes.ts';
import { buildThemeModel } from '../../model/build-theme-model.ts';
import type { FoundGroup, Granularity, Results, Study, StudyProgress, Together } from './messages.ts';
import { languageOfMost, readSampled, rowsOfTexts, type SampledText } from './texts.ts';

/** How the comments of a language, or of several together, would be grouped today, whatever themes they have. */
export function regroup(study: Study & { study: 'regroup' }, tell: (progress: StudyProgress) => void): Results['regroup'] {
  const texts = readSampled(study, tell);
  return { groups: groupsOf(texts, { ...study, tell }), before: new Map(texts.map(({ id, theme }) => [id, theme])), comments: texts.length };
}

/** How the comments of one theme fall into parts: as finely as they do. */
export function splitTheme(study: Study & { study: 'split' }, tell: (progress: StudyProgress) => void): Results['split'] {
  const texts = readSampled(study, tell);
  const parts = groupsOf(texts, { ...study, granularity: 'medium', tell });
  return { groups: parts.length >= 2 ? parts : groupsOf(texts, { ...study, granularity: 'fine', tell }) };
}

function groupsOf(texts: readonly SampledText[], { seed, granularity, together, tell }: { seed: number; granularity: Granularity; together?: Together | undefined; tell: (progress: StudyProgress) => void }): FoundGroup[] {
  const read = texts.map(({ text }) => text);
  const { assignment, groups } = discover(read, { seed, granularity, rows: rowsOfTexts(texts, { together, seed, tell }), onProgress: tell });
  tell({ step: 'naming', done: 0, of: 1 });
  const themes = [...assignment].map((group) => (group < 0 ? null : String(group)));
  const labels = labelThemes({ texts: read, comments: texts.map(({ comment }) => comment), themes, at: texts.map(({ day }) => day) });
  const members = Array.from({ length: groups }, (): { at: number; probability: number }[] => []);
  for (const [language, own] of Map.groupBy(texts.keys(), (at) => texts[at]?.text.language ?? '')) {
    const model = buildThemeModel({ language, texts: own.flatMap((at) => read[at] ?? []), themes: own.map((at) => themes[at] ?? null) });
    for (const at of own) {
      const text = read[at];
      if (!text) continue;
      const route = model.route(text);
      members[assignment[at] ?? -1]?.push({ at, probability: route.theme === themes[at] ? route.probability : 0 });
    }
  }
  const idAt = (at: number): string => texts[at]?.id ?? '';
  return members.map((comments, group) => ({
    label: labels.get(String(group))?.name ?? '',
    phrases: [...(labels.get(String(group))?.phrases ?? [])],
    language: languageOfMost(comments.flatMap(({ at }) => texts[at] ?? [])),
    // The clearest are the most typical.
    feedbackIds: comments.sort((one, other) => other.probability - one.probability || (idAt(one.at) < idAt(other.at) ? -1 : 1)).map(({ at }) => idAt(at)),
  }));
}
