import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask, dataOf, makeToken, startHeed, type HeedProcess } from './support/heed-process.ts';
import { openWatcher } from './support/watch.ts';

const ADMIN = 'an-administrators-token-for-the-tests';
const DAY = 86_400_000;
const at = (daysAgo: number) => new Date(Date.now() - daysAgo * DAY).toISOString();
const SUBMIT = 'mutation ($input: [FeedbackInput!]!) { submitFeedbackBatch(input: $input) { accepted } }';
const CELLS = 'cells { estimate { value n low high excluded enough } change { value verdict previous { n } } value low high n }';
const EXPLORE = `explore(question: $question) { metrics { metric } by { dimension attribute } grain rolling period { from } previousPeriod { from to } buckets { from to } rows { keys pooled ${CELLS} } total { keys pooled ${CELLS} } }`;

type Question = Record<string, unknown>;
interface Cell {
  estimate: { value: number | null; n: number };
  change: { previous: { n: number } } | null;
  value: (number | null)[] | null;
  n: number[] | null;
}
interface Exploration {
  buckets: unknown[];
  rows: { keys: string[]; pooled: number[]; cells: Cell[] }[];
  total: { keys: string[]; pooled: number[]; cells: Cell[] };
}

describe('explore', () => {
  let heed: HeedProcess;
  let number = 0;
  const submit = (...rows: Question[]) => dataOf(heed.url, SUBMIT, { token: ADMIN, variables: { input: rows.map((row) => ({ source: 'explore', externalId: String(number++), ...row })) } });
  const times = (count: number, row: Question) => Array.from({ length: count }, () => row);
  const explore = async (question: Question, token = ADMIN) => (await dataOf<{ explore: Exploration }>(heed.url, `query ($question: ExplorationInput!) { ${EXPLORE} }`, { token, variables: { question } })).explore;
  const month = { period: { last: { count: 28, unit: 'DAY' } } };
  const plan = (value: string) => ({ attributes: [{ key: 'plan', value }] });

  beforeAll(async () => {
    heed = await startHeed({ env: { HEED_ADMIN_TOKEN: ADMIN, HEED_LIVE_WINDOW_MS: '50' } });
    await submit(
      ...times(4, { department: 'Support', nps: 10, csat: 5, occurredAt: at(3), ...plan('pro') }),
      ...times(2, { department: 'Support', nps: 0, occurredAt: at(3), ...plan('free') }),
      ...times(3, { department: 'Sales', nps: 8, occurredAt: at(5), attributes: [{ key: 'deal_size', value: 'large' }] }),
      { department: 'Billing', nps: 10, occurredAt: at(6) },
      { department: 'Returns', nps: 0, occurredAt: at(6) },
      { department: 'Support', nps: 0, occurredAt: at(35) },
    );
  });
  afterAll(() => heed.stop());

  test('metrics by two groupings, compared, the rest pooled from counts', async () => {
    const answer = await explore({ metrics: ['NPS', 'CSAT_5'], by: [{ dimension: 'DEPARTMENT' }, { attribute: 'plan' }], filter: month, compare: true, first: 2, firstWithin: 1 });
    expect(answer).toMatchObject({
      metrics: [{ metric: 'NPS' }, { metric: 'CSAT_5' }],
      by: [{ dimension: 'DEPARTMENT', attribute: null }, { dimension: null, attribute: 'plan' }],
      grain: null,
      rolling: null,
      buckets: [],
      rows: [
        { keys: ['Support', 'pro'], pooled: [0, 0], cells: [{ estimate: { value: 100, n: 4 }, value: null, n: null }, { estimate: { value: 100, n: 4 } }] },
        { keys: ['Support', ''], pooled: [0, 1], cells: [{ estimate: { value: -100, n: 2 } }, { estimate: { value: null, n: 0, excluded: 2 } }] },
        { keys: ['Sales', ''], pooled: [0, 0], cells: [{ estimate: { value: 0, n: 3 } }, { estimate: { n: 0 } }] },
        // One promoter and one detractor.
        { keys: ['', ''], pooled: [2, 1], cells: [{ estimate: { value: 0, n: 2, enough: false }, change: { verdict: 'TOO_FEW_ANSWERS', previous: { n: 0 } } }, { estimate: { n: 0 } }] },
      ],
      // 5 promoters and 3 detractors of 11; the one of 35 days ago is what they are compared with.
      total: { keys: ['', ''], pooled: [4, 3], cells: [{ estimate: { value: expect.closeTo(200 / 11, 9) as number, n: 11 }, change: { previous: { n: 1 } } }, { estimate: { n: 4 } }] },
    });
  });

  test('says what score, breakdown and trend say', async () => {
    const answer = await explore({ metrics: ['NPS'], by: [{ dimension: 'DEPARTMENT' }], filter: month, grain: 'DAY', compare: true });
    const asked = await dataOf<{ score: object; breakdown: { groups: { key: string }[] }; trend: { value: unknown; low: unknown; high: unknown; n: unknown } }>(
      heed.url,
      `query ($filter: FeedbackFilterInput!) {
        score(metric: NPS, filter: $filter) { estimate { value n low high excluded enough } change { value verdict previous { n } } }
        breakdown(metric: NPS, by: DEPARTMENT, filter: $filter) { groups { key estimate { value n low high excluded enough } change { value verdict previous { n } } } }
        trend(metric: NPS, filter: $filter, grain: DAY) { value low high n }
      }`,
      { token: ADMIN, variables: { filter: month } },
    );
    expect(answer.total.cells[0]).toEqual({ ...asked.score, ...asked.trend });
    expect(answer.buckets).toHaveLength(28);
    expect(answer.rows.map(({ keys, cells }) => ({ key: keys[0], estimate: cells[0]?.estimate, change: cells[0]?.change }))).toEqual(asked.breakdown.groups);
  });

  test('is watched: a snapshot at once, and another after a change, also of what only a rolling window reads', async () => {
    const watcher = openWatcher(heed.url, { token: ADMIN });
    const question = { metrics: ['NPS'], by: [{ dimension: 'DEPARTMENT' }], filter: { period: { last: { count: 7, unit: 'DAY' } }, source: { in: ['live'] } }, grain: 'DAY', rolling: 7 };
    const messages = watcher.watch<{ explore: Exploration }>(`subscription ($question: ExplorationInput!) { ${EXPLORE} }`, { question });
    const first = await messages.next();
    expect(first.explore).toEqual(await explore(question));
    expect(first.explore.rows).toEqual([]);

    await submit({ source: 'live', department: 'Support', nps: 10, occurredAt: at(1) });
    const second = await messages.next();
    expect(second.explore).toEqual(await explore(question));
    expect(second.explore.rows).toMatchObject([{ keys: ['Support'], cells: [{ estimate: { n: 1 } }] }]);

    // Nine days ago is outside of the period, and in the windows of its first days.
    await submit({ source: 'live', department: 'Support', nps: 0, occurredAt: at(9) });
    const third = await messages.next();
    // The period's days are those of 6 days ago to today; a window of seven holds 9 days ago until 3 days ago, and yesterday from then on.
    expect(third.explore.rows[0]?.cells[0]).toMatchObject({ estimate: { n: 1 }, n: [1, 1, 1, 1, 0, 1, 1] });
    expect(third.explore).toEqual(await explore(question));
    await watcher.dispose();
  });

  test('of a caller who sees one department holds that one alone, and names no attribute of others', async () => {
    const { secret } = await makeToken(heed.url, ADMIN, { role: 'ANALYST', departments: ['Support'] });
    const { rows, total } = await explore({ metrics: ['NPS'], by: [{ dimension: 'DEPARTMENT' }], filter: { ...month, source: { in: ['explore'] } } }, secret);
    expect(rows.map(({ keys }) => keys)).toEqual([['Support']]);
    expect(total.cells[0]?.estimate.n).toBe(6);
    const unknown = '{ score(metric: NPS, filter: {attributes: [{key: "deal_sise"}]}) { version } }';
    expect((await ask(heed.url, unknown, { token: ADMIN })).errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', near: ['deal_size'] });
    expect((await ask(heed.url, unknown, { token: secret })).errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', near: [] });
    expect((await ask(heed.url, '{ attributeValues(key: "deal_size") { value } }', { token: secret })).errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', near: [] });
  });

  test('values of an attribute', async () => {
    const { attributeValues, found } = await dataOf<Record<string, unknown>>(
      heed.url,
      'query ($filter: FeedbackFilterInput) { attributeValues(key: "plan", filter: $filter) { value n } found: attributeValues(key: "plan", search: "RE", first: 1) { value n } }',
      { token: ADMIN, variables: { filter: { department: { in: ['Support'] }, source: { in: ['explore'] } } } },
    );
    expect(attributeValues).toEqual([{ value: 'pro', n: 4 }, { value: 'free', n: 2 }, { value: '', n: 1 }]);
    expect(found).toEqual([{ value: 'free', n: 2 }]);
  });

  const anyFilter = { metrics: ['NPS'], filter: month };
  test.each<[string, Question, RegExp]>([
    ['a period that ends before it begins', { filter: { period: { from: '2026-05-01', to: '2026-04-01' } } }, /period\.from must be before period\.to/],
    ['the year 10000', { filter: { period: { from: '2026-05-01', to: '10000-01-01' } } }, /year from 0001 to 9999/],
    ['30 February', { filter: { period: { from: '2026-02-30', to: '2026-04-01' } } }, /a day or time that the calendar does not have/],
    ['an unknown time zone', { filter: { period: { from: '2026-02-01T00:00[Mars/Base]', to: '2026-04-01' } } }, /unknown time zone; use an offset/],
    ['half a period', { filter: { period: { from: '2026-02-01' } } }, /either both from and to, or last, or toDate/],
    ['a comparison that cannot be', { compareWith: { from: '2026-02-30', to: '2026-04-01' } }, /compareWith\.from names a day/],
    ['a comparison without a period', { filter: {}, compare: true }, /compare needs filter\.period/],
    ['no metric', { metrics: [] }, /metrics: it needs at least one/],
    ['seven metrics', { metrics: ['NPS', 'CES', 'CES_EASY', 'CSAT_3', 'CSAT_4', 'CSAT_5', 'CSAT_6'] }, /at most 6 metrics/],
    ['an unknown dimension', { by: [{ dimension: 'DEPARTEMENT' }] }, /question\.by\[0\]\.dimension: not a value of the enum Dimension\. Did you mean .*DEPARTMENT/],
    ['a grouping that is two', { by: [{ dimension: 'REGION', attribute: 'plan' }] }, /either \{ dimension: … \} or \{ attribute/],
    ['three groupings', { by: [{ dimension: 'REGION' }, { dimension: 'CHANNEL' }, { dimension: 'PRODUCT' }] }, /at most two groupings/],
    ['an unknown attribute', { by: [{ attribute: 'Plans' }] }, /question\.by\.0\.attribute names an attribute that no feedback carries; did you mean plan\?/],
    ['an unknown attribute in the filter', { filter: { or: [{ attributes: [{ key: 'plam', in: ['pro'] }] }] } }, /question\.filter\.or\.0\.attributes\.0\.key .* did you mean plan\?/],
    ['a metric of another scale than the filter', { metrics: ['CSAT_5'], filter: { csatScale: 7 } }, /ask for csat7, or take csatScale away/],
    ['satisfaction of any scale', { filter: { csat: { max: 2 } } }, /would mix answers on different scales; add csatScale/],
    ['a window without buckets', { rolling: 7 }, /rolling needs a grain/],
    ['a window of half a bucket', { grain: 'DAY', rolling: 0 }, /from 2 to 400/],
    ['a million groups', { by: [{ dimension: 'PRODUCT' }], first: 1_000_000 }, /at most 200 groups .* export/],
    ['no groups', { by: [{ dimension: 'PRODUCT' }], first: 0 }, /from 1 to 200/],
    ['too many buckets', { filter: { period: { last: { count: 10, unit: 'YEAR' } } }, grain: 'HOUR' }, /more than 2000 points; choose a coarser grain/],
  ])('%s is BAD_USER_INPUT and says what to change, live as well', async (_what, question, expected) => {
    const variables = { question: { ...anyFilter, ...question } };
    const refused = { extensions: { code: 'BAD_USER_INPUT' }, message: expect.stringMatching(expected) as string };
    const { errors } = await ask(heed.url, 'query ($question: ExplorationInput!) { explore(question: $question) { version } }', { token: ADMIN, variables });
    expect(errors[0]).toMatchObject(refused);
    const watcher = openWatcher(heed.url, { token: ADMIN });
    await expect(watcher.watch('subscription ($question: ExplorationInput!) { explore(question: $question) { version } }', variables).next()).rejects.toMatchObject([refused]);
    await watcher.dispose();
  });

  test.each([
    'score(metric: NPS, filter: $filter) { version }',
    'trend(metric: NPS, filter: $filter) { version }',
    'breakdown(metric: NPS, by: REGION, filter: $filter) { version }',
    'volume(filter: $filter) { version }',
    'feedback(filter: $filter) { totalCount }',
    'dimensionValues(dimension: REGION, filter: $filter) { value }',
    'attributeKeys(filter: $filter) { value }',
    'attributeValues(key: "plan", filter: $filter) { value }',
  ])('an unknown attribute is refused wherever a filter is taken: %s', async (field) => {
    const filter = { ...month, not: { attributes: [{ key: 'my private plans', in: ['pro'] }] } };
    const { errors } = await ask(heed.url, `query ($filter: FeedbackFilterInput) { ${field} }`, { token: ADMIN, variables: { filter } });
    expect(errors[0]).toMatchObject({ message: expect.stringMatching(/^filter\.not\.attributes\.0\.key names an attribute that no feedback carries; attributeKeys lists/) as string, extensions: { code: 'BAD_USER_INPUT' } });
    expect(JSON.stringify(errors)).not.toContain('private');
    const known = { ...month, not: { attributes: [{ key: 'plan', in: ['pro'] }] } };
    expect((await ask(heed.url, `query ($filter: FeedbackFilterInput) { ${field} }`, { token: ADMIN, variables: { filter: known } })).errors).toEqual([]);
  });
});
