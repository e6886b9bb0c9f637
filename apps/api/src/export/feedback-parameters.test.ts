import { describe, expect, test } from 'vitest';
import { readFeedbackParameters } from './feedback-parameters.ts';

const read = (query: string) => readFeedbackParameters(new URLSearchParams(query));

describe('parameters of an export', () => {
  test('that people can read', () => {
    expect(read('')).toEqual({ filter: {}, customers: false, bom: false });
    expect(
      read('last=28d&department=Support&department=&channel=chat&theme=a1&theme=-none&attribute:plan=pro&attribute:plan=free&attribute:a:b=&nps=0-6&csat=4-&csatScale=5&ces=7&text=late+parcel&hasComment=true&anonymous=false&contactRequested=true&customers=true&bom=true&token=x'),
    ).toEqual({
      filter: {
        period: { last: { count: 28, unit: 'day' } },
        department: { in: ['Support', ''] },
        channel: { in: ['chat'] },
        theme: { in: ['a1', '-none'] },
        attributes: [{ key: 'plan', in: ['pro', 'free'] }, { key: 'a:b', in: [''] }],
        nps: { min: 0, max: 6 },
        csat: { min: 4 },
        csatScale: 5,
        ces: { min: 7, max: 7 },
        text: 'late parcel',
        hasComment: true,
        anonymous: false,
        contactRequested: true,
      },
      customers: true,
      bom: true,
    });
  });

  test.each([
    ['last=3m', { last: { count: 3, unit: 'month' } }],
    ['last=4w&complete=true', { last: { count: 4, unit: 'week', complete: true } }],
    ['toDate=quarter', { toDate: 'quarter' }],
    ['from=2026-01-01&to=2026-02-01', { from: '2026-01-01', to: '2026-02-01' }],
    [`filter=${encodeURIComponent('{"period":{"last":{"count":1,"unit":"year"}}}')}`, { last: { count: 1, unit: 'year' } }],
  ])('a period as %s', (query, period) => {
    expect(read(query).filter).toEqual({ period });
  });

  test('as JSON, alone and with others, and then both must hold', () => {
    const json = encodeURIComponent('{"or":[{"region":{"in":["North"]}},{"nps":{"max":3}}]}');
    const or = [{ region: { in: ['North'] } }, { nps: { max: 3 } }];
    expect(read(`filter=${json}`).filter).toEqual({ or });
    expect(read(`filter=${json}&department=Support&last=1d`).filter).toEqual({ period: { last: { count: 1, unit: 'day' } }, and: [{ or }, { department: { in: ['Support'] } }] });
  });

  test.each([
    ['lastt=28d', /no such parameter; it has last, .*token and attribute:KEY/],
    ['last=28', /^last must be/],
    ['last=28d&last=1d', /^last may stand once/],
    ['last=28d&toDate=month', /give one of them/],
    ['complete=true', /^complete belongs to last/],
    ['toDate=private', /^toDate must be one of hour, day/],
    ['from=2026-01-01', /^from and to stand together/],
    ['nps=private', /^nps must be an answer/],
    ['nps=1-2-3', /^nps must be an answer/],
    ['csatScale=3-5', /^csatScale must be one scale/],
    ['anonymous=yes', /^anonymous must be true or false/],
    ['filter=private', /^filter must be a JSON object/],
    ['filter=[]', /^filter must be a JSON object/],
    ['filter={"period":{"toDate":"day"}}&last=1d', /^The period stands twice/],
  ])('%s is refused with what to change', (query, message) => {
    const reading = (): unknown => read(query);
    expect(reading).toThrow(message);
    expect(reading).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT' }) as Error);
    expect(reading).not.toThrow(/private/);
  });
});
