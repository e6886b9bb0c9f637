import { describe, expect, it } from 'vitest';
import { createTranslate } from '#lib/i18n/translate.ts';
import en from '#lib/i18n/messages/en.ts';
import tr from '#lib/i18n/messages/tr.ts';
import { folded, found, grouped, paletteCommands, type PaletteSources } from './commands.ts';

const sources: PaletteSources = {
  t: createTranslate('en', { catalogue: en }),
  role: 'AGENT',
  views: [{ name: 'Late and big', version: 1, queue: 'BREACHED', sort: 'DUE', filter: { priority: ['urgent'] } }],
  choices: { departments: [{ name: 'Ödeme & İade' }, { name: 'Support' }], people: [{ key: 'lukasz', name: 'Łukasz Żak', departments: [], available: true }] },
};
const groupName = (group: string): string => (group === 'theme' ? 'Appearance' : group);
const names = (query: string, from = sources): string[] => found(paletteCommands(from), { query, groupName }).map(({ name }) => name);
const hrefs = (query: string): unknown[] => found(paletteCommands(sources), { query, groupName }).map(({ act }) => ('href' in act ? act.href : act));

describe('the palette', () => {
  it('offers everything while nothing is typed, each once', () => {
    const ids = paletteCommands(sources).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(grouped(found(paletteCommands(sources), { query: ' ', groupName })).map(({ group }) => group)).toEqual(['pages', 'queues', 'views', 'departments', 'people', 'settings', 'language', 'theme']);
  });
  it('leads to saved views, departments and people in the inbox', () => {
    expect(hrefs('late and')).toEqual(['/loops?view=Late+and+big&queue=breached&priority=urgent']);
    expect(hrefs('suppo')).toEqual(['/loops?department=Support']);
    expect(hrefs('lukasz')).toEqual(['/loops?owner=lukasz']);
  });
  it('finds words whatever their case, marks and order, what begins with them first', () => {
    expect(folded('İADE Łódź ığdır Đà Nẵng')).toBe('iade lodz igdir da nang');
    expect(names('iade odeme')).toEqual(['Open loops of Ödeme & İade']);
    expect(names('dep')[0]).toBe('Departments');
    expect(names('appearance dark')).toEqual(['Dark']);
    expect(names('nothing of that name')).toEqual([]);
  });
  it('offers walls to leads', () => {
    const offered = names('wall', { ...sources, role: 'LEAD' });
    expect(offered).toEqual(expect.arrayContaining(['Walls', 'New wall']));
    expect(names('add screen', { ...sources, role: 'LEAD' })).toEqual(['Add a screen']);
  });
  it('changes the language and the appearance', () => {
    expect(hrefs('한국')).toEqual([{ locale: 'ko' }]);
    expect(hrefs('polski')).toEqual([{ locale: 'pl' }]);
    expect(hrefs('dark')).toEqual([{ theme: 'dark' }]);
  });
  it('offers who may not see loops none of them', () => {
    const all = names('', { ...sources, role: 'VIEWER', views: [], choices: { departments: [], people: [] } });
    for (const name of ['Loops', 'Walls', 'New wall']) expect(all).not.toContain(name);
    expect(all).toEqual(expect.arrayContaining(['Overview', 'Explore', 'English', 'Dark']));
  });
  it('speaks the language of its reader', () => {
    expect(names('koyu', { ...sources, t: createTranslate('tr', { catalogue: tr }) })).toEqual([tr['settings.theme.dark']]);
  });
});
