import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask, dataOf, makeToken, startHeed, type HeedProcess } from './support/heed-process.ts';
import { openWatcher } from './support/watch.ts';

const ADMIN = 'an-administrators-token-for-the-tests';
const PERIOD = 'filter: {period: {from: "2026-05-01", to: "2026-06-01"}}';

const DISTRIBUTION = `distribution(metric: NPS, ${PERIOD}) { metric { metric } period { from } n excluded answers { answer upTo band n share low high previousShare } }`;
const WHY = `why(metric: NPS, by: {dimension: DEPARTMENT}, ${PERIOD}) { grouping { dimension attribute } previousPeriod { from } now { value n } change { value verdict previous { value } previousPeriod { from } } mix rate groups { key now { n } before { n } share previousShare mix rate effect verdict } other { key } otherGroups }`;
const DRIVERS = `drivers(metric: NPS, ${PERIOD}) { tested tooSmall groupings { grouping { dimension attribute } effect low high adjustedP clear groups n } groups { grouping { dimension attribute } key estimate { value n } rest { value n } difference low high adjustedP clear } }`;
const COHORTS = `cohorts(metric: NPS, date: "joined", cohort: QUARTER, ${PERIOD}) { date cohort since cohorts { start n cells { since estimate { value n } } } undated beforeStart }`;

interface Row {
  times: number;
  nps: number;
  department: string;
  day: string;
  attributes?: Record<string, string>;
}

