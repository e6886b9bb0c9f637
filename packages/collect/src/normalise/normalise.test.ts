import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { normalise } from './normalise.ts';
import type { FeedbackRow, NormaliseOptions } from './normalised.ts';

const NOW = Date.UTC(2026, 2, 1, 12);

function row(input: unknown, options: Partial<NormaliseOptions> = {}): FeedbackRow & { warnings: readonly string[] } {
  const result = normalise(input, { now: NOW, ...options });
  if (!result.ok) throw new Error(JSON.stringify(result.refusals));
  return { ...result.feedback, warnings: result.warnings };
}

function refused(input: unknown, options: Partial<NormaliseOptions> = {}): string[] {
  const result = normalise(input, { now: NOW, ...options });
  return result.ok ? [] : result.refusals.map(({ column, kind, reason }) => `${column} (${kind}) ${reason}`);
}

const base = { source: 'survey:test', nps: 9 };

describe('normalise', () => {
  it('names every problem at once, by kind and never by value', () => {
    const problems = refused({ nps: 11, csat: 'secret', cesVersion: '3.0', ces: 1, occurredAt: 'yesterday', comment: { secret: 1 }, anonymous: 'secret', deep: { secret: 1 }, customer: { secret: 1 } });
    expect(problems).toEqual([
      'source (missing) is required: the stream that the feedback came from, such as survey:post-purchase',
      'occurredAt (text) must be ISO 8601 with an offset, such as 2026-03-01T12:30:00Z, or epoch milliseconds',
      'nps (number) must be a whole number from 0 to 10',
      'csat (text) must be a whole number from 1 to 5',
      'cesVersion (text) with this cesScale is not known; use one of: 2.0 with scale 7, 2.0 with scale 5, 1.0 with scale 5',
      'comment (object) must be text',
      'anonymous (text) must be true or false',
      'customer.secret (number) is not known; use id, name, email, phone or consent',
      'deep (object) must be text, a number, true or false; lists and objects are not kept',
    ]);
    expect(problems.join()).not.toContain('yesterday');
  });

  it('needs a source and an answer', () => {
    expect(refused({})).toHaveLength(2);
    expect(refused({ source: ' ', comment: '  ' }).map((problem) => problem.split(' ')[0])).toEqual(['source', 'nps']);
    expect(refused('text')[0]).toMatch(/must be an object/);
    expect(refused([])).toHaveLength(1);
    expect(refused(null)).toHaveLength(1);
  });

  it.each([['9', 9], [' 9 ', 9], ['9.0', 9], ['9,0', 9], ['10', 10], ['0', 0]])('reads %j from a text door as %i', (text, value) => {
    expect(row({ ...base, nps: text }, { text: true }).nps).toBe(value);
    expect(refused({ ...base, nps: text })).toHaveLength(1);
  });

  it.each(['9.5', '11', '-1', '9/10', 'nine', '1e1', '0x9'])('refuses %j as NPS', (text) => {
    expect(refused({ ...base, nps: text }, { text: true })).toHaveLength(1);
  });

  it.each([
    ['0.5', 0.5],
    ['0,5', 0.5],
    [' -0.25 ', -0.25],
    ['\u22120,25', -0.25],
    ['.5', 0.5],
    ['+1', 1],
    ['-1', -1],
    ['1.', 1],
    ['5e-2', 0.05],
    ['', null],
  ])('reads the sentiment %j from a text door as %s', (text, value) => {
    expect(row({ ...base, sentiment: text }, { text: true }).sentiment).toBe(value);
    expect(refused({ ...base, sentiment: text })).toEqual([`sentiment (${text === '' ? 'empty' : 'text'}) must be a number from -1 to 1`]);
  });

  it.each([-1.01, 1.0001, 75, NaN, Infinity, true, {}])('refuses the sentiment %s', (sentiment) => {
    expect(refused({ ...base, sentiment })).toEqual([`sentiment (${typeof sentiment}) must be a number from -1 to 1`]);
  });

  it.each(['positive', '1.5', '0.5.1', '1,000.5', '-', '.', '50 %', '1e9', '\u22121,01'])('refuses the sentiment %j of a text door', (sentiment) => {
    expect(refused({ ...base, sentiment }, { text: true })).toEqual(['sentiment (text) must be a number from -1 to 1']);
  });

  it('takes a sentiment alone for an answer, and 0 for a judgement', () => {
    expect(row({ source: 's', sentiment: 0 })).toMatchObject({ sentiment: 0, nps: null });
    expect(row({ source: 's', sentiment: -0 }).sentiment).toBe(0);
    expect(row(base).sentiment).toBeNull();
  });

  it('takes empty text for "not given" at a text door', () => {
    const stored = row({ source: 's', nps: '', csat: '4', occurredAt: '', anonymous: '', comment: '', plan: '' }, { text: true });
    expect(stored).toMatchObject({ nps: null, csat: 4, csatScale: 5, occurredAtDefaulted: true, anonymous: false, attributes: [] });
  });

  it('holds csat and ces to their scales', () => {
    expect(row({ source: 's', csat: 10, csatScale: 10 })).toMatchObject({ csat: 10, csatScale: 10 });
    expect(refused({ source: 's', csat: 6 })).toEqual(['csat (number) must be a whole number from 1 to 5']);
    expect(refused({ source: 's', csat: 6, csatScale: 9 })[0]).toBe('csatScale (number) must be one of 3, 4, 5, 6, 7, 10');
    expect(row({ source: 's', ces: 7 })).toMatchObject({ cesScale: 7, cesVersion: '2.0', cesDirection: 'high_is_easy' });
    expect(row({ source: 's', ces: 5, cesScale: 5, cesVersion: 1 })).toMatchObject({ cesVersion: '1.0', cesDirection: 'high_is_hard' });
    expect(refused({ source: 's', ces: 5, cesVersion: '1.0' })[0]).toMatch(/^cesVersion/);
    expect(row({ ...base, csatScale: 10, cesScale: 5 })).toMatchObject({ csat: null, csatScale: 0, ces: null, cesScale: 0, cesVersion: '', cesDirection: '' });
  });

  it.each([
    ['2026-02-28T23:00:00+09:00', Date.UTC(2026, 1, 28, 14)],
    ['2026-02-28T23:00:00.1234-0330', Date.UTC(2026, 2, 1, 2, 30, 0, 123)],
    ['2024-02-29 10:00Z', Date.UTC(2024, 1, 29, 10)],
    ['2016-12-31T23:59:60Z', Date.UTC(2017, 0, 1)],
    [Date.UTC(2026, 0, 1), Date.UTC(2026, 0, 1)],
  ])('reads the moment %j', (occurredAt, expected) => {
    expect(row({ ...base, occurredAt })).toMatchObject({ occurredAt: expected, occurredAtDefaulted: false, warnings: [] });
  });

  it.each(['2025-02-29', '2026-13-01', '2026-01-01T24:00Z', '1969-12-31T00:00:00Z', '2149-06-06T00:00:00Z', '0026-01-01', '3/1/2026', Infinity, -1])('refuses the moment %j', (occurredAt) => {
    expect(refused({ ...base, occurredAt })).toHaveLength(1);
  });

  it('takes a text date without an offset as UTC with a warning, or in the zone of the door', () => {
    expect(row({ ...base, occurredAt: '2026-01-15T08:00:00' })).toMatchObject({ occurredAt: Date.UTC(2026, 0, 15, 8), warnings: ['occurredAt has no offset and was taken as UTC'] });
    expect(row({ ...base, occurredAt: '2026-01-15T08:00:00' }, { timeZone: 'Asia/Seoul' })).toMatchObject({ occurredAt: Date.UTC(2026, 0, 14, 23), warnings: [] });
  });

  it('flags moments in the future and doubts those that look like seconds', () => {
    expect(row({ ...base, occurredAt: '2026-03-02T12:00:01Z' }).flags).toEqual(['future']);
    expect(row({ ...base, occurredAt: '2026-03-02T12:00:00Z' }).flags).toEqual([]);
    expect(row({ ...base, occurredAt: 1_750_000_000 }).warnings[0]).toMatch(/milliseconds, not seconds/);
  });

  it('keeps words as they came, and trims and composes labels', () => {
    const stored = row({ source: ' s ', externalId: ' e ', department: ' Café ', comment: ' Café\0 \u202e', 'my key ': ' v ' });
    expect(stored).toMatchObject({ source: 's', externalId: 'e', department: 'Café', comment: ' Café\0 \u202e', attributes: [['my key ', ' v ']] });
  });

  it('replaces lone surrogates with a warning', () => {
    expect(row({ ...base, comment: 'a\ud800b' })).toMatchObject({ comment: 'a\ufffdb', warnings: ['comment held broken characters, which were replaced'] });
  });

  it('names the limit that was passed, in code points', () => {
    expect(row({ ...base, comment: '😀'.repeat(20_000) }).comment).toHaveLength(40_000);
    expect(refused({ ...base, comment: '😀'.repeat(20_001) })).toEqual(['comment (text) must be at most 20000 characters']);
    expect(refused({ ...base, source: 'x'.repeat(101) })).toEqual(['source (text) must be at most 100 characters']);
    expect(refused({ ...base, ['k'.repeat(101)]: 'v' })[0]).toMatch(/must be at most 100 characters/);
    expect(refused({ ...base, attributes: Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`k${index}`, 'v'])) })[0]).toMatch(/at most 50 pairs; there are 51/);
  });

  it('gathers attributes from everywhere, ordered, and refuses a key that came twice', () => {
    expect(row({ ...base, z: 1, b: true, attributes: { a: 'x', empty: '' } }).attributes).toEqual([['a', 'x'], ['b', 'true'], ['z', '1']]);
    expect(refused({ ...base, plan: 'a', attributes: { plan: 'b' } })).toEqual(['attributes.plan (text) was given twice; keep one of them']);
    expect(row(JSON.parse('{"source":"s","nps":1,"__proto__":"x","attributes":{"constructor":"y"}}')).attributes).toEqual([['__proto__', 'x'], ['constructor', 'y']]);
    expect(row({ ...base, external_id: 'x' }).warnings).toEqual(['external_id was kept as an attribute; did you mean externalId?']);
  });

  it('derives the same id from the same source and external id', () => {
    const digest = createHash('sha256').update('11:survey:test,4:id-1,').digest();
    const { feedbackId } = row({ ...base, externalId: 'id-1' });
    expect(feedbackId.replaceAll('-', '').slice(0, 12)).toBe(digest.toString('hex').slice(0, 12));
    expect(feedbackId).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(row({ source: 'a', externalId: 'bc', nps: 1 }).feedbackId).not.toBe(row({ source: 'ab', externalId: 'c', nps: 1 }).feedbackId);
    expect(row(base).feedbackId).not.toBe(row(base).feedbackId);
    expect(row({ ...base, externalId: 17 }).externalId).toBe('17');
    expect(refused({ ...base, externalId: 2 ** 53 })[0]).toMatch(/must be sent as text/);
  });

  it('keeps no one of an anonymous feedback, but still knows it again', () => {
    const input = { ...base, externalId: 'r-1', contactRequested: true, customer: { id: 'c-1', email: 'A@b.c' } };
    const result = normalise({ ...input, anonymous: true }, { now: NOW });
    expect(result).toMatchObject({ ok: true, feedback: { externalId: '', customerId: null, keyed: true, contactRequested: true }, warnings: ['nobody can be contacted, because the feedback is anonymous'] });
    expect(result).not.toHaveProperty('customer');
    expect(row({ ...input, anonymous: true }).feedbackId).toBe(row(input).feedbackId);
  });

  it('keeps whether the customer may be written to apart from not knowing it', () => {
    const consent = (customer: object, text = false): unknown => {
      const result = normalise({ ...base, customer }, { now: NOW, text });
      return result.ok ? result.customer?.consent : result.refusals.map(({ column, reason }) => `${column} ${reason}`);
    };
    expect([consent({ id: 'a' }), consent({ id: 'a', consent: true }), consent({ id: 'a', consent: false }), consent({ consent: true })]).toEqual([null, true, false, undefined]);
    expect(['yes', 'evet', 'NIE', '0', ''].map((word) => consent({ id: 'a', consent: word }, true))).toEqual([true, true, false, false, null]);
    expect(consent({ id: 'a', consent: 'maybe' }, true)).toEqual(['customer.consent must be true or false']);
  });

  it('keys customers by id, else by e-mail in lower case, else by the feedback', () => {
    const key = (customer: object): string | null => row({ ...base, externalId: '1', customer }).customerId;
    expect(key({ id: 'c', email: 'a@b.c' })).toBe(key({ id: 'c' }));
    expect(key({ email: 'A@b.c' })).toBe(key({ email: ' a@B.C ' }));
    expect(key({ name: 'Ann' })).toBe(key({ phone: '1' }));
    expect(key({})).toBeNull();
  });

  it('tells a repetition from a correction by content', () => {
    const content = (input: object): string => row({ ...base, externalId: '1', ...input }).content;
    expect(content({})).toBe(normalise({ ...base, externalId: '1' }, { now: NOW + 5_000 }).ok ? row({ ...base, externalId: '1' }, { now: NOW + 5_000 }).content : '');
    expect(content({ a: '1', b: '2' })).toBe(content({ b: '2', attributes: { a: '1' } }));
    for (const change of [{ comment: 'x' }, { nps: 8 }, { occurredAt: NOW }, { department: 'x' }, { channel: 'x' }, { anonymous: true }, { customer: { id: 'x' } }, { customer: { id: 'x', consent: true } }, { customer: { id: 'x', consent: false } }, { a: '1' }, { sentiment: 0 }]) {
      expect(content(change)).not.toBe(content({}));
    }
    expect(content({ sentiment: 0.5 })).not.toBe(content({ sentiment: -0.5 }));
  });

  it('hashes what carries no sentiment as before there was one, so that importing it again is a repetition', () => {
    // The writing without a sentiment: the scores, then the length of each empty text.
    const written = '1||9||0||0|||0|0|0:|0:|0:|0:|0:|0:|0:';
    const hashed = BigInt(`0x${createHash('sha256').update(written).digest('hex').slice(0, 16)}`).toString();
    expect(row({ ...base, externalId: '1' }).content).toBe(hashed);
  });
});
