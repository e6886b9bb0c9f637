import { expect, test } from 'vitest';
import { LOCALES, type Locale } from '#lib/i18n/locales.ts';
import { pictureSettings, wallDraft, wallInput } from './saved-wall.ts';
import { newTile, newWall, USUAL_NIGHT, type WallDraft } from './wall-draft.ts';

const draft: WallDraft = {
  ...newWall({ name: ' Lobby ', language: 'zh-TW', metric: 'CES' }),
  dimming: USUAL_NIGHT,
  tiles: [
    { ...newTile('SCORE', { taken: [], metric: 'CES' }), title: '  Easy?  ', departments: ['Support'], period: { from: '2026-01-01', to: '2026-01-31' } },
    { ...newTile('TIME_TO_CLOSE', { taken: [], metric: 'CES' }), period: { last: { count: 1, unit: 'MONTH', complete: true } } },
    { ...newTile('TREND', { taken: [], metric: 'CES' }), period: { toDate: 'YEAR' } },
    newTile('BEST_RECOVERY', { taken: [], metric: 'CES' }),
  ],
};

test('a draft is saved as the API asks for it: the last day counts, an empty title is none', () => {
  const { tiles, ...rest } = wallInput(draft, { key: null, revision: 0 });
  expect(rest).toMatchObject({ key: null, revision: 0, name: 'Lobby', language: 'ZH_TW', dimming: USUAL_NIGHT });
  expect(tiles.map(({ title, period }) => [title, period])).toEqual([
    ['Easy?', { from: '2026-01-01', to: '2026-02-01' }],
    [null, { last: { count: 1, unit: 'MONTH', complete: true } }],
    [null, { toDate: 'YEAR' }],
    [null, null],
  ]);
});

test('what was saved is read back unchanged, and drawn as it would hang', () => {
  const settings = pictureSettings(draft, { company: 'Halvorn', timeZone: 'Asia/Taipei' });
  expect(settings).toMatchObject({ company: 'Halvorn', timeZone: 'Asia/Taipei', language: 'ZH_TW' });
  expect(wallDraft(settings)).toEqual(draft);
});

test('every language of the screens is one of walls', () => {
  const back = (Object.keys(LOCALES) as Locale[]).map((language) => wallDraft(pictureSettings({ ...draft, language }, { company: '', timeZone: 'UTC' })).language);
  expect(back).toEqual(Object.keys(LOCALES));
});
