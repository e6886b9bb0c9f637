import { expect, test } from 'vitest';
import { METRIC_IDS, METRICS } from '../index.ts';

test('every metric is declared under its own id, with a version, a range and words', () => {
  expect(METRIC_IDS).toEqual(['nps', 'csat3', 'csat4', 'csat5', 'csat6', 'csat7', 'csat10', 'ces', 'cesEasy']);
  for (const id of METRIC_IDS) {
    const metric = METRICS[id];
    expect(metric.id).toBe(id);
    expect(metric.version).toBe(`${id}@1`);
    expect(metric.min).toBeLessThan(metric.max);
    expect(metric.minimumSample).toBe(30);
    expect(metric.description.length).toBeGreaterThan(40);
    expect(metric.estimate(Object.fromEntries(['n', ...Object.keys(metric.tallies)].map((name) => [name, 0])))).toBeNull();
  }
});
