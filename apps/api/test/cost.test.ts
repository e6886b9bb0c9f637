import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildClientSchema, getIntrospectionQuery, type IntrospectionQuery } from 'graphql';
import { dataOf, makeToken, startHeed, type HeedProcess } from './support/heed-process.ts';
import { operations } from './support/operations.ts';
import { openWatcher } from './support/watch.ts';

const ADMIN = 'an-administrators-token-for-the-tests';
const ROWS = 40;
/** Of answers, which only rows can tell apart, so that one statement reads them all. 20 for the score, one for estimate, value and n each. */
const SCORE = '{ score(metric: NPS, filter: {nps: {min: 0}}) { estimate { value n } } }';
/** 20, and one for the value. */
const VALUES = '{ dimensionValues(dimension: DEPARTMENT, filter: {nps: {min: 0}}) { value } }';
const SUBMIT = 'mutation ($input: FeedbackInput!) { submitFeedback(input: $input) { status } }';

/** Fields of which the rows are known without an answer; of others they may be null. */
const READS = new Set(['workspace', 'score', 'trend', 'breakdown', 'volume', 'feedback', 'feedbackById', 'dimensionValues', 'attributeKeys'].map((name) => `query ${name}`));

interface Cost {
  cost: number;
  limit: number;
  milliseconds?: number;
  statements?: number;
  rowsRead?: number | null;
  dryRun?: boolean;
  rowsToRead?: number | null;
}
interface Reply {
  status: number;
  retryAfter: string | null;
  data?: unknown;
  errors?: { message: string; extensions: Record<string, unknown> }[];
  cost: Cost | undefined;
}

