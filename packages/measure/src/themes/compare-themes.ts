import { HeedError, type FeedbackFilter } from '@heed/domain';
import type { StoreReader } from '@heed/store';
import type { Difference } from '../statistics/compare.ts';
import { measureThemes, type ThemeFigures, type ThemesQuestion, type ThemesResult } from './measure-themes.ts';
import { compareShares, shareOf } from './share.ts';

/** A theme on two sides. */
export interface ComparedTheme {
  theme: string;
  /** Null on a side where nobody speaks of it. */
  one: ThemeFigures | null;
  other: ThemeFigures | null;
  /** Of its share among the comments that were read, in percentage points: the other side less the one. */
  shareDifference: Difference;
}

/** Two segments, or two periods, side by side. */
export interface ComparedThemes {
  one: ThemesResult;
  other: ThemesResult;
  /** The surest differences of the share first. */
  themes: ComparedTheme[];
}

/** As many as one answer has. */
const ALL = 1_000;

/**
 * The themes of two filters beside each other: of two segments, or of two periods. Differences are judged as changes are, both sides as
 * samples of their own, so the filters should not keep the same feedback. Throws as `measureThemes`, and BAD_USER_INPUT for two
 * filters that are the same.
 */
export async function compareThemes(reader: StoreReader, { one, other, first, ...question }: Omit<ThemesQuestion, 'filter' | 'compareWith' | 'orderBy'> & { one: FeedbackFilter; other: FeedbackFilter }): Promise<ComparedThemes> {
  if (JSON.stringify(one) === JSON.stringify(other)) throw new HeedError('BAD_USER_INPUT', 'Both sides are the same; choose another filter for one of them.');
  const [left, right] = await Promise.all([one, other].map((filter) => measureThemes(reader, { ...question, filter, orderBy: 'volume', first: ALL }))) as [ThemesResult, ThemesResult];
  const of = (side: ThemesResult) => new Map(side.themes.map((figures) => [figures.theme, figures]));
  const [lefts, rights] = [of(left), of(right)];
  const read = ({ unassigned }: ThemesResult): number => unassigned.of;
  const themes = [...new Set([...lefts.keys(), ...rights.keys()])].map((theme): ComparedTheme => {
    const sides = { one: lefts.get(theme) ?? null, other: rights.get(theme) ?? null };
    const current = sides.other?.share ?? shareOf(0, read(right));
    const previous = sides.one?.share ?? shareOf(0, read(left));
    return { theme, ...sides, shareDifference: compareShares({ current, previous }) };
  });
  const nearerEnd = ({ shareDifference: { low, high } }: ComparedTheme): number => Math.max(0, low ?? 0, -(high ?? 0));
  themes.sort((a, b) => nearerEnd(b) - nearerEnd(a) || Math.abs(b.shareDifference.value ?? 0) - Math.abs(a.shareDifference.value ?? 0) || (a.theme < b.theme ? -1 : 1));
  return { one: left, other: right, themes: themes.slice(0, first) };
}
