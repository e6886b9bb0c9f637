import type { ContentOf, WallTileSettings } from '#lib/api/wall-documents.ts';
import { namedBands } from '#lib/filter/drill.ts';
import { choiceWords, periodWords } from '#lib/filter/filter-words.ts';
import type { I18n } from '#lib/i18n/i18n.svelte.ts';
import { tilePeriod } from '#lib/wall/tile-kinds.ts';
import { durationWords } from './duration-words.ts';
import { metricName } from './metric-words.ts';
import { scoreChips, type ScoreChip } from './score-chips.ts';

type Told = Pick<I18n, 't' | 'format' | 'locale'>;

/** What a tile is called where nobody gave it a name and it has nothing to say yet. */
export function tileTitle({ kind, title, metric }: Pick<WallTileSettings, 'kind' | 'title' | 'metric'>, { t }: Pick<I18n, 't'>): string {
  if (title) return title;
  return kind === 'SCORE' || kind === 'TREND' ? metricName(metric ?? 'NPS', { t, scale: true }) : t('wall.kind', { kind });
}

/** Of what a tile speaks, in few words: over which time, and of which departments where not of all. */
export function tileAbout(tile: Pick<WallTileSettings, 'kind' | 'period' | 'departments'>, { t, format }: Told): string {
  const period = tilePeriod(tile);
  const departments = tile.departments.length > 0 ? [choiceWords(tile.departments, 'department', { t, format })] : [];
  return format.parts([...(period ? [periodWords(period, { t, format })] : []), ...departments]);
}

const MINUTE = 60_000;

/** How much of a promise's time is left or over, in whole minutes as departure boards count them. */
export function promiseWords(dueAt: string, { now, i18n }: { now: number; i18n: Told }): { text: string; late: boolean } {
  const left = Date.parse(dueAt) - now;
  const minutes = left >= 0 ? Math.ceil(left / MINUTE) : Math.floor(-left / MINUTE);
  if (minutes === 0) return { text: i18n.t('wall.loops.now'), late: left < 0 };
  const time = durationWords(minutes * MINUTE, { clock: 'CALENDAR', i18n });
  return { text: i18n.t(left >= 0 ? 'wall.loops.left' : 'wall.loops.over', { time }), late: left < 0 };
}

type Comment = ContentOf<'WallComments'>['comments'][number];

/** The score that came with a comment, with its band; null without one. */
export function commentChip({ metric, score, scale }: Pick<Comment, 'metric' | 'score' | 'scale'>, { t }: Pick<I18n, 't'>): ScoreChip | null {
  if (metric === null || score === null) return null;
  const none = { nps: null, csat: null, csatScale: null, ces: null, cesScale: null, cesVersion: null };
  if (metric === 'NPS') return scoreChips({ ...none, nps: score }, { t })[0] ?? null;
  if (metric.startsWith('CSAT')) return scoreChips({ ...none, csat: score, csatScale: scale }, { t })[0] ?? null;
  return scoreChips({ ...none, ces: score, cesScale: scale, cesVersion: metric === 'CES_1' ? '1.0' : '2.0' }, { t })[0] ?? null;
}

/** In which band an answer of a metric lies. */
export function answerTone(metric: NonNullable<Comment['metric']>, value: number): ScoreChip['tone'] {
  return namedBands(metric).find(({ band: { min, max } }) => value >= min && value <= max)?.tone ?? 'middle';
}
