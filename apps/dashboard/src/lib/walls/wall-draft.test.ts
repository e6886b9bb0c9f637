import { expect, test } from 'vitest';
import { changed, missingOf, moved, newTile, newWall, USUAL_NIGHT } from './wall-draft.ts';

const wall = newWall({ name: 'Lobby', language: 'en', metric: 'CSAT_5' });
const kinds = (tiles: readonly { kind: string }[]): string[] => tiles.map(({ kind }) => kind);

test('a wall begins with six different tiles on two pages, of the metric that people answer', () => {
  expect(new Set(wall.tiles.map(({ id }) => id)).size).toBe(6);
  expect(wall.tiles.map(({ kind, metric }) => (metric === null ? kind : `${kind} ${metric}`)).slice(0, 3)).toEqual(['SCORE CSAT_5', 'TREND CSAT_5', 'LOOPS_AT_RISK']);
  expect(missingOf(wall)).toBeNull();
});

test('a second tile of a kind has an id of its own, and only what its kind needs', () => {
  const taken = wall.tiles.map(({ id }) => id);
  expect(newTile('TIME_TO_CLOSE', { taken, metric: 'NPS' })).toEqual({ id: 'time-to-close-2', kind: 'TIME_TO_CLOSE', title: '', metric: null, period: { last: { count: 90, unit: 'DAY', complete: false } }, departments: [], wide: false });
  expect(newTile('LATEST_COMMENTS', { taken: [], metric: 'NPS' })).toMatchObject({ id: 'latest-comments', metric: null, period: null });
});

test('tiles are moved to where they are dropped, and never off the list', () => {
  const [a, b, c] = wall.tiles.slice(0, 3);
  const three = [a, b, c].flatMap((tile) => tile ?? []);
  expect(kinds(moved(three, { from: 0, to: 2 }))).toEqual(['TREND', 'LOOPS_AT_RISK', 'SCORE']);
  expect(kinds(moved(three, { from: 2, to: 0 }))).toEqual(['LOOPS_AT_RISK', 'SCORE', 'TREND']);
  for (const [from, to] of [[0, -1], [2, 3], [1, 1], [7, 0]] as const) expect(moved(three, { from, to })).toBe(three);
  expect(changed(three, 'trend', { title: 'Since spring' }).map(({ title }) => title)).toEqual(['', 'Since spring', '']);
});

test('what is missing is said one after the other, in the order of the form', () => {
  expect(missingOf({ ...wall, name: '  ', tiles: [] })).toBe('name');
  expect(missingOf({ ...wall, tiles: [] })).toBe('tiles');
  for (const secondsPerPage of [null, 4, 601, 7.5]) expect(missingOf({ ...wall, secondsPerPage })).toBe('seconds');
  for (const hours of [{ from: '22:00', to: '22:00' }, { from: '', to: '07:00' }, { from: '24:00', to: '07:00' }]) expect(missingOf({ ...wall, dimming: { ...USUAL_NIGHT, ...hours } })).toBe('hours');
  for (const level of [null, 4, 91]) expect(missingOf({ ...wall, dimming: { ...USUAL_NIGHT, level } })).toBe('level');
  expect(missingOf({ ...wall, dimming: USUAL_NIGHT })).toBeNull();
});
