import { discover } from '../../discover/discover.ts';
import { labelThemes } from '../../label/label-themes.ts';
import { buildThemeModel } from '../../model/build-theme-model.ts';
import type { FoundGroup, Granularity, Results, Study, StudyProgress } from './messages.ts';
import { readSampled, type SampledText } from './texts.ts';

/** How the comments of a language would be grouped today, whatever themes they have. */
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

function groupsOf(texts: readonly SampledText[], { seed, granularity, language, tell }: { seed: number; granularity: Granularity; language: string; tell: (progress: StudyProgress) => void }): FoundGroup[] {
  const read = texts.map(({ text }) => text);
  const { assignment, groups } = discover(read, { seed, granularity, onProgress: tell });
  tell({ step: 'naming', done: 0, of: 1 });
  const themes = [...assignment].map((group) => (group < 0 ? null : String(group)));
  const labels = labelThemes({ texts: read, comments: texts.map(({ comment }) => comment), themes, at: texts.map(({ day }) => day) });
  const model = buildThemeModel({ language, texts: read, themes });
  const members = Array.from({ length: groups }, (): { id: string; probability: number }[] => []);
  for (const [at, group] of assignment.entries()) {
    const { id, text } = texts[at] ?? {};
    if (id === undefined || !text) continue;
    const route = model.route(text);
    members[group]?.push({ id, probability: route.theme === String(group) ? route.probability : 0 });
  }
  return members.map((comments, group) => ({
    label: labels.get(String(group))?.name ?? '',
    phrases: [...(labels.get(String(group))?.phrases ?? [])],
    // The clearest are the most typical.
    feedbackIds: comments.sort((one, other) => other.probability - one.probability || (one.id < other.id ? -1 : 1)).map(({ id }) => id),
  }));
}
