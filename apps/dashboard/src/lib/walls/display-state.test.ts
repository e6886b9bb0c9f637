import { expect, test } from 'vitest';
import { displayState, isOld, networksOf } from './display-state.ts';

const screen = { online: true, lastSeenAt: '2026-11-23T11:59:40.000Z', stale: false };

test('a screen is as it said last', () => {
  expect(displayState(screen)).toBe('online');
  expect(displayState({ ...screen, stale: true })).toBe('stale');
  expect(displayState({ ...screen, online: false, stale: true })).toBe('away');
  expect(displayState({ ...screen, online: false, lastSeenAt: null })).toBe('never');
});

test('a release is old only where it is known and another', () => {
  expect([null, '', '0.1.0', '0.0.9'].map((release) => isOld({ release }, '0.1.0'))).toEqual([false, false, false, true]);
});

test('networks come in as people write lists', () => {
  expect(networksOf(' 203.0.113.0/24, 2001:db8::/32\n10.0.0.1、10.0.0.1')).toEqual(['203.0.113.0/24', '2001:db8::/32', '10.0.0.1']);
  expect(networksOf('  ')).toEqual([]);
});
