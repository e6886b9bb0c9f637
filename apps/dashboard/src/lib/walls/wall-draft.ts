import type { Metric } from '#lib/api/documents.ts';
import { lastDays, type ViewPeriod } from '#lib/filter/view-period.ts';
import type { Locale } from '#lib/i18n/locales.ts';
import { plainKey } from '#lib/words/plain-key.ts';

export const TILE_KINDS = ['SCORE', 'TREND', 'TIME_TO_CLOSE', 'LOOPS_AT_RISK', 'THEMES_RISING', 'LATEST_COMMENTS', 'BEST_RECOVERY'] as const;
export type TileKind = (typeof TILE_KINDS)[number];
export const WALL_THEMES = ['AUTO', 'LIGHT', 'DARK'] as const;
export type WallTheme = (typeof WALL_THEMES)[number];
export const MOST_TILES = 24;
export const MOST_PER_PAGE = 6;

/** A tile as its form shows it. */
export interface TileDraft {
  id: string;
  kind: TileKind;
  /** Empty for the usual one. */
  title: string;
  /** Null where a tile of this kind has none. */
  metric: Metric | null;
  period: ViewPeriod | null;
  /** All where it is empty. */
  departments: readonly string[];
  wide: boolean;
}

/** A wall as its forms show it. Never changed in place: each change is a draft of its own, which can be taken back. */
export interface WallDraft {
  name: string;
  theme: WallTheme;
  language: Locale;
  /** Null while the field is empty. */
  secondsPerPage: number | null;
  tilesPerPage: number;
  dimming: { from: string; to: string; level: number | null } | null;
  tiles: readonly TileDraft[];
}

/** Kinds that are about one metric, with the period that each begins with. */
const MEASURED: ReadonlySet<TileKind> = new Set(['SCORE', 'TREND']);
const PERIODS: Partial<Record<TileKind, ViewPeriod>> = { SCORE: lastDays(28), TREND: lastDays(90), TIME_TO_CLOSE: lastDays(90), THEMES_RISING: lastDays(28) };

/** A tile as one begins. */
export function newTile(kind: TileKind, { taken, metric, wide = false }: { taken: readonly string[]; metric: Metric; wide?: boolean }): TileDraft {
  const id = plainKey(kind.replaceAll('_', ' '), { taken, otherwise: 'tile' });
  return { id, kind, title: '', metric: MEASURED.has(kind) ? metric : null, period: PERIODS[kind] ?? null, departments: [], wide };
}

/** Evenings and nights, as a form proposes them. */
export const USUAL_NIGHT = { from: '20:00', to: '07:00', level: 40 };

const FIRST: readonly (readonly [TileKind, boolean])[] = [['SCORE', false], ['TREND', true], ['LOOPS_AT_RISK', false], ['TIME_TO_CLOSE', true], ['THEMES_RISING', false], ['LATEST_COMMENTS', false]];

/** A wall as one begins: how customers are, and what waits for somebody, on two pages. */
export function newWall({ name, language, metric }: { name: string; language: Locale; metric: Metric }): WallDraft {
  const tiles: TileDraft[] = [];
  for (const [kind, wide] of FIRST) tiles.push(newTile(kind, { taken: tiles.map(({ id }) => id), metric, wide }));
  return { name, theme: 'AUTO', language, secondsPerPage: 20, tilesPerPage: 4, dimming: null, tiles };
}

/** What stands between a draft and a wall: the first thing to mend. */
export type WallMissing = 'name' | 'tiles' | 'seconds' | 'hours' | 'level';

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;
const isWithin = (value: number | null, [least, most]: readonly [number, number]): boolean => value !== null && Number.isInteger(value) && value >= least && value <= most;

/** What to mend before a wall can be saved; null when all is well. The API checks the rest. */
export function missingOf({ name, tiles, secondsPerPage, dimming }: WallDraft): WallMissing | null {
  if (name.trim() === '') return 'name';
  if (tiles.length === 0) return 'tiles';
  if (!isWithin(secondsPerPage, [5, 600])) return 'seconds';
  if (dimming === null) return null;
  if (!TIME.test(dimming.from) || !TIME.test(dimming.to) || dimming.from === dimming.to) return 'hours';
  return isWithin(dimming.level, [5, 90]) ? null : 'level';
}

/** The tiles with one of them at another place. */
export function moved(tiles: readonly TileDraft[], { from, to }: { from: number; to: number }): readonly TileDraft[] {
  const tile = tiles[from];
  return tile === undefined || to < 0 || to >= tiles.length || to === from ? tiles : tiles.toSpliced(from, 1).toSpliced(to, 0, tile);
}

/** The tiles with one of them changed. */
export const changed = (tiles: readonly TileDraft[], id: string, change: Partial<Omit<TileDraft, 'id' | 'kind'>>): readonly TileDraft[] => tiles.map((tile) => (tile.id === id ? { ...tile, ...change } : tile));
