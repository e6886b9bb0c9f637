import { DIMENSIONS } from '@heed/domain';
import { describe, expect, test } from 'vitest';
import { didYouMean, nearNames } from './near-names.ts';

describe('near names', () => {
  test.each<[string, string[]]>([
    ['departement', ['department']],
    // Two letters changed places.
    ['regoin', ['region']],
    ['Channel', ['channel']],
    ['sorce', ['source']],
    // Of six letters three may differ, and source differs in five.
    ['colour', []],
    ['', []],
  ])('of the dimension %j', (name, expected) => {
    expect(nearNames(name, DIMENSIONS)).toEqual(expected);
  });

  test('spelling of words does not count, nor does case', () => {
    const keys = ['app_version', 'Ort', '方案', 'plan', 'planet', 'plans', 'order value'];
    expect(nearNames('appVersion', keys)).toEqual(['app_version']);
    expect(nearNames('Plan', keys)).toEqual(['plan']);
    expect(nearNames('App Versoin', keys)).toEqual(['app_version']);
    expect(nearNames('order-value', keys)).toEqual(['order value']);
    // plan: one letter too many; plans and planet: two letters.
    expect(nearNames('plann', keys)).toEqual(['plan', 'plans', 'planet']);
    expect(nearNames('方按', keys)).toEqual(['方案']);
  });

  test('a name that holds the whole of it stands behind nearer ones', () => {
    expect(nearNames('version', ['app_version', 'aversion', 'other'])).toEqual(['aversion', 'app_version']);
    expect(nearNames('x', ['xylophone'])).toEqual([]);
  });

  test('at most three, and equally near ones by name', () => {
    expect(nearNames('ab', ['ad', 'ac', 'az', 'ae'])).toEqual(['ac', 'ad', 'ae']);
  });

  test('as words', () => {
    expect(didYouMean(['a'], '')).toBe('did you mean a?');
    expect(didYouMean(['a', 'b', 'c'], '')).toBe('did you mean a, b or c?');
    expect(didYouMean([], 'see the list')).toBe('see the list');
  });
});
