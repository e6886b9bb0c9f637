import { FEEDBACK_LIMITS, HeedError, type FeedbackInput } from '@heed/domain';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  SAMPLE_CHANNELS,
  SAMPLE_COUNT,
  SAMPLE_DEPARTMENTS,
  SAMPLE_LANGUAGES,
  SAMPLE_PRODUCTS,
  SAMPLE_REGIONS,
  SAMPLE_SEGMENTS,
  SAMPLE_SOURCES,
  sampleFeedback,
} from './index.ts';

const NOW = Date.parse('2026-11-22T13:00:00Z');
const OPTIONS = { seed: 1, now: NOW, timeZone: 'Europe/Berlin' };
const codePoints = (text: string): number => Array.from(text).length;

let rows: FeedbackInput[] = [];
beforeAll(() => {
  rows = [...sampleFeedback(OPTIONS)];
});

const share = (test: (row: FeedbackInput) => boolean): number => rows.filter(test).length / rows.length;

describe('sampleFeedback', () => {
  it('gives the same rows for the same options, however it is read', () => {
    const again = sampleFeedback(OPTIONS);
    expect([...again]).toEqual(rows);
    expect([...again].at(-1)).toEqual(rows.at(-1));
  });

  it('gives other rows for another seed', () => {
    const other = [...sampleFeedback({ ...OPTIONS, seed: 2 })];
    const same = other.filter((row, index) => row.comment !== undefined && row.comment === rows[index]?.comment);
    expect(other).toHaveLength(rows.length);
    expect(same.length).toBeLessThan(rows.length / 100);
  });

  it('moves with now, and keeps its ids', () => {
    const later = [...sampleFeedback({ ...OPTIONS, now: NOW + 3_600_000, count: 50 })];
    const before = [...sampleFeedback({ ...OPTIONS, count: 50 })];
    expect(later.map((row) => row.occurredAt)).not.toEqual(before.map((row) => row.occurredAt));
    expect(later.map((row) => row.externalId?.slice(3))).toEqual(before.map((row) => row.externalId?.slice(3)));
  });

  it('writes exactly the count that was asked for', () => {
    expect(rows).toHaveLength(SAMPLE_COUNT);
    for (const count of [0, 1, 7, 500]) expect([...sampleFeedback({ ...OPTIONS, count })]).toHaveLength(count);
  });

  it('works in any zone, across both changes of the clock', () => {
    for (const timeZone of ['America/New_York', 'Asia/Kolkata', 'Pacific/Auckland', 'UTC']) {
      const times = [...sampleFeedback({ ...OPTIONS, timeZone, count: 2_000 })].map((row) => Date.parse(String(row.occurredAt)));
      expect(times.every((time, index) => index === 0 || time >= (times[index - 1] ?? 0))).toBe(true);
    }
  });

  it('refuses what it cannot work with before the first row', () => {
    for (const wrong of [{ timeZone: 'Mars/Base' }, { seed: 0.5 }, { now: Number.NaN }, { count: -1 }, { count: 1.5 }]) {
      expect(() => sampleFeedback({ ...OPTIONS, ...wrong })).toThrow(HeedError);
    }
  });
});