describe('the cost of a question', () => {
  let heed: HeedProcess;
  const secrets = new Map<string, string>();

  async function ask(query: string, { token = ADMIN, variables = {}, headers = {}, extensions }: { token?: string | undefined; variables?: unknown; headers?: Record<string, string>; extensions?: unknown } = {}): Promise<Reply> {
    const answer = await fetch(`${heed.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, ...headers },
      body: JSON.stringify({ query, variables, ...(extensions ? { extensions } : {}) }),
    });
    const { extensions: told, ...body } = (await answer.json()) as Omit<Reply, 'status' | 'cost'> & { extensions?: { cost: Cost } };
    return { status: answer.status, ...body, retryAfter: answer.headers.get('retry-after'), cost: told?.cost };
  }
  const dryRun = (query: string, token?: string): Promise<Reply> => ask(query, { token, headers: { 'Heed-Dry-Run': 'true' } });

  beforeAll(async () => {
    heed = await startHeed({ env: { HEED_ADMIN_TOKEN: ADMIN, HEED_COST_PER_MINUTE: '10000' } });
    const input = Array.from({ length: ROWS }, (_, index) => ({ source: 'cost', externalId: String(index), nps: index % 11, department: index % 2 === 0 ? 'Support' : 'Sales' }));
    await dataOf(heed.url, 'mutation ($input: [FeedbackInput!]!) { submitFeedbackBatch(input: $input) { accepted } }', { token: ADMIN, variables: { input } });
    for (const role of ['VIEWER', 'DISPLAY', 'INGEST', 'ANALYST']) secrets.set(role, (await makeToken(heed.url, ADMIN, { role })).secret);
    secrets.set('SUPPORT', (await makeToken(heed.url, ADMIN, { role: 'VIEWER', departments: ['Support'] })).secret);
  });
  afterAll(() => heed.stop());

  test('stands in every answer, with what the database read', async () => {
    // One statement, which looks at all rows.
    const { data, cost } = await ask(VALUES);
    expect(data).toEqual({ dimensionValues: [{ value: 'Sales' }, { value: 'Support' }] });
    expect(cost).toEqual({ cost: 21, limit: 10_000, milliseconds: expect.any(Number) as number, statements: 1, rowsRead: ROWS });
    expect((await ask(`{ ${VALUES.slice(1, -1)} again: ${VALUES.slice(1, -1)} }`)).cost).toMatchObject({ cost: 42, statements: 2, rowsRead: 2 * ROWS });
    const score = await ask(SCORE);
    expect(score.data).toMatchObject({ score: { estimate: { n: ROWS } } });
    expect(score.cost).toMatchObject({ cost: 23, statements: expect.any(Number) as number });
    expect(score.cost?.rowsRead).toBeGreaterThanOrEqual(ROWS);
    expect((await ask('{ metrics { version } }')).cost).toMatchObject({ cost: 2, statements: 0, rowsRead: 0 });
    expect((await ask('{ score(metric: NPS, filter: {period: {from: "x", to: "y"}}) { version } }')).cost).toMatchObject({ cost: 21, statements: 0 });
  });

  test('does not tell those who see one department how much there is in the others', async () => {
    const reply = await ask(SCORE, { token: secrets.get('SUPPORT') });
    expect(reply).toMatchObject({ data: { score: { estimate: { n: ROWS / 2 } } }, cost: { cost: 23, rowsRead: null } });
    expect((await dryRun(SCORE, secrets.get('SUPPORT'))).cost).toMatchObject({ cost: 23, rowsToRead: null });
  });

  test('beyond the caller’s own limit is refused, and named with it', async () => {
    const lists = (count: number): string => `{ ${Array.from({ length: count }, (_, index) => `a${index}: feedback(first: 200) { edges { node { id comment } } }`).join(' ')} }`;
    expect(await ask(lists(16), { token: secrets.get('DISPLAY') })).toMatchObject({ status: 400, errors: [{ message: expect.stringContaining('more than 15 aliases') as string, extensions: { code: 'QUERY_TOO_COMPLEX' } }] });
    const whole = '{ feedback(first: 200) { edges { node { id source department channel product region segment language nps csat ces comment anonymous flags customer { id name } } } } }';
    const five = `{ ${[0, 1, 2, 3, 4].map((index) => whole.slice(1, -1).replace('feedback', `a${index}: feedback`)).join(' ')} }`;
    // In each: 10, and 200 tenths of edges, node, 14 plain fields, customer with its two: 2 + 14 + 4 = 20.
    expect(await ask(five, { token: secrets.get('DISPLAY') })).toMatchObject({
      status: 400,
      errors: [{ message: 'The question costs 2050, more than 1500. Ask for less at once.', extensions: { code: 'QUERY_TOO_COMPLEX', cost: 2_050, limit: 1_500 } }],
      cost: { cost: 2_050, limit: 1_500, statements: 0 },
    });
    expect((await ask(five, { token: secrets.get('VIEWER') })).cost).toMatchObject({ cost: 2_050, limit: 5_000 });
  });

  test('is told without answering by a dry run, with the rows that it would read', async () => {
    for (const reply of [await dryRun(VALUES), await ask(VALUES, { extensions: { dryRun: true } })]) {
      expect(reply).toMatchObject({ status: 200, data: null, cost: { cost: 21, limit: 10_000, dryRun: true, rowsToRead: ROWS } });
      expect(reply.errors).toBeUndefined();
    }
    expect((await dryRun(SCORE)).cost?.rowsToRead).toBeGreaterThanOrEqual(ROWS);
    // No feedback is so old, and the key knows it.
    expect((await dryRun('{ score(metric: NPS, filter: {period: {from: "2001-01-01", to: "2001-02-01"}}) { version } }')).cost?.rowsToRead).toBe(0);
  });

  test('can be told of every field, and a dry run of a mutation does nothing', async () => {
    const schema = buildClientSchema(await dataOf<IntrospectionQuery>(heed.url, getIntrospectionQuery(), { token: ADMIN }));
    for (const [name, operation] of operations(schema)) {
      if (!name.startsWith('query')) continue;
      const { cost, errors = [] } = await dryRun(operation);
      expect(errors.map(({ extensions }) => extensions.code).filter((code) => !['BAD_USER_INPUT', 'NOT_FOUND'].includes(String(code))), name).toEqual([]);
      expect(cost, name).toMatchObject({ dryRun: true });
      if (READS.has(name)) expect(cost?.rowsToRead, name).toBeGreaterThanOrEqual(0);
    }
    const reply = await ask(SUBMIT, { variables: { input: { source: 'cost', externalId: 'dry', nps: 3 } }, headers: { 'Heed-Dry-Run': 'true' } });
    expect(reply).toMatchObject({ status: 200, data: null, cost: { cost: 11, rowsToRead: null } });
    expect((await ask('{ volume { matched } }')).data).toEqual({ volume: { matched: ROWS } });
  });

  test('of what is wrong is an error in a dry run too', async () => {
    expect(await dryRun('{ scor(metric: NPS) { version } }')).toMatchObject({ status: 400, errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
    expect(await dryRun('{ trend(metric: NPS) { version } }')).toMatchObject({ status: 200, data: null, errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
    expect(await dryRun('{ tokens { id } }', secrets.get('VIEWER'))).toMatchObject({ data: null, errors: [{ extensions: { code: 'FORBIDDEN' } }] });
    const wrong = { variables: { m: 'my cat' }, headers: { 'Heed-Dry-Run': 'true' } };
    for (let time = 0; time < 2; time++) expect(await ask('query ($m: Metric!) { score(metric: $m) { version } }', wrong)).toMatchObject({ status: 400, errors: [{ message: 'm: not a value of the enum Metric.' }] });
  });

  test('stands in the first message of a socket’s operation', async () => {
    const watcher = openWatcher(heed.url, { token: ADMIN });
    const messages: (Cost | undefined)[] = [];
    const wait = async (count: number): Promise<void> => {
      while (messages.length < count) await new Promise((resolve) => setTimeout(resolve, 10));
    };
    const listen = (query: string): (() => void) =>
      watcher.client.subscribe<unknown, { cost?: Cost }>({ query }, { next: ({ extensions }) => messages.push(extensions?.cost), error: () => undefined, complete: () => undefined });
    listen(`query ${VALUES}`);
    await wait(1);
    expect(messages[0]).toEqual({ cost: 21, limit: 10_000, milliseconds: expect.any(Number) as number, statements: 1, rowsRead: ROWS });
    listen(`subscription ${SCORE}`);
    await wait(2);
    expect(messages[1]).toEqual({ cost: 23, limit: 10_000, milliseconds: expect.any(Number) as number });
    await ask(SUBMIT, { variables: { input: { source: 'cost', externalId: 'later', nps: 3 } } });
    await wait(3);
    expect(messages[2]).toBeUndefined();
    await watcher.dispose();
  });

  test('of a minute is limited for each caller, but not for submissions', async () => {
    const token = secrets.get('ANALYST');
    const many = `{ ${Array.from({ length: 25 }, (_, index) => `a${index}: breakdown(metric: NPS, by: DEPARTMENT) { version }`).join(' ')} }`;
    let refusal: Reply | undefined;
    // 25 times 51 is 1,275: the eighth within a minute is more than 10,000.
    for (let asked = 0; asked < 12 && !refusal; asked++) {
      const reply = await ask(many, { token });
      if (reply.status !== 200) refusal = reply;
    }
    expect(refusal).toMatchObject({ status: 429, retryAfter: expect.stringMatching(/^[1-9]$/) as string, errors: [{ message: expect.stringMatching(/Wait \d s, then ask less often/) as string, extensions: { code: 'RATE_LIMITED', costPerMinute: 10_000 } }], cost: { cost: 1_275 } });
    expect(refusal?.errors?.[0]?.extensions.retryAfterSeconds).toBe(Number(refusal?.retryAfter));
    const watcher = openWatcher(heed.url, { token: token ?? '' });
    await expect(watcher.watch(many).next()).rejects.toMatchObject([{ extensions: { code: 'RATE_LIMITED' } }]);
    await watcher.dispose();
    expect((await ask(SCORE, { token: secrets.get('VIEWER') })).status).toBe(200);
    const ingest = secrets.get('INGEST');
    const answers = await Promise.all(Array.from({ length: 100 }, () => ask(`mutation { ${[0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((index) => `a${index}: submitFeedback(input: {source: "cost", externalId: "ten-${index}", nps: 1}) { status }`).join(' ')} }`, { token: ingest })));
    // A hundred times 110 is more than a minute's cost.
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  });
});
