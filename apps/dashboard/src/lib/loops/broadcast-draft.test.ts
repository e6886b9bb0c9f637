import { describe, expect, it } from 'vitest';
import { broadcastInput, composeHref, coverage, furtherLanguages, mayWriteToAll, missingOf, newDraft, templateTexts, type BroadcastDraft } from './broadcast-draft.ts';
import { inboxHref, readInbox } from './inbox-view.ts';

const AUDIENCE = [{ language: 'ko', count: 30 }, { language: 'zh-Hant', count: 9 }, { language: '', count: 4 }, { language: 'en', count: 1 }];
const text = (language: string, words = 'words') => ({ language, subject: words, body: words });
const DRAFT: BroadcastDraft = { name: ' Boxes ', texts: [text('ko'), text('en')], rootCause: 'Packing', action: 'New boxes', closeLoops: true };

describe('the page that writes to everyone', () => {
  it('has the address of the inbox behind it', () => {
    for (const search of ['', 'queue=all', 'sort=changed']) expect(composeHref(readInbox(new URLSearchParams(search)))).toBe('/loops/broadcasts/new');
    const view = readInbox(new URLSearchParams('queue=breached&department=Sales&cause=Packing&q=box'));
    const [path, search] = composeHref(view).split('?');
    expect([path, inboxHref(readInbox(new URLSearchParams(search)))]).toEqual(['/loops/broadcasts/new', inboxHref(view)]);
  });
});

describe('languages of an audience', () => {
  it('are covered by a text in any variety; a language that is not known is not', () => {
    expect(coverage(AUDIENCE, [text('zh-TW'), text('en-GB')]).map(({ covered }) => covered)).toEqual([false, true, false, true]);
    expect(coverage(AUDIENCE, []).some(({ covered }) => covered)).toBe(false);
  });
  it('are offered first for a further text, then those that nobody there speaks', () => {
    expect(furtherLanguages(AUDIENCE, { texts: [text('ko')], others: ['en', 'zh-TW', 'ko', 'vi'] })).toEqual(['zh-Hant', 'en', 'vi']);
    expect(furtherLanguages([], { texts: [text('vi')], others: ['en', 'vi'] })).toEqual(['en']);
  });
});

describe('a new broadcast', () => {
  const begin = (search: string, languages = AUDIENCE) => newDraft(readInbox(new URLSearchParams(search)), { languages, locale: 'pl' });
  it('begins in the language of most, or in that of the reader', () => {
    expect(begin('').texts).toEqual([{ language: 'ko', subject: '', body: '' }]);
    expect(begin('', [{ language: '', count: 3 }]).texts[0]?.language).toBe('pl');
  });
  it('has the cause and the action by which the loops were found, where that is one', () => {
    expect(begin('cause=Packing&action=New+boxes')).toMatchObject({ rootCause: 'Packing', action: 'New boxes', closeLoops: true });
    expect(begin('cause=Packing&cause=Carrier')).toMatchObject({ rootCause: '', action: '' });
  });
});

describe('a template', () => {
  it('gives the texts that somebody reads, the most frequent language first', () => {
    expect(templateTexts({ texts: [text('en'), text('zh-TW'), text('vi'), text('ko')] }, AUDIENCE).map(({ language }) => language)).toEqual(['ko', 'zh-TW', 'en']);
  });
  it('gives a text once, the nearer variety, and the first where nobody would read any', () => {
    expect(templateTexts({ texts: [text('en-US'), text('en')] }, [{ language: 'en-GB', count: 2 }, { language: 'en', count: 1 }]).map(({ language }) => language)).toEqual(['en']);
    expect(templateTexts({ texts: [text('pl'), text('tr')] }, AUDIENCE)).toEqual([text('pl')]);
  });
});

describe('what a broadcast lacks', () => {
  it('is nothing once everything is said', () => {
    expect(missingOf(DRAFT, { recipients: 1 })).toEqual([]);
  });
  it('is named, one thing after the other', () => {
    expect(missingOf({ ...DRAFT, name: ' ', texts: [text('ko'), { language: 'en', subject: 'Hello', body: ' ' }], rootCause: '', action: '' }, { recipients: 0 })).toEqual([{ what: 'audience' }, { what: 'words', language: 'en' }, { what: 'rootCause' }, { what: 'action' }, { what: 'name' }]);
  });
  it('is no cause and no action where the loops stay open; one does not go without the other', () => {
    expect(missingOf({ ...DRAFT, closeLoops: false, rootCause: '', action: '' }, { recipients: 1 })).toEqual([]);
    expect(missingOf({ ...DRAFT, closeLoops: false, action: '' }, { recipients: 1 })).toEqual([{ what: 'action' }]);
  });
});

it('sends what the form says, and no cause that nobody chose', () => {
  expect(broadcastInput(DRAFT, { audience: { queue: 'OPEN' } })).toEqual({ name: 'Boxes', audience: { queue: 'OPEN' }, texts: [text('ko'), text('en')], closeLoops: true, rootCause: 'Packing', action: 'New boxes' });
  expect(broadcastInput({ ...DRAFT, closeLoops: false, rootCause: '', action: '' }, { audience: {} })).toEqual({ name: 'Boxes', audience: {}, texts: [text('ko'), text('en')], closeLoops: false });
});

it('is for leads and administrators', () => {
  expect(['LEAD', 'ADMIN', 'AGENT', 'READER', null].map((role) => mayWriteToAll({ role }))).toEqual([true, true, false, false, false]);
});
