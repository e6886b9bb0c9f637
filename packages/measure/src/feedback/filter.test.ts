import type { FeedbackFilter, FilterCondition } from '@heed/domain';
import { insertFeedback, insertLoopsOf, insertReadings, testFeedback, testReading, type TestFeedback } from '@heed/filter/testing';
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

  test('attributes that are numbers, and not is a plain complement', async () => {
    const rows = { few: { attributes: { seats: '9' } }, many: { attributes: { seats: '10.5' } }, words: { attributes: { seats: 'ten' } }, endless: { attributes: { seats: 'inf' } }, none: {} };
    expect(await kept(rows, { attributes: [{ key: 'seats', min: 10 }] })).toEqual(['many']);
    expect(await kept(rows, { attributes: [{ key: 'seats', max: 10 }] })).toEqual(['few']);
    expect(await kept(rows, { attributes: [{ key: 'seats', min: 9, max: 10.5, notIn: ['9'] }] })).toEqual(['many']);
    expect(await kept(rows, { not: { attributes: [{ key: 'seats', min: 10 }] } })).toEqual(['endless', 'few', 'none', 'words']);
  });

  /** Every row but those named `unread` is read as its comment says: the themes that it names. */
  async function readAll(rows: Record<string, Partial<TestFeedback>>, filter: FeedbackFilter): Promise<string[]> {
    await store.command('TRUNCATE TABLE comment_readings');
    const written = Object.fromEntries(Object.entries(rows).map(([name, row]) => [name, testFeedback(row)]));
    const read = Object.entries(written).filter(([name]) => !name.startsWith('unread'));
    await insertReadings(store, read.map(([, row]) => testReading(row, { themes: row.comment.split(' ').filter((word) => word !== ''), sentiment: row.comment.includes('late') ? -0.8 : null })));
    return kept(written, filter);
  }

  test('themes: any of them, none of them, or no theme at all', async () => {
    const rows = { both: { comment: 'late price' }, late: { comment: 'late' }, other: { comment: 'thanks' }, silent: {}, unread: { comment: 'late' } };
    expect(await readAll(rows, { theme: { in: ['late'] } })).toEqual(['both', 'late']);
    expect(await readAll(rows, { theme: { in: ['price', 'thanks'] } })).toEqual(['both', 'other']);
    expect(await readAll(rows, { theme: { in: [''] } })).toEqual(['silent', 'unread']);
    expect(await readAll(rows, { theme: { in: ['price', ''] } })).toEqual(['both', 'silent', 'unread']);
    expect(await readAll(rows, { theme: { notIn: ['late'] } })).toEqual(['other', 'silent', 'unread']);
    expect(await readAll(rows, { theme: { in: ['late'], notIn: ['price'] } })).toEqual(['late']);
    expect(await readAll(rows, { theme: { notIn: [''] }, not: { theme: { in: ['thanks'] } } })).toEqual(['both', 'late']);
    expect(await readAll(rows, { theme: { in: [] } })).toEqual([]);
  });

  test('what was read of a version that was corrected since says nothing, nor does what was taken back', async () => {
    const row = testFeedback({ externalId: 'it', comment: 'late' });
    const filter = { theme: { in: ['late'] } };
    const listed = async (): Promise<number> => (await listFeedback(store, { filter, first: 10, calendar })).rows.length;
    for (const table of ['feedback', 'comment_readings']) await store.command(`TRUNCATE TABLE ${table}`);
    await insertFeedback(store, [row]);
    await insertReadings(store, [testReading(row, { themes: ['late'] })]);
    expect(await listed()).toBe(1);
    await insertFeedback(store, [{ ...row, version: 2, comment: 'on time' }]);
    expect(await listed()).toBe(0);
    await insertReadings(store, [testReading({ ...row, version: 2 }, { revision: 2, themes: ['late'] })]);
    expect(await listed()).toBe(1);
    await insertReadings(store, [testReading({ ...row, version: 2 }, { revision: 3, deleted: true })]);
    expect(await listed()).toBe(0);
  });

  test("sentiment: the sender's, else what was read", async () => {
    const rows = { read: { comment: 'late' }, sent: { comment: 'late', sentiment: 0.5 }, unjudged: { comment: 'thanks' }, unread: { comment: 'late' } };
    expect(await readAll(rows, { sentiment: { max: -0.5 } })).toEqual(['read']);
    expect(await readAll(rows, { sentiment: { min: 0.5 } })).toEqual(['sent']);
    expect(await readAll(rows, { sentiment: {} })).toEqual(['read', 'sent']);
    expect(await readAll(rows, { not: { sentiment: { max: 0 } } })).toEqual(['sent', 'unjudged', 'unread']);
  });

  test('loops: what opened or joined one for which all of it holds', async () => {
    const rows = { opened: {}, joined: {}, merged: {}, twice: {}, none: {} };
    const written = Object.fromEntries(Object.entries(rows).map(([name, row]) => [name, testFeedback(row)])) as Record<keyof typeof rows, TestFeedback>;
    const ids = (...names: (keyof typeof rows)[]): string[] => names.map((name) => written[name].id);
    for (const table of ['loops', 'loop_feedback']) await store.command(`TRUNCATE TABLE ${table}`);
    await insertLoopsOf(store, [
      { feedbackIds: ids('opened', 'joined'), state: 'contacted', department: 'Support' },
      { feedbackIds: ids('merged'), state: 'merged', department: 'Support' },
      { feedbackIds: ids('twice'), state: 'new', department: 'Sales' },
      { feedbackIds: ids('twice'), state: 'closed', department: 'Support' },
    ]);
    const loop = (condition: FilterCondition['loop']): Promise<string[]> => kept(written, { loop: condition });
    expect(await loop({})).toEqual(['joined', 'opened', 'twice']);
    expect(await loop({ state: ['merged'] })).toEqual(['merged']);
    expect(await loop({ open: true })).toEqual(['joined', 'opened', 'twice']);
    expect(await loop({ open: false })).toEqual(['twice']);
    expect(await loop({ department: { in: ['Support'] } })).toEqual(['joined', 'opened', 'twice']);
    // Both of one loop, not one of each.
    expect(await loop({ open: true, department: { in: ['Support'] } })).toEqual(['joined', 'opened']);
    expect(await kept(written, { not: { loop: {} } })).toEqual(['merged', 'none']);
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
