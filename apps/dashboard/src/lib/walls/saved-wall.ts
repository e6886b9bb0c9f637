import type { WallSettings } from '#lib/api/wall-documents.ts';
import type { Wall, WallInput, WallTile } from '#lib/api/walls-documents.ts';
import { periodInput } from '#lib/filter/filter-input.ts';
import { moveDay, type ViewPeriod } from '#lib/filter/view-period.ts';
import type { Locale } from '#lib/i18n/locales.ts';
import { WALL_LOCALES } from '#lib/wall/wall-language.svelte.ts';
import type { WallDraft } from './wall-draft.ts';

const LANGUAGES = new Map(Object.entries(WALL_LOCALES).map(([language, locale]) => [locale, language as Wall['language']]));
const languageInput = (locale: Locale): Wall['language'] => LANGUAGES.get(locale) ?? 'EN';

function viewPeriod(period: WallTile['period']): ViewPeriod | null {
  if (!period) return null;
  const { from, to, last, toDate } = period;
  if (last) return { last };
  if (toDate) return { toDate };
  // People name the last day that they mean; the API's periods end before `to`.
  return from !== null && to !== null ? { from, to: to.includes('T') ? to : moveDay(to, { days: -1 }) } : null;
}

/** A wall as it stands, ready to be changed. */
export function wallDraft({ name, theme, language, secondsPerPage, tilesPerPage, dimming, tiles }: Omit<Wall, 'key' | 'revision' | 'displays'>): WallDraft {
  return { name, theme, language: WALL_LOCALES[language], secondsPerPage, tilesPerPage, dimming, tiles: tiles.map(({ period, title, ...tile }) => ({ ...tile, title: title ?? '', period: viewPeriod(period) })) };
}

/** What is saved of a draft in which nothing is missing. `key` null makes a new wall; without a `revision` whatever is there is replaced. */
export function wallInput(draft: WallDraft, { key, revision }: { key: string | null; revision: number | null }): WallInput {
  const { theme, language, tilesPerPage, dimming } = draft;
  return {
    key,
    revision,
    name: draft.name.trim(),
    theme,
    language: languageInput(language),
    secondsPerPage: draft.secondsPerPage ?? 0,
    tilesPerPage,
    dimming: dimming && { ...dimming, level: dimming.level ?? 0 },
    tiles: draft.tiles.map(tileInput),
  };
}

/** What is asked or saved of a tile. */
export function tileInput({ id, kind, title, metric, period, departments, wide }: WallDraft['tiles'][number]): WallInput['tiles'][number] {
  return { id, kind, title: title.trim() === '' ? null : title.trim(), metric, period: period && periodInput(period), departments: [...departments], wide };
}

/** A draft as screens are told of a wall: for pictures of what is not saved. */
export function pictureSettings({ name, theme, language, secondsPerPage, tilesPerPage, dimming, tiles }: WallDraft, { company, timeZone }: { company: string; timeZone: string }): WallSettings {
  return {
    key: '',
    name,
    theme,
    language: languageInput(language),
    secondsPerPage: secondsPerPage ?? 0,
    tilesPerPage,
    dimming: dimming && { ...dimming, level: dimming.level ?? 100 },
    tiles: tiles.map((tile) => ({ ...tile, title: tile.title.trim() === '' ? null : tile.title, departments: [...tile.departments], period: tile.period && wallPeriod(tile.period) })),
    timeZone,
    company,
    asOf: new Date(0).toISOString(),
  };
}

function wallPeriod(period: ViewPeriod): NonNullable<WallTile['period']> {
  const { from = null, to = null, toDate = null, last = null } = periodInput(period);
  return { from, to, toDate, last: last && { count: last.count, unit: last.unit, complete: last.complete ?? false } };
}
