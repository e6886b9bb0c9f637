import { describe, expect, it } from 'vitest';
import { inboxFilter, inboxHref, isNarrowed, narrowingOf, readInbox, withLoopChoice, type InboxView } from './inbox-view.ts';

const read = (text: string): InboxView => readInbox(new URLSearchParams(text));

describe('the address of the inbox', () => {
  it('is the open loops, those due first, where nothing is said', () => {
    expect(inboxHref(read(''))).toBe('/loops');
    expect(isNarrowed(read('queue=breached&sort=opened'))).toBe(false);
  });
  it('holds everything that is chosen', () => {
    for (const text of ['queue=mine', 'queue=closed&from=2026-01-01&to=2026-01-31&department=Sales&department=R%26D', 'period=28d', 'period=90d&owner=', 'priority=urgent&band=detractor&q=late+parcel&sort=changed&customer=c1', 'first=Support&heldby=Billing&rule=Ideas&cause=Bug', 'view=Late+ones&queue=my_departments&more=%7B%22state%22%3A%5B%22NEW%22%5D%7D']) {
      const view = read(text);
      expect(read(inboxHref(view).split('?')[1] ?? '')).toEqual(view);
      if (!text.startsWith('queue=mine')) expect(isNarrowed(view)).toBe(true);
    }
  });
  it('leaves out what makes no sense', () => {
    expect(read('queue=never&sort=luck&priority=whatever&band=loud')).toEqual(read(''));
  });
});

describe('what the inbox asks', () => {
  it('is the queue, narrowed', () => {
    expect(inboxFilter(read('queue=at_risk&department=Sales&first=Support&priority=urgent&q=late&from=2026-01-01&to=2026-01-31'), { me: null, departments: [] })).toEqual({
      queue: 'AT_RISK',
      department: { in: ['Sales'] },
      firstDepartment: { in: ['Support'] },
      priority: ['URGENT'],
      text: 'late',
      opened: { from: '2026-01-01', to: '2026-02-01' },
    });
  });
  it('is one\'s own open loops, and none for a reader who is nobody there', () => {
    expect(inboxFilter(read('queue=mine'), { me: 'ada', departments: [] })).toEqual({ queue: 'OPEN', owner: { in: ['ada'] } });
    expect(inboxFilter(read('queue=mine&owner=bob'), { me: null, departments: [] })).toEqual({ queue: 'OPEN', owner: { in: [] } });
  });
  it("is what the reader's departments hold, and of those no more than is chosen", () => {
    const reader = { me: 'ada', departments: ['Support', 'Sales'] };
    expect(inboxFilter(read('queue=my_departments'), reader)).toEqual({ queue: 'OPEN', department: { in: ['Support', 'Sales'] } });
    expect(inboxFilter(read('queue=my_departments&department=Sales&department=Product'), reader)).toEqual({ queue: 'OPEN', department: { in: ['Sales'] } });
  });
  it('counts every queue by the same narrowing', () => {
    expect(narrowingOf(withLoopChoice(read('queue=breached&department=Sales'), { name: 'department', values: [] }))).toEqual({});
  });
});
