import { describe, expect, test } from 'vitest';
import type { ThemesAnswer, ThemeFigures } from '#lib/api/themes-documents.ts';
import { themeMapModel } from '#lib/charts/theme-map-model.ts';
import { themeRows, themeTree } from './theme-rows.ts';

const METRIC: ThemesAnswer['metric'] = { metric: 'NPS', unit: 'POINTS', better: 'HIGHER', min: -100, max: 100, minimumSample: 30 };

interface Given {
  comments?: number;
  share?: number;
  impact?: [low: number, value: number, high: number];
  n?: number;
  grown?: { value: number; verdict: 'UP' | 'DOWN' | 'NO_CLEAR_CHANGE' };
  pinned?: boolean;
  hidden?: boolean;
  parent?: string | null;
}

function figures(id: string, { comments = 100, share = 5, impact: [low, value, high] = [-1, 0, 1], n = 100, grown, pinned = false, hidden = false, parent = null }: Given = {}): ThemeFigures {
  const estimate = { value: 10, low: 0, high: 20, n, excluded: 0, enough: n >= 30 };
  const change = grown ? { ...grown, low: null, high: null, previous: estimate, previousPeriod: { from: '2026-01-01T00:00:00Z', to: '2026-02-01T00:00:00Z' } } : null;
  return {
    theme: { id, name: id, named: false, description: '', parent, pinned, hidden, origin: 'DISCOVERED', language: 'en', telling: [], examples: 0, department: null, dueOn: null, createdAt: '2026-01-01T00:00:00Z', into: null, words: [], owner: null, spike: null },
    comments,
    share: { value: share, low: share - 1, high: share + 1 },
    shareChange: change,
    estimate,
    change: null,
    impact: { value, low, high, clear: low > 0 || high < 0, additive: null },
    sentiment: estimate,
  };
}
const answer = (themes: ThemeFigures[]): ThemesAnswer => ({ asOf: '2026-02-01T00:00:00Z', comments: 1_000, readable: 1_000, withoutTheme: 0, unread: 0, formula: '', metric: METRIC, period: null, previousPeriod: null, total: { value: 12, low: 8, high: 16, n: 500, excluded: 0, enough: true }, themes, recurring: [] });
const NAMES = new Map([['g', 'Group']]);
const order = (themes: ThemeFigures[], by: 'impact' | 'growth' | 'volume'): string[] => themeRows(answer(themes), { order: by, hidden: false, names: NAMES }).rows.map(({ figures: { theme } }) => theme.id);

describe('the list of themes', () => {
  test('by impact: what surely matters first, whichever way it pulls; too few answers last; pinned on top', () => {
    const themes = [figures('lucky', { impact: [-2, 6, 14] }), figures('down', { impact: [-5, -4, -3] }), figures('up', { impact: [1, 2, 3] }), figures('few', { impact: [-20, -15, -10], n: 8 }), figures('pinned', { pinned: true })];
    expect(order(themes, 'impact')).toEqual(['pinned', 'down', 'up', 'lucky', 'few']);
  });
  test('by growth: what clearly changed first, the largest growth on top', () => {
    const themes = [figures('chance', { grown: { value: 9, verdict: 'NO_CLEAR_CHANGE' } }), figures('fell', { grown: { value: -3, verdict: 'DOWN' } }), figures('grew', { grown: { value: 2, verdict: 'UP' } }), figures('unknown')];
    expect(order(themes, 'growth')).toEqual(['grew', 'fell', 'chance', 'unknown']);
  });
  test('by volume: the most comments first, few answers or not', () => {
    expect(order([figures('small', { comments: 3 }), figures('large', { comments: 900, n: 2 })], 'volume')).toEqual(['large', 'small']);
  });
  test('what people put away is left out and counted, unless it is asked for', () => {
    const themes = [figures('a'), figures('b', { hidden: true })];
    expect(themeRows(answer(themes), { order: 'volume', hidden: false, names: NAMES })).toMatchObject({ putAway: 1, rows: [{ figures: { theme: { id: 'a' } } }] });
    expect(themeRows(answer(themes), { order: 'volume', hidden: true, names: NAMES }).rows).toHaveLength(2);
  });
  test('all impacts stand on one scale with zero in its middle, which the pale ones do not stretch', () => {
    const { axis, mostShare, rows } = themeRows(answer([figures('a', { impact: [-3.2, -2, -0.8], share: 8 }), figures('few', { impact: [-40, 0, 40], n: 3, parent: 'g' })]), { order: 'impact', hidden: false, names: NAMES });
    expect(axis).toEqual({ min: -4, max: 4, step: 2 });
    expect(mostShare).toBe(8);
    expect(rows[1]).toMatchObject({ pale: true, group: { id: 'g', name: 'Group' } });
  });
});

test('a group stands with its own figures above its themes, and both levels are ranked', () => {
  const plain = answer([figures('small', { comments: 10, parent: 'g' }), figures('alone', { comments: 50 }), figures('large', { comments: 40, parent: 'g', impact: [-9, -8, -7] })]);
  // Two comments are on both.
  const grouped = answer([figures('alone', { comments: 50 }), figures('g', { comments: 48 })]);
  const tree = themeTree(plain, { grouped, order: 'volume', hidden: false, names: NAMES });
  expect(tree.rows.map(({ figures: { theme, comments }, nested }) => [theme.id, comments, nested])).toEqual([['alone', 50, false], ['g', 48, false], ['large', 40, true], ['small', 10, true]]);
  expect(tree.axis.max).toBeGreaterThanOrEqual(9);
});

test('the map has every theme with a score, the strongest pull first, on scales that hold them', () => {
  const rows = themeRows(answer([figures('weak', { share: 0.4 }), figures('strong', { share: 22, impact: [-5, -4, -3] }), { ...figures('scoreless'), estimate: { value: null, low: null, high: null, n: 0, excluded: 9, enough: false } }]), { order: 'impact', hidden: false, names: NAMES });
  const { points, across, up, mostPull } = themeMapModel(rows, { total: 12 });
  expect(points.map(({ id, tone }) => [id, tone])).toEqual([['strong', 'bad'], ['weak', 'middle']]);
  expect(across).toEqual({ min: 0.2, max: 50 });
  expect(up.min).toBeLessThanOrEqual(10);
  expect(up.max).toBeGreaterThanOrEqual(12);
  expect(mostPull).toBe(4);
});
