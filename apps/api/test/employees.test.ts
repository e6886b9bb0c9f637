import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask, dataOf, makeToken, startHeed, type HeedProcess } from './support/heed-process.ts';
import { openWatcher } from './support/watch.ts';

const admin = 'an-admin-token-for-tests-of-employees';
const LAST = 'period: {last: {count: 1, unit: QUARTER, complete: true}}';
const SCORE = `score(metric: ENPS, filter: {${LAST}}) { estimate { value n excluded } change { verdict previous { n } } }`;
const BREAKDOWN = `breakdown(metric: ENPS, by: DEPARTMENT, filter: {${LAST}}) { groups { key members estimate { value n } } total { n } }`;
interface Score {
  score: { estimate: { value: number | null; n: number; excluded: number } };
}
interface Breakdown {
  breakdown: { groups: { key: string; members: string[] | null; estimate: { n: number } }[]; total: { n: number } };
}

describe('what employees answered, over the API', () => {
  let heed: HeedProcess;
  beforeAll(async () => {
    heed = await startHeed({ env: { HEED_SAMPLE: 'true', HEED_ADMIN_TOKEN: admin, HEED_LIVE_WINDOW_MS: '50' } });
  });
  afterAll(() => heed.stop());
  const data = <T>(question: string, token = admin) => dataOf<T>(heed.url, question, { token });
  const refusal = async (question: string, token = admin) => (await ask(heed.url, question, { token })).errors.map(({ extensions }) => extensions.code);

  test('is shown for groups of at least five, the sample at once', async () => {
    const { breakdown } = await data<Breakdown>(`{ ${BREAKDOWN} }`);
    expect(breakdown.groups.filter(({ members }) => members === null).length).toBeGreaterThanOrEqual(3);
    for (const { key, members, estimate } of breakdown.groups) {
      expect(estimate.n).toBeGreaterThanOrEqual(5);
      if (members) expect(key).toBe(members.join(' + '));
    }
    const { score } = await data<Score>(`{ ${SCORE} }`);
    expect(score.estimate).toMatchObject({ n: breakdown.total.n, excluded: 0 });
    const { trend } = await data<{ trend: { grain: string; n: number[] } }>('{ trend(metric: ENPS, filter: {period: {last: {count: 3, unit: QUARTER, complete: true}}}) { grain n } }');
    expect(trend).toMatchObject({ grain: 'QUARTER' });
    expect(trend.n[2]).toBe(breakdown.total.n);
    expect((await data<{ metrics: { metric: string; population: string }[] }>('{ metrics { metric population } }')).metrics.filter(({ population }) => population === 'EMPLOYEES')).toEqual([{ metric: 'ENPS', population: 'EMPLOYEES' }]);
  });

  test('is refused in any other way', async () => {
    for (const question of [
      '{ score(metric: ENPS) { estimate { n } } }',
      '{ score(metric: ENPS, filter: {period: {last: {count: 28, unit: DAY}}}) { estimate { n } } }',
      `{ score(metric: ENPS, filter: {${LAST}, region: {in: ["Europe"]}}) { estimate { n } } }`,
      `{ breakdown(metric: ENPS, by: REGION, filter: {${LAST}}) { total { n } } }`,
      `{ trend(metric: ENPS, grain: MONTH, filter: {${LAST}}) { n } }`,
    ]) {
      expect(await refusal(question), question).toEqual(['BAD_USER_INPUT']);
    }
  });

  test('is for whoever may see one department that department, when it is shown alone', async () => {
    const { breakdown } = await data<Breakdown>(`{ ${BREAKDOWN} }`);
    const alone = breakdown.groups.find(({ members }) => members === null);
    const lead = await makeToken(heed.url, admin, { role: 'LEAD', departments: [alone?.key ?? ''] });
    expect((await data<Score>(`{ ${SCORE} }`, lead.secret)).score.estimate).toMatchObject({ n: alone?.estimate.n, excluded: 0 });
    expect((await data<Breakdown>(`{ ${BREAKDOWN} }`, lead.secret)).breakdown.groups.map(({ key }) => key)).toEqual([alone?.key]);
    for (const { members } of breakdown.groups) {
      if (!members) continue;
      const narrow = await makeToken(heed.url, admin, { role: 'LEAD', departments: [members[0] ?? ''] });
      expect(await refusal(`{ ${SCORE} }`, narrow.secret)).toEqual(['BAD_USER_INPUT']);
    }
  });

  test('does not move while people watch, and goes with the sample', async () => {
    const watcher = openWatcher(heed.url, { token: admin });
    const messages = watcher.watch<Score>(`subscription { ${SCORE} }`);
    const first = await messages.next();
    const { score } = await data<{ score: { period: { to: string } } }>(`{ score(metric: ENPS, filter: {${LAST}}) { period { to } } }`);
    const occurredAt = new Date(Date.parse(score.period.to) - 3_600_000).toISOString();
    for (const externalId of ['late', 'later']) {
      await dataOf(heed.url, 'mutation ($input: FeedbackInput!) { submitFeedback(input: $input) { status } }', { token: admin, variables: { input: { source: 'staff', externalId, department: 'Support', enps: 0, occurredAt } } });
    }
    await sleep(300);
    expect(messages.pending()).toBe(0);
    expect(await data<Score>(`{ ${SCORE} }`)).toMatchObject(first);
    await data('mutation { clearSampleData { sampleData } }');
    const gone = await messages.next();
    // The two late answers are all there is, too few to be shown.
    expect(gone.score.estimate).toEqual({ value: null, n: 0, excluded: 2 });
    await watcher.dispose();
  });
});
