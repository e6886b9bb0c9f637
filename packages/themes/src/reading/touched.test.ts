import { describe, expect, it } from 'vitest';
import type { ThemeAct, ThemeHappening } from '../catalogue/event.ts';
import { foldCatalogue } from '../catalogue/fold.ts';
import { disagreeing } from './disagreeing.ts';
import { knownOf } from './known.ts';
import { MARGIN_MS, staleBy, touchedBy } from './touched.ts';

const NOW = 1_000_000_000;
const theme = (id: string, change: Partial<ThemeHappening & { type: 'created' }> = {}): ThemeHappening => ({
  type: 'created', id, name: id, label: id, description: '', parent: null, origin: 'person', language: null, phrases: [], words: {}, seeds: [], ...change,
});
/** One act for each list of events, a minute apart, the last ten minutes ago. */
const actsOf = (...lists: ThemeHappening[][]): ThemeAct[] =>
  lists.map((events, index) => ({ version: index + 1, command: 'create', actor: 'local', by: 'anna', at: NOW - 600_000 + index * 60_000, events }));
const stale = (acts: readonly ThemeAct[], now = NOW) => staleBy({ catalogue: foldCatalogue(acts), acts, models: {}, now });

describe('what an act touches', () => {
  it('is nothing where only names and places change', () => {
    const acts = actsOf([theme('a'), theme('b')], [{ type: 'renamed', theme: 'a', name: 'A' }, { type: 'nested', theme: 'a', parent: 'b' }, { type: 'hidden', theme: 'b', hidden: true }]);
    expect(stale(acts).stale).toMatchObject({ allBefore: 0, themesBefore: { a: 0, b: 0 } });
  });
  it('is every comment where words decide, once everybody knows of it', () => {
    const acts = actsOf([theme('a')], [{ type: 'defined', theme: 'a', words: { en: ['late'] } }]);
    const at = (acts[1] as ThemeAct).at + MARGIN_MS;
    expect(stale(acts).stale.allBefore).toBe(at);
    expect(stale(acts, at - 1)).toMatchObject({ stale: { allBefore: 0 }, next: at });
  });
  it('is, of a theme that was made out of comments, these, what stood beside them, and what stood nowhere', () => {
    const acts = actsOf([theme('a'), theme('b')], [theme('c', { seeds: ['f'], among: ['b'] })]);
    const at = (acts[1] as ThemeAct).at + MARGIN_MS;
    expect([...touchedBy(acts[1] as ThemeAct, { acts }).feedbackIds]).toEqual(['f']);
    expect(stale(acts).stale.themesBefore).toEqual({ a: 0, b: at, c: 0, '': at });
  });
  it('is the comments of a theme that ended, always, and of one that got some back', () => {
    const merged = actsOf([theme('a'), theme('b')], [{ type: 'merged', themes: ['a'], into: 'b' }]);
    expect(stale(merged).stale.themesBefore).toEqual({ a: Number.MAX_SAFE_INTEGER, b: 0 });
    const back = [...merged, ...actsOf([], [], [{ type: 'undone', version: 2 }]).slice(2)];
    expect(stale(back).stale.themesBefore).toEqual({ a: 0, b: (back[2] as ThemeAct).at + MARGIN_MS });
  });
  it('is the comments that a person named, and what they are when that is taken back', () => {
    const acts = actsOf([theme('a')], [{ type: 'confirmed', theme: 'a', feedbackIds: ['f', 'g'] }], [{ type: 'undone', version: 2 }]);
    expect([...touchedBy(acts[1] as ThemeAct, { acts }).feedbackIds]).toEqual(['f', 'g']);
    expect([...touchedBy(acts[2] as ThemeAct, { acts }).feedbackIds]).toEqual(['f', 'g']);
  });
});

it('finds the readings that do not say what people said', () => {
  const acts = actsOf([theme('a'), theme('b')], [{ type: 'confirmed', theme: 'a', feedbackIds: ['right', 'missing', 'other'] }, { type: 'moved', feedbackIds: ['out', 'stillIn'], to: null }], [{ type: 'merged', themes: ['a'], into: 'b' }]);
  const decided = new Map([['right', ['b']], ['other', ['a']], ['out', []], ['stillIn', ['b']], ['surplus', ['b']]]);
  expect(disagreeing(decided, knownOf(foldCatalogue(acts))).sort()).toEqual(['missing', 'other', 'stillIn', 'surplus']);
});
