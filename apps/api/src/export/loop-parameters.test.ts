import { describe, expect, test } from 'vitest';
import { readLoopParameters } from './loop-parameters.ts';

const read = (query: string) => readLoopParameters(new URLSearchParams(query));

describe('parameters of an export of loops', () => {
  test('that people can read, as JSON, and both', () => {
    expect(read('')).toEqual({ filter: {}, bom: false });
    expect(read('last=28d&queue=breached&department=Support&department=Sales&owner=&priority=urgent&priority=high&state=new&band=detractor&heldBy=Legal&rootCause=Delivery&text=late&bom=true&token=x')).toEqual({
      filter: {
        opened: { last: { count: 28, unit: 'day' } }, queue: 'breached', department: { in: ['Support', 'Sales'] }, owner: { in: [''] }, priority: ['urgent', 'high'], state: ['new'], band: ['detractor'],
        heldBy: { in: ['Legal'] }, rootCause: { in: ['Delivery'] }, text: 'late',
      },
      bom: true,
    });
    const json = encodeURIComponent('{"closed":{"toDate":"month"},"feedback":{"nps":{"max":6}}}');
    expect(read(`filter=${json}&queue=closed`).filter).toEqual({ closed: { toDate: 'month' }, feedback: { nps: { max: 6 } }, queue: 'closed' });
  });

  test.each([
    ['customers=true', /no such parameter; it has last, /],
    ['queue=private', /^queue must be one of open, /],
    ['queue=open&queue=closed', /^queue may stand once/],
    ['priority=private', /^priority must be one of urgent, /],
    ['last=28', /^last must be/],
    ['filter=private', /^filter must be a JSON object/],
    ['filter={"scope":["private"]}', /^filter has no field scope/],
    ['filter={"queue":"open"}&queue=open', /^queue stands twice/],
    ['filter={"opened":{"toDate":"day"}}&last=1d', /^The period stands twice/],
  ])('%s is refused with what to change', (query, message) => {
    const reading = (): unknown => read(query);
    expect(reading).toThrow(message);
    expect(reading).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT' }) as Error);
    expect(reading).not.toThrow(/private/);
  });
});
