import { definedName as name, periodInput, resolvePeriod, type PeriodInput } from '@heed/domain';
import { whenRefused } from '@heed/filter';
import { METRIC_IDS, type MetricId } from '@heed/measure';
import * as z from 'zod';

/** What a tile of a wall shows. */
export const WALL_TILE_KINDS = ['score', 'trend', 'time_to_close', 'loops_at_risk', 'themes_rising', 'latest_comments', 'best_recovery'] as const;
export type WallTileKind = (typeof WALL_TILE_KINDS)[number];

/** `auto` is dark within the hours of dimming, and light outside of them. */
export const WALL_THEMES = ['light', 'dark', 'auto'] as const;
export type WallTheme = (typeof WALL_THEMES)[number];

export const WALL_LANGUAGES = ['en', 'zh-TW', 'ko', 'vi', 'tr', 'pl'] as const;
export type WallLanguage = (typeof WALL_LANGUAGES)[number];

/** At most so many walls, and displays of all of them: what one office building holds several times over. */
export const MAX_WALLS = 50;
export const MAX_DISPLAYS = 500;
/** At most so many tiles on a wall. */
const MAX_TILES = 24;

/** One question that a wall shows the answer of. */
export interface WallTile {
  /** Unique on its wall; stays when the tile changes. */
  id: string;
  kind: WallTileKind;
  /** In place of the usual heading. */
  title?: string | undefined;
  /** Of tiles that measure answers. */
  metric?: MetricId | undefined;
  /** Of tiles that look at a stretch of time. */
  period?: PeriodInput | undefined;
  /** All that the reader may see when empty. */
  departments: string[];
  /** Twice as wide as others. */
  wide: boolean;
}

/** When a wall is darker, in the organisation's zone, and how much of the light is left then, in percent. */
export interface WallDimming {
  from: string;
  to: string;
  level: number;
}

/** A screen in an office: what it shows, and how. */
export interface SavedWall {
  /** What displays are bound to; stays when the name changes. */
  key: string;
  name: string;
  theme: WallTheme;
  language: WallLanguage;
  secondsPerPage: number;
  tilesPerPage: number;
  dimming?: WallDimming | undefined;
  tiles: WallTile[];
}

const PERIODS: Partial<Record<WallTileKind, PeriodInput>> = {
  score: { last: { count: 28, unit: 'day' } },
  trend: { last: { count: 90, unit: 'day' } },
  time_to_close: { last: { count: 90, unit: 'day' } },
  themes_rising: { last: { count: 28, unit: 'day' } },
};
const MEASURED: ReadonlySet<WallTileKind> = new Set(['score', 'trend']);
const USUAL_METRIC: MetricId = 'nps';

/** Any moment serves: whether a period can be does not depend on it. */
const ANY_MOMENT = { now: Date.UTC(2026, 0, 1), timeZone: 'UTC' };

const key = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'must have 1 to 40 small letters, digits and hyphens, the first no hyphen');
const hour = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day such as 22:00');
const metricId: z.ZodType<MetricId> = z.enum(METRIC_IDS);

const tile = z
  .strictObject({
    id: key,
    kind: z.enum(WALL_TILE_KINDS),
    title: name.optional(),
    metric: metricId.optional(),
    period: periodInput.optional(),
    departments: z.array(z.string().max(1_000)).max(50).default([]),
    wide: z.boolean().default(false),
  })
  .superRefine(({ kind, metric, period }, { addIssue }) => {
    if (metric !== undefined && !MEASURED.has(kind)) addIssue({ code: 'custom', path: ['metric'], message: `means nothing for ${kind}; leave it out` });
    if (period === undefined) return;
    if (!PERIODS[kind]) return addIssue({ code: 'custom', path: ['period'], message: `means nothing for ${kind}; leave it out` });
    whenRefused(() => void resolvePeriod(period, ANY_MOMENT), (message) => addIssue({ code: 'custom', path: ['period'], message }));
  })
  .transform(({ id, kind, title, metric, period, departments, wide }): WallTile => {
    const metricOf = MEASURED.has(kind) ? (metric ?? USUAL_METRIC) : undefined;
    const periodOf = period ?? PERIODS[kind];
    return { id, kind, ...(title === undefined ? {} : { title }), ...(metricOf ? { metric: metricOf } : {}), ...(periodOf ? { period: periodOf } : {}), departments, wide };
  });

/** Parses a wall from outside, and one that stands in the journal. */
export const savedWall: z.ZodType<SavedWall> = z
  .strictObject({
    key,
    name,
    theme: z.enum(WALL_THEMES).default('auto'),
    language: z.enum(WALL_LANGUAGES).default('en'),
    secondsPerPage: z.number().int().min(5).max(600).default(20),
    tilesPerPage: z.number().int().min(1).max(6).default(4),
    dimming: z.strictObject({ from: hour, to: hour, level: z.number().int().min(5).max(90) }).optional(),
    tiles: z.array(tile).max(MAX_TILES).default([]),
  })
  .superRefine(({ dimming, tiles }, { addIssue }) => {
    if (dimming && dimming.from === dimming.to) addIssue({ code: 'custom', path: ['dimming', 'to'], message: 'must differ from the beginning' });
    const seen = new Set<string>();
    tiles.forEach(({ id }, index) => {
      if (seen.has(id)) addIssue({ code: 'custom', path: ['tiles', index, 'id'], message: 'is the id of another tile on this wall already' });
      seen.add(id);
    });
  })
  .transform(({ key: stays, name: called, theme, language, secondsPerPage, tilesPerPage, dimming, tiles }) => ({ key: stays, name: called, theme, language, secondsPerPage, tilesPerPage, ...(dimming ? { dimming } : {}), tiles }));
