import type { FeedbackFilter, FilterCondition } from '@heed/domain';
import { insertFeedback, testFeedback, type TestFeedback } from '@heed/filter/testing';
import { openTestStore } from '@heed/store/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listFeedback, measureVolume } from '../index.ts';

const calendar = { now: Date.UTC(2026, 5, 1), timeZone: 'UTC' };

describe('what a filter keeps', () => {
  let store: Awaited<ReturnType<typeof openTestStore>>;
  beforeAll(async () => {
    store = await openTestStore();
  });
  afterAll(() => store.drop());

  async function kept(rows: Record<string, Partial<TestFeedback>>, filter: FeedbackFilter): Promise<string[]> {
    await store.command('TRUNCATE TABLE feedback');
    await insertFeedback(store, Object.entries(rows).map(([externalId, row]) => testFeedback({ ...row, externalId })));
    const { rows: listed } = await listFeedback(store, { filter, first: 100, calendar });
    return listed.map(({ externalId }) => externalId ?? '').sort();
  }

  const scores = { promoter: { nps: 9 }, detractor: { nps: 2 }, never: {} };

  test('not keeps those who were never asked', async () => {
    expect(await kept(scores, { nps: { min: 9, max: 10 } })).toEqual(['promoter']);
    expect(await kept(scores, { not: { nps: { min: 9, max: 10 } } })).toEqual(['detractor', 'never']);
    expect(await kept(scores, { not: { not: { nps: { min: 9 } } } })).toEqual(['promoter']);
    expect(await kept(scores, { or: [{ nps: { max: 6 } }, { not: { nps: {} } }] })).toEqual(['detractor', 'never']);
  });

  test('a range without ends keeps those who answered', async () => {
    expect(await kept(scores, { nps: {} })).toEqual(['detractor', 'promoter']);
  });

  test('not of several conditions is not of all of them together', async () => {
    const rows = { both: { nps: 9, department: 'A' }, one: { nps: 9, department: 'B' }, none: {} };
    expect(await kept(rows, { not: { nps: { min: 9 }, department: { in: ['A'] } } })).toEqual(['none', 'one']);
  });

  test('lists: empty in keeps nothing, empty notIn everything, the empty text is what was not given', async () => {
    const rows = { a: { department: 'A' }, b: { department: 'B' }, empty: {} };
    expect(await kept(rows, { department: { in: [] } })).toEqual([]);
    expect(await kept(rows, { department: { notIn: [] } })).toEqual(['a', 'b', 'empty']);
    expect(await kept(rows, { department: { in: ['A', ''] } })).toEqual(['a', 'empty']);
    expect(await kept(rows, { department: { in: ['A', 'B'], notIn: ['B'] } })).toEqual(['a']);
    expect(await kept(rows, { or: [] })).toEqual([]);
    expect(await kept(rows, { and: [] })).toEqual(['a', 'b', 'empty']);
  });

  test('attributes by key, also where the key is missing', async () => {
    const rows = { pro: { attributes: { plan: 'pro' } }, free: { attributes: { plan: 'free', "k'": '1' } }, none: {} };
    expect(await kept(rows, { attributes: [{ key: 'plan', in: ['pro', ''] }] })).toEqual(['none', 'pro']);
    expect(await kept(rows, { attributes: [{ key: 'plan', notIn: ['pro'] }, { key: "k'", in: ['1'] }] })).toEqual(['free']);
  });

  test('text: every word, in any case of any alphabet, and nothing in it is syntax', async () => {
    const rows = {
      latin: { comment: 'Die Lieferung war ZU SPÄT' },
      turkish: { comment: 'ÇOK GEÇ geldi' },
      greek: { comment: 'ΑΡΓΆ' },
      chinese: { comment: '太晚了,但是客服很好' },
      percent: { comment: "100%_ {p0: String} \\n ' OR 1=1 --" },
      control: { comment: 'a\u0000b\u202ec' },
      empty: {},
    };
    expect(await kept(rows, { text: 'spät lieferung' })).toEqual(['latin']);
    expect(await kept(rows, { text: 'lieferung nie' })).toEqual([]);
    expect(await kept(rows, { text: 'çok geç' })).toEqual(['turkish']);
    expect(await kept(rows, { text: 'αργά' })).toEqual(['greek']);
    expect(await kept(rows, { text: '客服' })).toEqual(['chinese']);
    for (const text of ['100%_', '{p0:', '\\n', "'", '--', "' or 1=1"]) expect(await kept(rows, { text }), text).toEqual(['percent']);
    expect(await kept(rows, { text: '%' })).toEqual(['percent']);
    expect(await kept(rows, { text: 'A\u0000B\u202eC' })).toEqual(['control']);
    expect(await kept(rows, { text: ' \t ' })).toHaveLength(7);
  });

  test('flags of a feedback', async () => {
    const rows = { anonymous: { anonymous: true }, contact: { contactRequested: true, comment: 'please' }, plain: {} };
    expect(await kept(rows, { anonymous: true })).toEqual(['anonymous']);
    expect(await kept(rows, { contactRequested: true })).toEqual(['contact']);
    expect(await kept(rows, { hasComment: false, contactRequested: false, anonymous: false })).toEqual(['plain']);
  });

  test('lists up to the size that the engine takes', async () => {
    const list = (repeats: number) => Array.from({ length: 1000 }, (_, index) => `${index}'${'語'.repeat(repeats)}`);
    // Escaped: 9 for each of the repeated characters and about 15 for the rest of a value.
    const values = list(11);
    expect(await kept({ hit: { product: values[999] as string }, miss: { product: 'y' } }, { product: { in: values } })).toEqual(['hit']);
    await expect(kept({ any: {} }, { product: { in: list(12) } })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });
});

test('a filter that is refused reaches no database', async () => {
  const reader = { read: () => Promise.reject(new Error('asked the database')) };
  await expect(measureVolume(reader, { filter: { and: [{ period: {} } as FilterCondition] }, calendar })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
});
