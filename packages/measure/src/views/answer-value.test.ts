import type { Sampled } from '@heed/domain';
import { render, sql } from '@heed/store';
import { describe, expect, test } from 'vitest';
import type { Counts } from '../metric/metric.ts';
import { METRIC_IDS, METRICS } from '../metric/registry.ts';
import { answerValue } from './answer-value.ts';

const sampled = (value: number): Sampled => ({ value, low: value, high: value, standardError: 0 });
const metric = (tallies: Record<string, object>, value: (counts: Record<string, number>) => number) => ({
  id: 'nps' as const,
  tallies,
  estimate: (counts: Counts) => ((counts['n'] ?? 0) === 0 ? null : sampled(value(counts))),
});

describe('what one answer adds to a metric', () => {
  test('follows from how the metric counts: 100, 0 or -100, a share of 100, the answer itself', () => {
    const of = (id: keyof typeof METRICS) => {
      const { text, params } = render(answerValue(METRICS[id]).value);
      return text.replaceAll(/\{(p\d+): \w+\}/g, (_, name: string) => String(params[name]));
    };
    expect(of('nps')).toBe('100 * if(ifNull(nps, 255) >= 9, 1, 0) + -100 * if(ifNull(nps, 255) <= 6, 1, 0)');
    expect(of('csat10')).toBe('100 * if(ifNull(csat, 0) >= 8, 1, 0)');
    expect(of('ces')).toBe('1 * (ifNull(ces, 0))');
  });

  test('is known for every metric of customers', () => {
    const customers = METRIC_IDS.filter((id) => METRICS[id].population === 'customers');
    expect(customers.length).toBeGreaterThanOrEqual(9);
    for (const id of customers) expect(() => answerValue(METRICS[id]), id).not.toThrow();
  });

  test('tells a total from a mean, and refuses what can be added up in neither way', () => {
    expect(answerValue(metric({}, ({ n = 0 }) => n)).kind).toBe('total');
    expect(answerValue(metric({ sum: { sum: sql`ces` } }, ({ sum = 0 }) => 3 * sum)).kind).toBe('total');
    expect(answerValue(metric({ hits: {} }, ({ hits = 0, n = 1 }) => hits / n)).kind).toBe('mean');
    expect(() => answerValue(metric({ hits: {} }, ({ hits = 0, n = 1 }) => Math.sqrt(hits / n)))).toThrow('neither a mean nor a total');
    expect(() => answerValue(metric({ a: {}, b: {} }, ({ a = 0, b = 0 }) => a / (b + 1)))).toThrow('neither a mean nor a total');
  });
});
