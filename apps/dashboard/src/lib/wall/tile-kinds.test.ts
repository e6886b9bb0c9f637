import { describe, expect, it } from 'vitest';
import type { WallTileKind, WallTileSettings } from '#lib/api/wall-documents.ts';
import { movesWithTime, tilePeriod } from './tile-kinds.ts';

type Period = WallTileSettings['period'];
const none = { from: null, to: null, last: null, toDate: null };
const tile = (kind: WallTileKind, period: Period = null) => ({ kind, period });

describe('the period of a tile', () => {
  it.each([
    [tile('SCORE'), { last: { count: 28, unit: 'DAY', complete: false } }, true],
    [tile('TREND'), { last: { count: 90, unit: 'DAY', complete: false } }, true],
    [tile('SCORE', { ...none, toDate: 'QUARTER' }), { toDate: 'QUARTER' }, true],
    [tile('TREND', { ...none, last: { count: 12, unit: 'WEEK', complete: true } }), { last: { count: 12, unit: 'WEEK', complete: true } }, true],
    // The end of a period is not included; the page names its last day.
    [tile('SCORE', { ...none, from: '2026-10-01', to: '2026-11-01' }), { from: '2026-10-01', to: '2026-10-31' }, false],
    [tile('LOOPS_AT_RISK'), null, true],
  ] as const)('of %j is %j', (settings, period, moves) => {
    expect(tilePeriod(settings)).toEqual(period);
    expect(movesWithTime(settings)).toBe(moves);
  });
});