describe('insight', () => {
  let heed: HeedProcess;
  let number = 0;
  beforeAll(async () => {
    heed = await startHeed({ env: { HEED_ADMIN_TOKEN: ADMIN, HEED_LIVE_WINDOW_MS: '50', HEED_TIME_ZONE: 'Europe/Berlin' } });
    await submit([
      { times: 40, nps: 10, department: 'Support', day: '2026-04-10' },
      { times: 40, nps: 10, department: 'Sales', day: '2026-04-10' },
      { times: 40, nps: 3, department: 'Support', day: '2026-05-10', attributes: { plan: 'free', joined: '2026-05-01' } },
      { times: 40, nps: 9, department: 'Sales', day: '2026-05-10', attributes: { plan: 'pro', joined: '2026-02-10' } },
      { times: 1, nps: 8, department: 'Kiosk', day: '2026-05-10', attributes: { joined: '2026-05-20' } },
    ]);
  });
  afterAll(() => heed.stop());

  async function submit(rows: readonly Row[]): Promise<void> {
    const lines = rows.flatMap(({ times, day, attributes, ...row }) => Array.from({ length: times }, () => JSON.stringify({ source: 'insight', externalId: String(number++), occurredAt: `${day}T10:00:00Z`, ...row, ...attributes })));
    const answer = await fetch(`${heed.url}/collect/ndjson`, { method: 'POST', headers: { authorization: `Bearer ${ADMIN}`, 'content-type': 'application/x-ndjson' }, body: lines.join('\n') });
    expect(answer.status).toBe(200);
  }

  const get = <T = Record<string, never>>(query: string) => dataOf<T>(heed.url, `{ ${query} }`, { token: ADMIN });
  const codeOf = async (query: string, token = ADMIN): Promise<string | undefined> => (await ask(heed.url, `{ ${query} }`, { token })).errors[0]?.extensions.code;

  test('the answers behind a score', async () => {
    const { distribution } = await get<{ distribution: { answers: object[] } }>(DISTRIBUTION);
    expect(distribution).toMatchObject({ metric: { metric: 'NPS' }, period: { from: '2026-04-30T22:00:00.000Z' }, n: 81, excluded: 0 });
    expect(distribution.answers).toHaveLength(11);
    // 40 of 81; before all 80 gave 10.
    expect(distribution.answers[3]).toMatchObject({ answer: 3, upTo: null, band: 'BAD', n: 40, share: expect.closeTo(49.38, 2), previousShare: 0 });
    expect(distribution.answers[10]).toMatchObject({ answer: 10, band: 'GOOD', n: 0, share: 0, previousShare: 100 });
  });

  test('why a score changed', async () => {
    const { why } = await get<{ why: { change: { value: number }; mix: number; rate: number; groups: object[] } }>(WHY);
    // (40 − 40)/81 after 100.
    expect(why).toMatchObject({ grouping: { dimension: 'DEPARTMENT', attribute: null }, now: { value: 0, n: 81 }, change: { value: -100, verdict: 'DOWN', previous: { value: 100 } }, other: null, otherGroups: 0 });
    expect(why.mix + why.rate).toBeCloseTo(-100, 9);
    // Support fell by 200: (40/81 + 1/2)/2 of it, and (40/81 − 1/2) times its midpoint 0 less the whole's 50.
    expect(why.groups[0]).toMatchObject({ key: 'Support', rate: expect.closeTo(-((40 / 81 + 0.5) / 2) * 200, 9), mix: expect.closeTo((40 / 81 - 0.5) * (0 - 50), 9), verdict: 'DOWN' });
    // New is the free plan, 40/81·(−100 − 50), more than the (1/81 + 1)/2·(−100) of those without a plan.
    expect(await get(`why(metric: NPS, by: {attribute: "plan"}, ${PERIOD}, first: 1) { grouping { dimension attribute } groups { key } other { key now { n } } otherGroups }`)).toMatchObject({
      why: { grouping: { dimension: null, attribute: 'plan' }, groups: [{ key: 'free' }], other: { key: '', now: { n: 41 } }, otherGroups: 2 },
    });
  });

  test('what separates good answers from bad ones', async () => {
    const { drivers } = await get<{ drivers: { groupings: object[]; groups: object[] } }>(DRIVERS);
    // The Kiosk has one answer. Departments and plans are the same 40 and 40.
    expect(drivers).toMatchObject({ tested: 4, tooSmall: 2 });
    expect(drivers.groupings).toMatchObject([
      { grouping: { dimension: 'DEPARTMENT', attribute: null }, effect: expect.closeTo(1, 9), clear: true, groups: 2, n: 80 },
      { grouping: { dimension: null, attribute: 'plan' }, clear: true, groups: 2, n: 80 },
    ]);
    expect(drivers.groups).toHaveLength(4);
    expect(drivers.groups).toContainEqual(expect.objectContaining({ grouping: { dimension: null, attribute: 'plan' }, key: 'free', estimate: { value: -100, n: 40 }, rest: { value: 100, n: 40 }, difference: -200, clear: true }));
    expect(await get(`drivers(metric: NPS, groupings: [{attribute: "plan"}], first: 1, ${PERIOD}) { tested groups { key } }`)).toMatchObject({ drivers: { tested: 2, groups: [{}] } });
  });

  test('by when customers began', async () => {
    expect(await get(COHORTS)).toEqual({
      cohorts: {
        date: 'joined',
        cohort: 'QUARTER',
        since: 'MONTH',
        // 10 February to 10 May are three months; Kiosk answered before it began.
        cohorts: [
          { start: '2026-01-01', n: 40, cells: [{ since: 3, estimate: { value: 100, n: 40 } }] },
          { start: '2026-04-01', n: 40, cells: [{ since: 0, estimate: { value: -100, n: 40 } }] },
        ],
        undated: 0,
        beforeStart: 1,
      },
    });
    expect(await get('dateAttributes { value n }')).toEqual({ dateAttributes: [{ value: 'joined', n: 81 }] });
  });

  test('what cannot be answered says what to change', async () => {
    for (const query of [
      'why(metric: NPS, by: {dimension: DEPARTMENT}) { mix }',
      `why(metric: NPS, by: {}, ${PERIOD}) { mix }`,
      `why(metric: NPS, by: {dimension: DEPARTMENT, attribute: "plan"}, ${PERIOD}) { mix }`,
      `why(metric: NPS, by: {dimension: DEPARTMENT}, ${PERIOD}, first: 201) { mix }`,
      'distribution(metric: NPS, compareWith: {toDate: MONTH}) { n }',
      'drivers(metric: NPS, groupings: []) { tested }',
      'drivers(metric: NPS, first: 0) { tested }',
      'cohorts(metric: NPS, date: "joined", since: DAY) { undated }',
      'cohorts(metric: NPS, date: "joinde") { undated }',
    ]) {
      expect(await codeOf(query), query).toBe('BAD_USER_INPUT');
    }
  });

  test('a token for one department learns of no other', async () => {
    const { secret: token } = await makeToken(heed.url, ADMIN, { role: 'ANALYST', departments: ['Support'] });
    const seen = await dataOf(heed.url, `{ ${DISTRIBUTION} ${WHY} ${DRIVERS} ${COHORTS} dateAttributes { n } }`, { token });
    expect(seen).toMatchObject({
      distribution: { n: 40 },
      why: { now: { n: 40 }, groups: [{ key: 'Support' }], otherGroups: 0 },
      drivers: { tested: 0, groupings: [], groups: [] },
      cohorts: { cohorts: [{ n: 40 }], beforeStart: 0 },
      dateAttributes: [{ n: 40 }],
    });
  });

  test('each is watched in the shape of its query', async () => {
    const watcher = openWatcher(heed.url, { token: ADMIN });
    const watching = [DISTRIBUTION, WHY, DRIVERS, COHORTS].map((field) => ({ field, messages: watcher.watch(`subscription { ${field} }`) }));
    for (const { field, messages } of watching) expect(await messages.next(), field).toEqual(await get(field));
    await submit([{ times: 35, nps: 9, department: 'Support', day: '2026-05-20', attributes: { plan: 'free', joined: '2026-04-01' } }]);
    for (const { field, messages } of watching) expect(await messages.next(), field).toEqual(await get(field));
    // The period before is watched where it is compared with.
    await submit([{ times: 1, nps: 0, department: 'Support', day: '2026-04-20' }]);
    for (const { field, messages } of watching.slice(0, 2)) expect(await messages.next(), field).toEqual(await get(field));
    expect(watching.slice(2).map(({ messages }) => messages.pending())).toEqual([0, 0]);
    await watcher.dispose();
  });
});
