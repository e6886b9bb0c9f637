import { MAX_FILTER_DEPTH, type FeedbackFilter, type FilterCondition } from '@heed/domain';
import { render } from '@heed/store';
import { describe, expect, test } from 'vitest';
import { compileFilter, dependsOn, MAX_FILTER_NODES } from './index.ts';

describe('what a filter may be', () => {
  const compile = (filter: unknown) => () => compileFilter(filter as FeedbackFilter, { period: null });
  const nested = (levels: number): FilterCondition => (levels === 0 ? { nps: {} } : { not: nested(levels - 1) });

  test('levels up to the limit', () => {
    expect(compile(nested(MAX_FILTER_DEPTH))).not.toThrow();
    expect(compile(nested(MAX_FILTER_DEPTH + 1))).toThrow(/levels deep/);
    expect(compile(nested(5_000))).toThrow(/levels deep/);
  });

  test('conditions up to the limit: the top, four branches with 49 conditions each and three of their own', () => {
    const branch = { and: Array.from({ length: 48 }, () => ({})) };
    // 1 + 4 × (1 + 48) = 197
    expect(compile({ and: [branch, branch, branch, branch], text: 'a b c' })).not.toThrow();
    expect(compile({ and: [branch, branch, branch, branch], text: 'a b c d' })).toThrow(`${MAX_FILTER_NODES} conditions`);
  });

  test('each part of a condition on loops is a condition', () => {
    // 3 for the top and its two, and 1 + 4 × 49 for the branches.
    const branch = { and: Array.from({ length: 48 }, () => ({})) };
    const four = { and: [branch, branch, branch, branch] };
    expect(compile({ ...four, loop: { open: true, department: { in: ['A'] } } })).not.toThrow();
    expect(compile({ ...four, theme: { in: ['a'] }, loop: { open: true, department: { in: ['A'] } } })).not.toThrow();
    expect(compile({ ...four, theme: { in: ['a'] }, loop: { open: true, state: ['new'], department: { in: ['A'] } } })).toThrow(`${MAX_FILTER_NODES} conditions`);
  });

  test('what a filter depends on, in all its branches', () => {
    expect(dependsOn({ nps: {}, or: [{ text: 'a' }] })).toEqual({ readings: false, loops: false });
    expect(dependsOn({ or: [{ not: { theme: {} } }] })).toEqual({ readings: true, loops: false });
    expect(dependsOn({ and: [{ sentiment: {} }], not: { loop: {} } })).toEqual({ readings: true, loops: true });
  });

  test.each([
    ['an attribute within no number', { attributes: [{ key: 'seats', min: 'a' }] }],
    ['a state that no loop has', { loop: { state: ['opn'] } }],
    ['a period inside', { and: [{ period: { last: { count: 1, unit: 'day' } } }] }],
    ['a saved filter, whose conditions nobody put in its place', { saved: ['Enterprise'] }],
    ['a saved filter inside', { not: { saved: [] } }],
    ['an unknown field', { departement: { in: ['A'] } }],
    ['a wrong type', { nps: { min: '9' } }],
    ['no number', { nps: { min: Number.NaN } }],
    ['too many values', { department: { in: Array.from({ length: 1001 }, String) } }],
    ['branches that are no list', { and: { nps: {} } }],
    ['a branch that is nothing', { or: [null] }],
  ])('%s is refused', (_what, filter) => {
    expect(compile(filter)).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT' }) as Error);
  });

  test('a refusal names the place and not the value', () => {
    expect(compile({ department: { in: [5, 'my private words'] } })).toThrow(/department\.in\.0/);
    expect(compile({ department: { in: [5, 'my private words'] } })).not.toThrow(/private/);
  });

  test('an unknown field is refused with the near ones', () => {
    expect(compile({ and: [{ or: [{ departement: { in: ['A'] } }] }] })).toThrow('The filter is not valid at and.0.or.0: there is no such field; did you mean department?');
    expect(compile({ 'my private words': true })).toThrow(/the fields are period, .*department, .*csatScale/);
    expect(compile({ 'my private words': true })).not.toThrow(/private/);
    expect(compile({ period: { form: '2026-01-01', to: '2026-02-01' } })).toThrow(/at period: a period is either from and to, or last, or toDate/);
  });

  test('values are bound and never part of the statement', () => {
    const { text, params } = render(compileFilter({ department: { in: ["x'); DROP TABLE feedback; --"] }, text: 'DROP', attributes: [{ key: 'DROP', in: ['DROP'] }] }, { period: null }));
    expect(text).not.toContain('DROP');
    expect(Object.values(params)).toEqual([["x'); DROP TABLE feedback; --"], 'DROP', ['DROP'], 'DROP']);
  });
});
