import { sql } from '@heed/store';
import { garwood } from '../statistics/garwood.ts';
import { defineMetric, NO_END } from './metric.ts';

/**
 * How much feedback there is. It differs from scores in three ways: the value of no feedback is 0 and not null, because none
 * is an answer to "how much"; few are not too few to judge, because the count is exact and a fall to nearly nothing is
 * news; and more is neither better nor worse.
 */
export const volume = defineMetric({
  id: 'volume',
  population: 'customers',
  version: 'volume@1',
  title: 'Volume',
  description: 'How much feedback matched: every submission counts, whatever it carries. Where there is none the value is 0, not missing. The interval is that of the rate behind the count.',
  unit: 'count',
  better: 'neither',
  min: 0,
  max: NO_END,
  minimumSample: 0,
  intervalMethod: '95 %, exact Poisson (Garwood 1936)',
  answered: sql`true`,
  answers: null,
  tallies: {},
  estimate: ({ n }) => garwood(n),
});
