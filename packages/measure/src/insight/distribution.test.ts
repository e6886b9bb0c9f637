import { insertFeedback, repeat, testFeedback } from '@heed/filter/testing';
import { sql } from '@heed/store';
import { openTestStore } from '@heed/store/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { measureDistribution, METRIC_IDS, METRICS } from '../index.ts';
import { answerSteps } from '../metric/answers.ts';
import { customersAnswers } from './customers-answers.ts';

const calendar = { now: Date.UTC(2026, 9, 1), timeZone: 'UTC' };
const filter = { period: { from: '2026-09-01', to: '2026-10-01' } };
const september = Date.UTC(2026, 8, 10);
const august = Date.UTC(2026, 7, 10);

describe('the distribution of answers', () => {
  let store: Awaited<ReturnType<typeof openTestStore>>;
  beforeAll(async () => {
    store = await openTestStore();
    await insertFeedback(store, [
      ...repeat(8, { nps: 10, occurredAt: september }),
      ...repeat(1, { nps: 7, occurredAt: september }),
      ...repeat(1, { nps: 0, occurredAt: september }),
      ...repeat(3, { nps: 10, occurredAt: august }),
      ...repeat(1, { nps: 6, occurredAt: august }),
      // No answer, another scale, and an employee.
      ...repeat(2, { csat: 4, occurredAt: september }),
      ...repeat(1, { csat: 4, csatScale: 10, occurredAt: september }),
      testFeedback({ enps: 10, nps: 10, occurredAt: september }),
    ]);
  });
  afterAll(() => store.drop());

  test('every answer from 0 to 10, with band, share, interval and the share before', async () => {
    const { n, excluded, answers } = await measureDistribution(store, { metric: 'nps', filter, calendar });
    expect({ n, excluded }).toEqual({ n: 10, excluded: 3 });
    expect(answers.map(({ answer, band, n: given }) => [answer, band, given])).toEqual([
      [0, 'bad', 1], [1, 'bad', 0], [2, 'bad', 0], [3, 'bad', 0], [4, 'bad', 0], [5, 'bad', 0], [6, 'bad', 0], [7, 'neutral', 1], [8, 'neutral', 0], [9, 'good', 0], [10, 'good', 8],
    ]);
    // Wilson for 8 of 10: 0.490 to 0.943; before 3 of 4.
    expect(answers[10]).toEqual({ answer: 10, upTo: null, band: 'good', n: 8, share: 80, low: expect.closeTo(49, 1), high: expect.closeTo(94.3, 1), previousShare: 75 });
    // Nobody gave it; before 1 of 4.
    expect(answers[6]).toMatchObject({ n: 0, share: 0, low: 0, high: expect.closeTo(27.75, 2), previousShare: 25 });
  });

  test('without a period nothing is compared; another period can be named', async () => {
    const all = await measureDistribution(store, { metric: 'nps', filter: {}, calendar });
    expect(all).toMatchObject({ period: null, n: 14, excluded: 3 });
    expect(new Set(all.answers.map(({ previousShare }) => previousShare))).toEqual(new Set([null]));
    const named = await measureDistribution(store, { metric: 'nps', filter, compareWith: { from: '2026-01-01', to: '2026-02-01' }, calendar });
    expect(named.answers[10]?.previousShare).toBeNull();
  });

  test('nobody answered: every answer is there, without a share', async () => {
    const { n, answers } = await measureDistribution(store, { metric: 'ces', filter, calendar });
    expect(n).toBe(0);
    expect(answers.map(({ answer, band, share, low, high, previousShare }) => [answer, band, share, low, high, previousShare])).toEqual(
      ['bad', 'bad', 'bad', 'neutral', 'good', 'good', 'good'].map((band, index) => [index + 1, band, null, null, null, null]),
    );
  });
});

describe('bands', () => {
  const bandsOf = (id: keyof typeof METRICS): string => {
    const metric = METRICS[id];
    return answerSteps({ ...metric, answers: customersAnswers(metric) }).map(({ band }) => band[0]).join('');
  };

  test('dissatisfied are as many of the lowest answers as of the highest are satisfied', () => {
    expect(METRIC_IDS.filter((id) => id.startsWith('csat')).map((id) => [id, bandsOf(id)])).toEqual([
      ['csat3', 'bng'], ['csat4', 'bbgg'], ['csat5', 'bbngg'], ['csat6', 'bbnngg'], ['csat7', 'bbnnngg'], ['csat10', 'bbbnnnnggg'],
    ]);
    expect([bandsOf('nps'), bandsOf('ces'), bandsOf('cesEasy')]).toEqual(['bbbbbbbnngg', 'bbbnggg', 'bbbnggg']);
    expect([bandsOf('ces5'), bandsOf('ces5Easy'), bandsOf('ces1'), bandsOf('sentiment')]).toEqual(['bbngg', 'bbngg', 'ggnbb', 'bbbnnggg']);
  });

  test('the other way round where less is better, and in bins', () => {
    const answers = { answer: sql`0`, from: -1, to: 1, bins: 5, middle: -0.2, upper: 0.2 };
    expect(answerSteps({ better: 'higher', answers })).toEqual([
      { answer: -1, upTo: -0.6, band: 'bad' }, { answer: -0.6, upTo: -0.2, band: 'bad' }, { answer: -0.2, upTo: 0.2, band: 'neutral' }, { answer: 0.2, upTo: 0.6, band: 'good' }, { answer: 0.6, upTo: 1, band: 'good' },
    ]);
    expect(answerSteps({ better: 'lower', answers }).map(({ band }) => band)).toEqual(['good', 'good', 'neutral', 'bad', 'bad']);
  });

  test('of every metric begin at an answer, the middle first', () => {
    for (const id of METRIC_IDS) {
      const { answers, better } = METRICS[id];
      if (!answers) continue;
      const steps = answerSteps({ better, answers }).map(({ answer }) => answer);
      expect(steps, id).toContain(answers.middle);
      expect(steps, id).toContain(answers.upper);
      expect(answers.middle, id).toBeLessThanOrEqual(answers.upper);
    }
  });

  test('a metric of employees, and one without answers, is not taken apart', () => {
    expect(() => customersAnswers({ ...METRICS.nps, population: 'employees' })).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT' }));
    expect(() => customersAnswers({ ...METRICS.nps, answers: null })).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT' }));
  });
});
