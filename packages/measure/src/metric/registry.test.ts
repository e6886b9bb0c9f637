import { expect, test } from 'vitest';
import { CUSTOMER_METRIC_IDS, METRIC_IDS, METRICS, NO_END } from '../index.ts';

test('every metric is declared under its own id, with a version, a range and words', () => {
  expect(METRIC_IDS).toEqual(['nps', 'csat3', 'csat4', 'csat5', 'csat6', 'csat7', 'csat10', 'ces', 'cesEasy', 'ces5', 'ces5Easy', 'ces1', 'sentiment', 'volume', 'enps']);
  for (const id of METRIC_IDS) {
    const metric = METRICS[id];
    expect(metric.id).toBe(id);
    // Sentiment is also read out of comments since its second version.
    expect(metric.version).toBe(`${id}@${id === 'sentiment' ? 2 : 1}`);
    expect(metric.min).toBeLessThan(metric.max);
    expect(Number.isSafeInteger(metric.max)).toBe(true);
    expect(metric.description.length).toBeGreaterThan(40);
    expect(metric.intervalMethod).toMatch(/^95 %, /);
  }
});

test('without answers a score has no value; only a count is 0 then, and only it has neither a minimum sample, an end nor a good direction', () => {
  for (const id of METRIC_IDS) {
    const { tallies, estimate, minimumSample, max, better } = METRICS[id];
    const nothing = estimate(Object.fromEntries(['n', ...Object.keys(tallies)].map((name) => [name, 0])));
    if (id === 'volume') {
      expect(nothing).toMatchObject({ value: 0, low: 0 });
      expect({ minimumSample, max, better }).toEqual({ minimumSample: 0, max: NO_END, better: 'neither' });
    } else {
      expect(nothing).toBeNull();
      expect(minimumSample).toBe(30);
      expect(better).toBe(id === 'ces1' ? 'lower' : 'higher');
    }
  }
});

test('eNPS alone is of employees, and no list of customers\' metrics holds it', () => {
  expect(METRIC_IDS.filter((id) => METRICS[id].population === 'employees')).toEqual(['enps']);
  expect(CUSTOMER_METRIC_IDS).toEqual(METRIC_IDS.filter((id) => id !== 'enps'));
});
