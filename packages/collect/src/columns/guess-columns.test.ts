import { describe, expect, it } from 'vitest';
import { createMapper } from './column-mapper.ts';
import { guessColumns } from './guess-columns.ts';

const NOW = Date.UTC(2026, 10, 22);

function targets(header: string[], rows: string[][]): Record<string, string> {
  return Object.fromEntries(guessColumns(header, rows, { now: NOW }).columns.map(({ column, target }) => [column, target]));
}

function column(name: string, values: string[]): { target: string; sentence: string; csatScale?: number; dateOrder?: string } {
  const { columns, ...rest } = guessColumns([name], values.map((value) => [value]), { now: NOW });
  return { ...rest, target: columns[0]?.target ?? '', sentence: columns[0]?.sentence ?? '' };
}

describe('guessColumns', () => {
  it('maps exports in six languages', () => {
    expect(targets(['Response ID', 'Submitted At', 'How likely are you to recommend us?', 'Please tell us why', 'E-mail', 'Dept', 'Country', 'Plan'], [['a', '2026-01-02T03:04:05Z', '9', 'it works very well for us', 'a@b.co', 'Ops', 'DE', 'Pro']])).toEqual({
      'Response ID': 'externalId', 'Submitted At': 'occurredAt', 'How likely are you to recommend us?': 'nps', 'Please tell us why': 'comment', 'E-mail': 'customer.email', Dept: 'department', Country: 'region', Plan: 'segment',
    });
    expect(targets(['타임스탬프', '평점', '의견'], [['2026. 3. 1. 오후 4:05:06', '4', '좋아요']])).toEqual({ 타임스탬프: 'occurredAt', 평점: 'csat', 의견: 'comment' });
    expect(targets(['時間戳記', '滿意度', '意見', '姓名'], [['2026/3/1 下午 4:05:06', '5', '好', '王']])).toEqual({ 時間戳記: 'occurredAt', 滿意度: 'csat', 意見: 'comment', 姓名: 'customer.name' });
    expect(targets(['Ngày', 'Điểm số', 'Nhận xét'], [['31/01/2026', '5', 'tốt']])).toEqual({ Ngày: 'occurredAt', 'Điểm số': 'csat', 'Nhận xét': 'comment' });
    expect(targets(['Tarih', 'Puan', 'Yorum'], [['01.02.2026', '3', 'iyi']])).toEqual({ Tarih: 'occurredAt', Puan: 'csat', Yorum: 'comment' });
    expect(targets(['Data', 'Ocena', 'Komentarz'], [['01.02.2026', '3', 'dobrze']])).toEqual({ Data: 'occurredAt', Ocena: 'csat', Komentarz: 'comment' });
  });

  it.each([
    [['1', '5', '3'], 'csat', 5],
    [['1', '10', '7'], 'csat', 10],
    [['0', '10', '7'], 'nps', undefined],
    [['4.5', '3'], 'attribute', undefined],
    [['0', '3'], 'attribute', undefined],
    [['80', '100'], 'attribute', undefined],
  ])('takes a rating of %j for %s on scale %s', (values, target, csatScale) => {
    const guess = column('rating', values);
    expect([guess.target, guess.csatScale]).toEqual([target, csatScale]);
  });

  it.each([
    [['14.09.10', '06.03.23', '05.12.31'], 'year-month-day'],
    [['31/01/2026', '01/02/2026'], 'day-month-year'],
    [['01/31/2026', '01/02/2026'], 'month-day-year'],
    [['01.02.2026'], 'day-month-year'],
    [['1750000000'], 'epoch-seconds'],
    [['1750000000123'], 'epoch-milliseconds'],
    [['2026-01-02', '2026-01-02T10:00:00+02:00'], 'iso'],
  ])('reads dates such as %j as %s', (values, order) => {
    expect(column('date', values)).toMatchObject({ target: 'occurredAt', dateOrder: order });
  });

  it.each([
    [['-0.6', '0,25', '.5', '1'], 'sentiment', 'its values run from -0.6 to 1'],
    [['0.9', ''], 'sentiment', 'its values run from 0.9 to 0.9'],
    [['0.9', '-0.2', 'n/a'], 'sentiment', 'rows with other values will be refused'],
    [['positive', 'negative'], 'attribute', 'not numbers from -1 to 1'],
    [['-0.2', '55'], 'attribute', 'run from -0.2 to 55'],
    [['-3', '1'], 'attribute', 'run from -3 to 1'],
    // 30 values and none negative: a scale from 0 to 1.
    [Array.from({ length: 30 }, (_, index) => String(index / 30)), 'attribute', 'none of its values is below 0'],
    [Array.from({ length: 30 }, (_, index) => String(index / 30 - 0.5)), 'sentiment', 'its values run from -0.5'],
  ])('takes a sentiment of %j for %s', (values, target, sentence) => {
    for (const name of ['sentiment', 'Sentiment Score', 'Duygu puanı']) expect(column(name, values)).toMatchObject({ target, sentence: expect.stringContaining(sentence) as string });
  });

  it('says when dates could be read in another way', () => {
    expect(column('date', ['01/02/2026'])).toMatchObject({ dateOrder: 'month-day-year', sentence: expect.stringContaining('would also fit day-month-year') as string });
  });

  it('does not take a value that repeats for the id, unless the name says so', () => {
    expect(column('id', ['1', '1']).target).toBe('attribute');
    expect(column('movie_id', ['1', '2']).target).toBe('attribute');
    expect(column('external_id', ['1', '1']).target).toBe('externalId');
  });

  it('gives each target once', () => {
    expect(targets(['Region', 'Country', 'nps', 'score'], [['EU', 'DE', '9', '0'], ['EU', 'DE', '9', '10']])).toEqual({ Region: 'region', Country: 'attribute', nps: 'nps', score: 'attribute' });
  });
});

