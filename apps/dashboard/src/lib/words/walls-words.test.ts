import { expect, test } from 'vitest';
import type { WallDisplay } from '#lib/api/walls-documents.ts';
import { createFormats } from '#lib/i18n/format.ts';
import en from '#lib/i18n/messages/en.ts';
import { createTranslate } from '#lib/i18n/translate.ts';
import { newTile } from '#lib/walls/wall-draft.ts';
import { screenFacts, screenState, tileAbout, tileName } from './walls-words.ts';

const i18n = { t: createTranslate('en', { catalogue: en }), format: createFormats('en', { timeZone: 'UTC' }) };
const NOW = Date.UTC(2026, 10, 23, 12);
const screen: WallDisplay = { id: 'a', name: 'Reception', wall: 'lobby', createdAt: '2026-11-01T00:00:00.000Z', departments: null, networks: [], expiresAt: null, online: true, lastSeenAt: '2026-11-23T11:59:50.000Z', release: '0.1.0', width: 1080, height: 1920, page: 1, stale: false };
const facts = (change: Partial<WallDisplay>, pages = 3): string[] => screenFacts({ ...screen, ...change }, { pages, release: '0.1.0', i18n });

test('a screen says how it is, and since when it is away', () => {
  const words = (change: Partial<WallDisplay>): string => screenState({ ...screen, ...change }, { now: NOW, i18n });
  expect([words({}), words({ stale: true })]).toEqual(['Online', 'Online, but without fresh data']);
  expect(words({ online: false, lastSeenAt: '2026-11-23T09:00:00.000Z' })).toBe('Last seen 3 hr. ago');
  expect(words({ online: false, lastSeenAt: null })).toBe('Not opened yet');
});

test('what is known of a screen is said, and nothing of what is not', () => {
  expect(facts({})).toEqual(['page 2 of 3', '1080 × 1920', 'Heed 0.1.0']);
  // On a single page, or away, the page says nothing.
  expect([facts({}, 1), facts({ online: false })].map(([first]) => first)).toEqual(['1080 × 1920', '1080 × 1920']);
  expect(facts({ release: '0.0.9', page: null, width: null, networks: ['10.0.0.0/8', '::1/128'], departments: ['Support'], expiresAt: '2026-12-24T00:00:00.000Z' })).toEqual(['Heed 0.0.9, takes 0.1.0 at a quiet moment', 'only from 10.0.0.0/8 and ::1/128', 'only Support', 'until Dec 24']);
  expect(facts({ release: null, width: null, height: null, page: null })).toEqual([]);
});

test('a tile goes by its title, else by its kind, and says what it asks', () => {
  const tile = newTile('SCORE', { taken: [], metric: 'CES' });
  expect([tileName(tile, i18n), tileName({ ...tile, title: 'Are they happy?' }, i18n)]).toEqual(['Score', 'Are they happy?']);
  expect(tileAbout({ ...tile, departments: ['Support', 'Sales'] }, i18n)).toBe('CES · last 28 days · Support and Sales');
  expect(tileAbout(newTile('LOOPS_AT_RISK', { taken: [], metric: 'NPS' }), i18n)).toBe('all departments');
});
