import { newThemeId } from '../../catalogue/theme-id.ts';
import { discover } from '../../discover/discover.ts';
import { groupGroups } from '../../discover/group-groups.ts';
import { labelThemes } from '../../label/label-themes.ts';
import { buildThemeModel } from '../../model/build-theme-model.ts';
import { bodiesOf } from './bodies.ts';
import type { Built, Study, StudyProgress } from './messages.ts';
import { languageOfMost, readSampled, rowsOfTexts, type SampledText } from './texts.ts';

/** The first themes of a language, or of several together; what each language counts stands by itself. */
export function findThemes(study: Study & { study: 'find' }, tell: (progress: StudyProgress) => void): Map<string, Built> {
  const texts = readSampled(study, tell);
  const { seed, granularity, together } = study;
  const { assignment, groups } = discover(texts.map(({ text }) => text), { seed, granularity, rows: rowsOfTexts(texts, { together, seed, tell }), onProgress: tell });
  const ids = Array.from({ length: groups }, newThemeId);
  const themes = [...assignment].map((group) => ids[group] ?? null);
  const languages = new Map(ids.map((id) => [id, languageOfMost(texts.filter((_, at) => themes[at] === id))]));
  const above = parentsOf(texts, { assignment, ids, tell });
  const parts = new Map<string, Built>();
  for (const language of together?.languages ?? [study.language]) {
    const own = [...texts.keys()].filter((at) => texts[at]?.text.language === language);
    const part = built(own.flatMap((at) => texts[at] ?? []), { themes: own.map((at) => themes[at] ?? null), study: { ...study, language }, moved: 0, tell });
    const named = part.themes.map((theme) => ({ ...theme, language: languages.get(theme.id) ?? null, parent: above.parents.get(theme.id) ?? null }));
    // Themes of themes belong to no language; they are told once.
    parts.set(language, { ...part, themes: parts.size === 0 ? [...above.themes, ...named] : named });
  }
  return parts;
}

/** Themes of themes, for those of which several belong together. */
function parentsOf(texts: readonly SampledText[], { assignment, ids, tell }: { assignment: Int32Array; ids: readonly string[]; tell: (progress: StudyProgress) => void }): { themes: Built['themes']; parents: Map<string, string> } {
  const read = texts.map(({ text }) => text);
  const larger = groupGroups(read, { assignment, groups: ids.length, onProgress: tell });
  const below = new Map<number, number>();
  for (const parent of larger) below.set(parent, (below.get(parent) ?? 0) + 1);
  const parentIds = new Map([...below].filter(([, themes]) => themes >= 2).map(([parent]) => [parent, newThemeId()]));
  const parentOf = (group: number): string | null => parentIds.get(larger[group] ?? -1) ?? null;
  const labels = labelThemes({ texts: read, comments: texts.map(({ comment }) => comment), themes: [...assignment].map(parentOf), at: texts.map(({ day }) => day) });
  const language = languageOfMost(texts);
  return {
    themes: [...parentIds.values()].map((id) => ({ id, label: labels.get(id)?.name ?? id, phrases: labels.get(id)?.phrases ?? [], language, parent: null, size: 0 })),
    parents: new Map(ids.flatMap((id, group) => { const parent = parentOf(group); return parent === null ? [] : [[id, parent] as const]; })),
  };
}

/** Counts and names themes. Texts that teach by themselves are not among those that are counted, for they are taught on top. */
export function built(
  texts: readonly SampledText[],
  { themes, study, moved, without = new Set(), tell }: { themes: readonly (string | null)[]; study: Study & { study: 'find' | 'refit' }; moved: number; without?: ReadonlySet<string>; tell: (progress: StudyProgress) => void },
): Built {
  tell({ step: 'naming', done: 0, of: 1 });
  const read = texts.map(({ text }) => text);
  const labels = labelThemes({ texts: read, comments: texts.map(({ comment }) => comment), themes, at: texts.map(({ day }) => day) });
  const sizes = new Map<string, number>();
  for (const theme of themes) if (theme !== null) sizes.set(theme, (sizes.get(theme) ?? 0) + 1);
  const counted = [...texts.keys()].filter((at) => !without.has(texts[at]?.id ?? ''));
  const model = buildThemeModel({ language: study.language, texts: counted.flatMap((at) => read[at] ?? []), themes: counted.map((at) => themes[at] ?? null) });
  return {
    themes: [...sizes].sort((one, other) => other[1] - one[1]).map(([id, size]) => ({ id, label: labels.get(id)?.name ?? id, phrases: labels.get(id)?.phrases ?? [], language: study.language, parent: null, size })),
    bodies: bodiesOf(model.rows(), { kind: 'themes', model: study.model, language: study.language }),
    comments: texts.length,
    assigned: themes.filter((theme) => theme !== null).length,
    moved,
  };
}