describe('createMapper', () => {
  const mapping = guessColumns(['date', 'rating', 'text', '__proto__'], [['14.09.10', '10', 'x', 'y']], { now: NOW });

  it('makes values for the collector', () => {
    const map = createMapper(mapping, { source: 'file:x', now: NOW });
    expect(map(['14.09.10', '9', 'hello', 'p'])).toMatchObject({ source: 'file:x', occurredAt: '2014-09-10', csat: '9', csatScale: 10, comment: 'hello' });
    expect(Object.entries(map(['14.09.10', '9', 'hello', 'p'])['attributes'] as object)).toEqual([['__proto__', 'p']]);
  });

  it('gives equal rows of one file different ids, and the same file the same ids', () => {
    const ids = (): unknown[] => {
      const map = createMapper(mapping, { source: 's', now: NOW });
      return [['14.09.10', '9', 'a', ''], ['14.09.10', '9', 'b', ''], ['14.09.10', '9', 'a', '']].map((row) => map(row)['externalId']);
    };
    expect(new Set(ids()).size).toBe(3);
    expect(ids()).toEqual(ids());
  });

  it('counts repetitions of many rows', () => {
    const map = createMapper(mapping, { source: 's', now: NOW });
    const ids = new Set<unknown>();
    for (let index = 0; index < 5_000; index++) ids.add(map(['14.09.10', '9', String(index % 1_000), ''])['externalId']);
    expect(ids.size).toBe(5_000);
  });

  it('a name that says the score outweighs some bad values, a plain rating needs good ones', () => {
    const named = guessColumns(['nps', 'comment'], [['9', 'a'], ['ten', 'b'], ['99', 'c'], ['0', 'd'], ['7', 'e'], ['6', 'f']]);
    expect(named.columns[0]).toMatchObject({ column: 'nps', target: 'nps' });
    expect(named.columns[0]?.sentence).toContain('rows with other values will be refused');
    expect(guessColumns(['csat'], [['5'], ['n/a'], ['4']]).columns[0]).toMatchObject({ target: 'csat' });
    expect(guessColumns(['nps'], [['promoter'], ['passive'], ['9']]).columns[0]).toMatchObject({ target: 'attribute' });
    expect(guessColumns(['rating'], [['4'], ['five'], ['3']]).columns[0]).toMatchObject({ target: 'attribute' });
  });
});
