import { expect, it } from 'vitest';
import { bandOf, type Scores } from './band.ts';

const NONE: Scores = { nps: null, csat: null, csatScale: 0, ces: null, cesScale: 0, cesDirection: '' };
it('has the bands of NPS, the boxes of CSAT and the ends of effort, in both directions', () => {
  const nps = Array.from({ length: 11 }, (_, value) => bandOf({ ...NONE, nps: value }).band);
  expect(nps).toEqual([...Array<string>(7).fill('detractor'), 'passive', 'passive', 'promoter', 'promoter']);
  const csat = (scale: number): string[] => Array.from({ length: scale }, (_, index) => bandOf({ ...NONE, csat: index + 1, csatScale: scale }).band);
  expect(csat(3)).toEqual(['detractor', 'passive', 'promoter']);
  expect(csat(4)).toEqual(['detractor', 'detractor', 'promoter', 'promoter']);
  expect(csat(5)).toEqual(['detractor', 'detractor', 'passive', 'promoter', 'promoter']);
  expect(csat(10)).toEqual([...Array<string>(3).fill('detractor'), ...Array<string>(4).fill('passive'), ...Array<string>(3).fill('promoter')]);
  const ces = (scale: number, cesDirection: string): string[] => Array.from({ length: scale }, (_, index) => bandOf({ ...NONE, ces: index + 1, cesScale: scale, cesDirection }).band);
  expect(ces(7, 'high_is_easy')).toEqual(['detractor', 'detractor', 'detractor', 'passive', 'promoter', 'promoter', 'promoter']);
  expect(ces(5, 'high_is_easy')).toEqual(['detractor', 'detractor', 'passive', 'promoter', 'promoter']);
  expect(ces(5, 'high_is_hard')).toEqual(['promoter', 'promoter', 'passive', 'detractor', 'detractor']);
});

it('takes NPS before CSAT and CSAT before effort, and says which score it was', () => {
  const all = { nps: 10, csat: 1, csatScale: 5, ces: 7, cesScale: 7, cesDirection: 'high_is_easy' };
  expect(bandOf(all)).toEqual({ band: 'promoter', score: { metric: 'nps', value: 10, scale: 10 } });
  expect(bandOf({ ...all, nps: null })).toEqual({ band: 'detractor', score: { metric: 'csat', value: 1, scale: 5 } });
  expect(bandOf({ ...all, nps: null, csat: null, csatScale: 0 })).toEqual({ band: 'promoter', score: { metric: 'ces', value: 7, scale: 7 } });
  expect(bandOf(NONE)).toEqual({ band: '', score: null });
});
