import type { FilterCondition } from '@heed/domain';
import { expect, test } from 'vitest';
import { whatItKeeps } from './matches.ts';

const SALES: FilterCondition = { department: { in: ['Sales'] } };

test.each<[FilterCondition, ReturnType<typeof whatItKeeps>]>([
  [{}, 'all'],
  [{ department: {} }, 'all'],
  [{ department: { notIn: [] }, attributes: [], text: ' \n', and: [] }, 'all'],
  [{ attributes: [{ key: 'plan', notIn: [] }] }, 'all'],
  [{ and: [{}, { and: [{ region: { notIn: [] } }] }] }, 'all'],
  [{ or: [SALES, {}] }, 'all'],
  [{ not: { or: [] } }, 'all'],
  [{ not: { not: {} } }, 'all'],
  [{ department: { in: [] } }, 'none'],
  [{ department: { in: ['a'], notIn: ['a', 'b'] } }, 'none'],
  [{ or: [] }, 'none'],
  [{ or: [{ or: [] }, { not: {} }] }, 'none'],
  [{ nps: {}, and: [{ product: { in: [] } }] }, 'none'],
  [{ not: {} }, 'none'],
  [SALES, 'part'],
  [{ department: { in: ['a', 'b'], notIn: ['a'] } }, 'part'],
  [{ department: { notIn: ['a'] } }, 'part'],
  [{ nps: {} }, 'part'],
  [{ hasComment: false }, 'part'],
  [{ text: 'late' }, 'part'],
  [{ attributes: [{ key: 'seats' }] }, 'all'],
  [{ attributes: [{ key: 'seats', min: 10 }] }, 'part'],
  [{ theme: { notIn: [] } }, 'all'],
  [{ theme: { in: [''] } }, 'part'],
  [{ loop: {} }, 'part'],
  [{ or: [SALES, { or: [] }] }, 'part'],
  [{ and: [{}], not: SALES }, 'part'],
])('%j keeps %s', (condition, expected) => {
  expect(whatItKeeps(condition)).toBe(expected);
});
