import { expect, it } from 'vitest';
import { inboxHref, narrowingOf, readInbox, type InboxView } from './inbox-view.ts';
import { questionOf, readSaved, sameQuestion } from './saved-inbox.ts';

const read = (text: string): InboxView => readInbox(new URLSearchParams(text));
const saved = (text: string) => ({ name: 'Kept', version: 1, ...questionOf(read(text)) });

it('is kept in the spelling of files and exports', () => {
  expect(questionOf(read('queue=my_departments&department=Sales&priority=urgent&band=detractor&period=7d&q=late&sort=opened'))).toEqual({
    queue: 'MY_DEPARTMENTS',
    sort: 'OPENED',
    filter: { department: { in: ['Sales'] }, priority: ['urgent'], band: ['detractor'], opened: { last: { count: 7, unit: 'day' } }, text: 'late' },
  });
});

it('comes back as it was saved, under its name', () => {
  for (const text of ['', 'queue=mine', 'queue=breached&department=Sales&owner=&priority=high&priority=low&band=passive&from=2026-01-01&to=2026-01-31&q=late+parcel&sort=changed&customer=c1', 'period=month-to-date&heldby=Billing&rule=Ideas&cause=Bug']) {
    const view = readSaved(saved(text));
    expect(view).toEqual({ ...read(text), saved: 'Kept' });
    expect(sameQuestion(view, read(text))).toBe(true);
    expect(sameQuestion(view, read(`${text}&product=Hub`))).toBe(false);
  }
});

it('keeps what the bar has no words for, and asks for it', () => {
  const filter = {
    department: { notIn: ['Sales'] },
    channel: { in: ['chat'] },
    state: ['new', 'contacted'],
    closed: { toDate: 'month' },
    feedback: { nps: { max: 3 }, period: { last: { count: 2, unit: 'week', complete: true } } },
  };
  const view = readSaved({ name: 'By hand', version: 1, queue: 'ALL', sort: 'DUE', filter });
  expect(narrowingOf(view)).toEqual({
    department: { notIn: ['Sales'] },
    channel: { in: ['chat'] },
    state: ['NEW', 'CONTACTED'],
    closed: { toDate: 'MONTH' },
    feedback: { nps: { max: 3 }, period: { last: { count: 2, unit: 'WEEK', complete: true } } },
  });
  // Through the address and into the next save.
  const again = read(inboxHref(view).split('?')[1] ?? '');
  expect(again).toEqual(view);
  expect(questionOf(again)).toEqual({ queue: 'ALL', sort: 'DUE', filter });
});
