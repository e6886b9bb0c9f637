import { HeedError, isByTheme, type Calendar, type Grain, type Grouping, type Period } from '@heed/domain';
import { assertAttributeKeys, namesOfQuestion, type KnownAttributes } from '@heed/filter';
import type { StoreReader } from '@heed/store';
import type { MetricDefinition } from '../metric/metric.ts';
import { METRICS } from '../metric/registry.ts';
import { checkQuestion } from './check-question.ts';
import { explore, restOf, type ExploreParams, type ExploreRow } from './counts.query.ts';
import { estimateExploration, mostRows } from './estimate.query.ts';
import { pooledThemes } from './pooled-themes.query.ts';
import { DEFAULT_FIRST, DEFAULT_FIRST_WITHIN, MAX_METRICS, type ExplorationQuestion } from './question.ts';
import { rowsOf, type ExplorationRow } from './rows.ts';
import { timelineOf } from './timeline.ts';

/** The answer to an ExplorationQuestion. */
export interface ExplorationResult {
  metrics: MetricDefinition[];
  by: Grouping[];
  grain: Grain | null;
  /** How many buckets each point is over; null for its own alone. */
  rolling: number | null;
  /** Null when the filter names no period: all time. */
  period: Period | null;
  /** What the changes are against; null when nothing is compared. */
  previousPeriod: Period | null;
  /** In order; empty without a grain. */
  buckets: Period[];
  /**
   * One a group, those with the most answers of the first metric first, and after the first groups one that pools the rest;
   * a single one without groupings. Groups without feedback in the period do not appear.
   */
  rows: ExplorationRow[];
  /** Everything that matched. Its `pooled` says how many values each grouping has. */
  total: ExplorationRow;
}

/** At most so many numbers in an answer that people look at: rows × buckets × metrics. */
export const MAX_CELLS = 50_000;
/** At most so many rows, and numbers in them, where nothing is pooled. */
export const MAX_EXPORT_ROWS = 100_000;
const MAX_EXPORT_CELLS = MAX_EXPORT_ROWS * MAX_METRICS;
/** More than any grouping has, for the engine's 32 bits. */
const ALL = 4_000_000_000;

/**
 * Answers a question of an analyst: all metrics from one scan, groups ranked and pooled in the engine. With `all` nothing is
 * pooled. By theme groups overlap; what all together and several pooled themes count is counted, never added up. Throws BAD_USER_INPUT for a question that makes no sense, an attribute that no feedback carries, and more than
 * MAX_CELLS numbers; with `all` QUERY_TOO_COMPLEX for more than MAX_EXPORT_ROWS rows: each before the question runs.
 * `known` are the attributes that the caller may know of; its scope is no part of the filter.
 */
export async function measureExploration(
  reader: StoreReader,
  { question, calendar, all = false, known }: { question: ExplorationQuestion; calendar: Calendar; all?: boolean; known?: KnownAttributes | undefined },
): Promise<ExplorationResult> {
  checkQuestion(question);
  const { buckets } = timelineOf(question, calendar);
  await assertAttributeKeys(reader, { names: namesOfQuestion(question), calendar, known });
  await assertSize(reader, { question, calendar, all, buckets: buckets.length });
  return countExploration(reader, { question, calendar, all });
}

/** The answer to a question that makes sense and is not too large. */
export async function countExploration(reader: StoreReader, { question, calendar, all = false }: { question: ExplorationQuestion; calendar: Calendar; all?: boolean }): Promise<ExplorationResult> {
  const metrics = question.metrics.map((id) => METRICS[id]);
  const timeline = timelineOf(question, calendar);
  const { by = [], filter = {}, grain = null, rolling = null, first = DEFAULT_FIRST, firstWithin = DEFAULT_FIRST_WITHIN } = question;
  const shown = all ? { first: ALL, firstWithin: ALL } : { first, firstWithin };
  const { period, previous, buckets, starts, reads } = timeline;
  const params: ExploreParams = { metrics: question.metrics, by, filter, ...shown, period, starts, reads };
  const counted = await withPooledThemes(reader, { params, counted: await reader.read(explore, params) });
  return { metrics, by, grain, rolling, period, previousPeriod: previous, buckets, ...rowsOf(counted, { metrics, timeline, by, ...shown }) };
}

/** What was counted, with the pieces of pooled themes counted anew: by adding them up a feedback on two of them would count twice. */
async function withPooledThemes(reader: StoreReader, { params, counted }: { params: ExploreParams; counted: ExploreRow[] }): Promise<ExploreRow[]> {
  const { metrics, by, filter, first, firstWithin, starts, reads } = params;
  const level = by.findIndex(isByTheme);
  const rest = level < 0 ? 0 : restOf(by[level], level === 0 ? first : firstWithin);
  const isPooled = ({ place, within }: ExploreRow): boolean => level >= 0 && (level === 0 ? place : within) === rest;
  const groups = counted.filter(({ kind, place }) => kind === 'group' && place > 0);
  const places = new Map(groups.filter(isPooled).map((row) => [row.key, row]));
  if (places.size === 0) return counted;
  const shown = [...places].map(([key, { place }]) => ({ key, themes: groups.flatMap((row) => (isPooled(row) || (level === 1 && row.place !== place) ? [] : [level === 0 ? row.key : row.keyWithin])) }));
  const pieces = await reader.read(pooledThemes, { metrics, within: level === 0 ? null : (by[0] ?? null), filter, starts, reads, shown });
  const whole = { kind: 'piece', keyWithin: '', values: 0, valuesWithin: 0 } as const;
  return [...counted.filter((row) => !(row.kind === 'piece' && isPooled(row))), ...pieces.map(({ key, start, numbers }) => ({ ...whole, key, start, numbers, place: places.get(key)?.place ?? 0, within: places.get(key)?.within ?? 0 }))];
}

/** Asks the engine for distinct counts only where the question alone does not say that the answer is small enough. */
async function assertSize(reader: StoreReader, { question, calendar, all, buckets }: { question: ExplorationQuestion; calendar: Calendar; all: boolean; buckets: number }): Promise<void> {
  const { by = [], metrics } = question;
  if (all ? by.length === 0 : mostRows(question) * Math.max(1, buckets) * metrics.length <= MAX_CELLS) return;
  const { rows, cells } = await estimateExploration(reader, { question, calendar, all });
  const narrow = `${by.length > 1 ? 'one grouping, ' : ''}a narrower filter${buckets > 0 ? ', a coarser grain' : ''} or a shorter period`;
  if (all && (rows > MAX_EXPORT_ROWS || cells > MAX_EXPORT_CELLS)) {
    throw new HeedError(
      'QUERY_TOO_COMPLEX',
      `This would be about ${grouped(rows)} rows with ${grouped(cells)} numbers, and ${grouped(MAX_EXPORT_ROWS)} rows with ${grouped(MAX_EXPORT_CELLS)} numbers are the most; ask for ${narrow}, or for the first groups with the rest pooled.`,
      { rows, cells },
    );
  }
  if (!all && cells > MAX_CELLS) {
    throw new HeedError(
      'BAD_USER_INPUT',
      `The answer would have about ${grouped(cells)} numbers (rows × buckets × metrics), more than ${grouped(MAX_CELLS)}; ask for fewer groups (first, firstWithin), fewer metrics, ${narrow}.`,
      { rows, cells },
    );
  }
}

/** 1,000,000 rather than 1000000. */
const grouped = (number: number): string => number.toLocaleString('en');
