import type { Grain } from '#lib/api/documents.ts';
import type { Against } from '#lib/explore/explore-view.ts';
import { NO_THEME, type ViewGrouping } from '#lib/explore/view-grouping.ts';
import { periodWords, valueWords } from '#lib/filter/filter-words.ts';
import type { ViewPeriod } from '#lib/filter/view-filter.ts';
import { daysOf } from '#lib/filter/view-period.ts';
import type { I18n } from '#lib/i18n/i18n.svelte.ts';

type Words = Pick<I18n, 't' | 'format'>;

/** What words are made with where groups are named: themes have ids, and an answer says what they are called. */
export interface GroupWords extends Words {
  nameOf?: ((key: string) => string | undefined) | undefined;
}

/** The same with the names that an answer by groups gives its keys. */
export function namedGroups({ t, format }: Words, rows: readonly { keys: readonly string[]; names: readonly string[] }[]): GroupWords {
  const names = new Map(rows.flatMap((row) => row.keys.map((key, level) => [key, row.names[level]] as const)));
  return { t, format, nameOf: (key) => names.get(key) };
}

/** What a theme is called, or why feedback is in none. */
export function themeName(key: string, { t, nameOf }: Pick<GroupWords, 't' | 'nameOf'>): string {
  const none = NO_THEME[key];
  return none ? t('explore.theme', { none }) : (nameOf?.(key) ?? t('themes.theme'));
}

/** A dimension or attribute by its name. */
export const groupingName = (grouping: ViewGrouping, { t }: Pick<I18n, 't'>): string => ('dimension' in grouping ? (grouping.dimension === 'theme' ? t('themes.theme') : t(`filter.${grouping.dimension}.title`)) : grouping.attribute);

/** `by department`, as it stands in a sentence. */
export const groupingBy = (grouping: ViewGrouping, { t }: Pick<I18n, 't'>): string =>
  'dimension' in grouping ? t(`explore.by.${grouping.dimension}`) : t('explore.by.attribute', { key: grouping.attribute });

/** A value of a grouping as people read it. */
export function groupWords(value: string, grouping: ViewGrouping | undefined, words: GroupWords): string {
  const dimension = grouping && 'dimension' in grouping ? grouping.dimension : null;
  return dimension === 'theme' ? themeName(value, words) : valueWords(value, dimension, words);
}

/** What a score is shown of: `NPS by department, then by channel`. */
export function aboutWords(metric: string, { by, t }: { by: readonly ViewGrouping[] } & Pick<I18n, 't'>): string {
  const [first, second] = by.map((grouping) => groupingBy(grouping, { t }));
  if (first === undefined) return metric;
  return second === undefined ? t('explore.about.by', { metric, by: first }) : t('explore.about.by2', { metric, by: first, then: t('explore.then', { by: second }) });
}

/** How a question is cut over time, as it stands in its sentence. */
export function overWords({ grain, rolling }: { grain: Grain | null; rolling: number | null }, { t }: Pick<I18n, 't'>): string {
  if (grain === null) return t('explore.over.none');
  return rolling === null ? t('explore.over', { grain }) : t('explore.over.rolling', { grain, n: rolling });
}

/** What the period is compared with, as it stands in its sentence. */
export function againstWords(against: Against, { period, t, format }: { period: ViewPeriod } & Words): string {
  if (typeof against !== 'string') return t('explore.against.own', { range: periodWords(against, { t, format }) });
  if (against !== 'before') return t(`explore.against.${against}`);
  const days = daysOf(period);
  return days > 0 ? t('explore.against.days', { days }) : t('explore.against.before');
}