describe('every row', () => {
  it('happened in the year before now, in order', () => {
    const times = rows.map((row) => Date.parse(String(row.occurredAt)));
    expect(times.every((time, index) => time < NOW && time >= NOW - 365 * 86_400_000 && (index === 0 || time >= (times[index - 1] ?? 0)))).toBe(true);
    expect(rows.every((row) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(String(row.occurredAt)))).toBe(true);
    expect(NOW - (times.at(-1) ?? 0)).toBeLessThan(3_600_000);
  });

  it('has a source and an external id of its own', () => {
    const keys = new Set(rows.map((row) => `${row.source} ${row.externalId}`));
    expect(keys.size).toBe(rows.length);
    expect(rows.every((row) => row.source.startsWith('sample:') && codePoints(row.source) <= FEEDBACK_LIMITS.source)).toBe(true);
    expect(rows.every((row) => row.externalId !== undefined && /^[A-Z]{2}-\d{6}$/.test(row.externalId))).toBe(true);
  });

  it('carries a score or a comment, each score on its scale', () => {
    const whole = (value: number | undefined, from: number, to: number): boolean =>
      value === undefined || (Number.isInteger(value) && value >= from && value <= to);
    const wrong = rows.filter((row) => {
      const isJudged = row.sentiment === undefined || (Math.abs(row.sentiment) <= 1 && row.comment !== undefined && row.source === 'sample:chat');
      const isEmpty = [row.nps, row.csat, row.ces, row.enps].every((score) => score === undefined) && (row.comment ?? '').trim() === '';
      const inRange = whole(row.nps, 0, 10) && whole(row.enps, 0, 10) && whole(row.csat, 1, row.csatScale ?? 5) && whole(row.ces, 1, 7);
      const isNamed = (row.csat === undefined) === (row.csatScale === undefined) && (row.ces === undefined || (row.cesScale === 7 && row.cesVersion === '2.0'));
      return isEmpty || !inRange || !isNamed || !isJudged;
    });
    expect(wrong).toEqual([]);
  });

  it('holds to the limits of sizes', () => {
    const within = (values: readonly (string | undefined)[], limit: number): boolean => values.every((value) => codePoints(value ?? '') <= limit);
    const tooLarge = rows.filter(({ department, channel, product, region, segment, language, comment, attributes = {}, customer = {} }) => {
      const dimensions = within([department, channel, product, region, segment, language], FEEDBACK_LIMITS.dimension);
      const keys = within(Object.keys(attributes), FEEDBACK_LIMITS.attributeKey) && Object.keys(attributes).length <= FEEDBACK_LIMITS.attributes;
      const values = within(Object.values(attributes), FEEDBACK_LIMITS.attributeValue) && !Object.values(attributes).includes('');
      const people = within([customer.id, customer.name, customer.email, customer.phone], FEEDBACK_LIMITS.customerField);
      return !(dimensions && keys && values && people && within([comment], FEEDBACK_LIMITS.comment));
    });
    expect(tooLarge).toEqual([]);
  });

  it('uses the words of the company for each dimension, and all of them', () => {
    const seen = (name: 'department' | 'channel' | 'product' | 'region' | 'segment' | 'language' | 'source'): Set<string> =>
      new Set(rows.flatMap((row) => row[name] ?? []));
    expect(seen('department')).toEqual(new Set(SAMPLE_DEPARTMENTS));
    expect(seen('channel')).toEqual(new Set(SAMPLE_CHANNELS));
    expect(seen('product')).toEqual(new Set(SAMPLE_PRODUCTS));
    expect(seen('region')).toEqual(new Set(SAMPLE_REGIONS));
    expect(seen('segment')).toEqual(new Set(SAMPLE_SEGMENTS));
    expect(seen('language')).toEqual(new Set(SAMPLE_LANGUAGES));
    expect(seen('source')).toEqual(new Set(SAMPLE_SOURCES));
  });

  it('names people only by means that reach nobody', () => {
    const customers = rows.flatMap((row) => row.customer ?? []);
    expect(customers.every(({ id }) => id !== undefined && /^C-\d{6}$/.test(id))).toBe(true);
    expect(customers.filter(({ email }) => email !== undefined && !/^[a-z]+\.[a-z]+\d+@example\.(?:com|org|net)$/.test(email))).toEqual([]);
    expect(customers.filter(({ phone }) => phone !== undefined && !/^\+1 \d{3} 555 01\d\d$|^\+44 7700 900\d{3}$/.test(phone))).toEqual([]);
    const emails = new Map(customers.map(({ id, email }) => [id, email]));
    expect(customers.every(({ id, email }) => emails.get(id) === email)).toBe(true);
    const consents = new Map(customers.map(({ id, consent }) => [id, consent]));
    expect(customers.every(({ id, consent }) => consents.get(id) === consent)).toBe(true);
    // Numbers 7, 27, 47 … of 180 said no: nine; 4, 13, 22 … were not asked: twenty, of which 67 is among the first.
    const first = [...consents].filter(([id]) => id !== undefined && Number(id.slice(2)) <= 180).map(([, consent]) => consent);
    expect([first.length, first.filter((consent) => consent === false).length, first.filter((consent) => consent === undefined).length]).toEqual([180, 9, 19]);
  });

  it('joins no anonymous answer to a person', () => {
    expect(rows.every((row) => row.anonymous !== true || (row.customer === undefined && row.contactRequested === undefined))).toBe(true);
    expect(rows.every((row) => row.contactRequested !== true || row.customer !== undefined)).toBe(true);
    expect(rows.every((row) => row.source !== 'sample:staff-survey' || (row.anonymous === true && row.enps !== undefined))).toBe(true);
  });

  it('comes in the proportions of a real year', () => {
    const between = (value: number, from: number, to: number): void => {
      expect(value).toBeGreaterThan(from);
      expect(value).toBeLessThan(to);
    };
    between(share((row) => row.comment !== undefined), 0.42, 0.48);
    between(share((row) => row.anonymous === true), 0.1, 0.14);
    between(share((row) => row.contactRequested === true), 0.045, 0.075);
    between(share((row) => row.customer !== undefined), 0.45, 0.55);
    between(share((row) => row.csat !== undefined && row.csatScale === 10), 0.005, 0.02);
    between(share((row) => row.enps !== undefined), 0.005, 0.02);
    between(share((row) => row.sentiment !== undefined), 0.03, 0.05);
    const visits = new Map<string, number>();
    for (const { customer } of rows) if (customer?.id) visits.set(customer.id, (visits.get(customer.id) ?? 0) + 1);
    expect([...visits.values()].filter((times) => times >= 3).length).toBeGreaterThan(500);
  });

  it('has a sentiment that mostly goes with the score, on both sides and between', () => {
    const judged = rows.filter((row) => row.sentiment !== undefined);
    const positive = (row: FeedbackInput): boolean => (row.sentiment ?? 0) >= 0.25;
    const negative = (row: FeedbackInput): boolean => (row.sentiment ?? 0) <= -0.25;
    expect(judged.filter(positive).length / judged.length).toBeGreaterThan(0.3);
    expect(judged.filter(negative).length / judged.length).toBeGreaterThan(0.15);
    expect(judged.filter((row) => !positive(row) && !negative(row)).length / judged.length).toBeGreaterThan(0.1);
    const [glad, angry] = [judged.filter((row) => row.csat === 5), judged.filter((row) => row.csat === 1)];
    expect(glad.filter(positive).length / glad.length).toBeGreaterThan(0.7);
    expect(angry.filter(negative).length / angry.length).toBeGreaterThan(0.7);
  });

  it('has enough answers of employees to show at least three departments in every whole quarter', () => {
    const quarters = ['2026-01-01', '2026-04-01', '2026-07-01', '2026-10-01'].map((day) => Date.parse(`${day}T00:00:00Z`));
    for (const [index, from] of quarters.slice(0, -1).entries()) {
      const answers = rows.filter((row) => row.enps !== undefined && Date.parse(String(row.occurredAt)) >= from && Date.parse(String(row.occurredAt)) < (quarters[index + 1] ?? 0));
      const byDepartment = Map.groupBy(answers, ({ department }) => department);
      expect([...byDepartment.values()].filter(({ length }) => length >= 5).length).toBeGreaterThanOrEqual(3);
    }
  });
});
