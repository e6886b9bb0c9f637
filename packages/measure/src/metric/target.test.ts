import { wilson } from '@heed/domain';
import { describe, expect, test } from 'vitest';
import { targetStatus, type Estimate, type TargetStatus } from '../index.ts';
import { estimateOf } from './estimate.ts';
import { nps } from './nps.metric.ts';

/** 50 promoters, 33 passives, 17 detractors: 33.0, 17.6 to 46.5 (Rocks 2016). */
const score = estimateOf(nps, { matched: 100, counts: { n: 100, promoters: 50, detractors: 17 } });

describe('NPS 33.0 with the interval 17.6 to 46.5 against a target', () => {
  test.each<[number, TargetStatus]>([
    [-100, 'on_track'],
    [32.9, 'on_track'],
    [33, 'on_track'],
    [33.1, 'close'],
    [46.4, 'close'],
    [46.6, 'off_track'],
    [100, 'off_track'],
  ])('of %s is %s where higher is better', (target, expected) => {
    expect(targetStatus(score, { target, better: 'higher' })).toBe(expected);
  });

  // The same numbers of something that should be low.
  test.each<[number, TargetStatus]>([
    [100, 'on_track'],
    [33.1, 'on_track'],
    [33, 'on_track'],
    [32.9, 'close'],
    [17.7, 'close'],
    [17.5, 'off_track'],
    [-100, 'off_track'],
  ])('of %s is %s where lower is better', (target, expected) => {
    expect(targetStatus(score, { target, better: 'lower' })).toBe(expected);
  });
});

test('a share of 8 of 10, Wilson 49.0 % to 94.3 %, says nothing while 30 answers are needed, and then what it is', () => {
  const { value, low, high } = wilson({ hits: 8, n: 10 })!;
  const share: Estimate = { value: 100 * value, low: 100 * low, high: 100 * high, n: 10, excluded: 0, enough: false };
  for (const target of [0, 90, 100]) expect(targetStatus(share, { target, better: 'higher' })).toBe('too_few_answers');
  expect([80, 94.2, 94.5].map((target) => targetStatus({ ...share, enough: true }, { target, better: 'higher' }))).toEqual(['on_track', 'close', 'off_track']);
});

test('nobody answered', () => {
  const nobody: Estimate = { value: null, low: null, high: null, n: 0, excluded: 3, enough: true };
  expect(targetStatus(nobody, { target: -100, better: 'higher' })).toBe('too_few_answers');
});
