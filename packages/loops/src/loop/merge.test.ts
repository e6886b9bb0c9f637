import { describe, expect, test } from 'vitest';
import { decideMerge } from './merge.ts';
import { testLoop } from './testing.ts';

const T = Date.parse('2026-11-16T08:00:00Z');
const loop = (id: string, change: Parameters<typeof testLoop>[1] = {}) => ({ ...testLoop(T, change).state, id });

describe('merging a duplicate', () => {
  test('feedback and watchers come over', () => {
    const decided = decideMerge(loop('a', { watchers: ['anna', 'bo'] }), loop('b', { watchers: ['bo'], feedbackId: 'feedback-9' }));
    expect(decided).toEqual({
      from: [{ type: 'merged', into: 'b' }],
      into: [{ type: 'absorbed', from: 'a', feedbackIds: ['feedback-1'] }, { type: 'watched', person: 'anna', watching: true }],
    });
  });

  test('is refused for itself, for other customers, and where one has ended', () => {
    expect(() => decideMerge(loop('a'), loop('a'))).toThrow(/itself/);
    expect(() => decideMerge(loop('a'), loop('b', { customerId: 'other' }))).toThrow(/each of them should hear back/);
    expect(() => decideMerge(loop('a'), loop('b', { customerId: null }))).toThrow(/other way round/);
    expect(decideMerge(loop('a', { customerId: null }), loop('b')).from).toHaveLength(1);
    const closed = testLoop(T);
    closed.act(T, { do: 'close', outcome: 'not_told', reason: 'invalid', note: '' });
    expect(() => decideMerge({ ...closed.state, id: 'a' }, loop('b'))).toThrow(/The loop is closed, so it is not possible to merge it/);
    expect(() => decideMerge(loop('a'), { ...closed.state, id: 'b' })).toThrow(/Possible now/);
  });
});
