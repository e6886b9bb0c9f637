import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { auditServer } from 'graphql-http';
import { buildClientSchema, getIntrospectionQuery, isObjectType, isInputObjectType, isEnumType, type IntrospectionQuery } from 'graphql';
import { ask, dataOf, startHeed, type HeedProcess } from './support/heed-process.ts';
import { openWatcher } from './support/watch.ts';

describe('GraphQL over HTTP', () => {
  let heed: HeedProcess;
  beforeAll(async () => {
    heed = await startHeed();
  });
  afterAll(() => heed.stop());

  /** Statements that the database was asked, by Heed's own count. */
  async function statements(): Promise<number> {
    const text = await (await fetch(`${heed.url}/metrics`)).text();
    return [...text.matchAll(/^heed_statement_seconds_count\{name="measure\.[^}]*\} (\d+)$/gm)].reduce((sum, [, count]) => sum + Number(count), 0);
  }

  test('keeps the GraphQL over HTTP specification', async () => {
    const results = await auditServer({ url: `${heed.url}/graphql`, fetchFn: fetch });
    expect(results.filter(({ status }) => status === 'error')).toEqual([]);
    expect(results.length).toBeGreaterThan(50);
  });

  const breaches: [string, string, Record<string, unknown>, string][] = [
    ['aliases', `{ ${Array.from({ length: 31 }, (_, index) => `a${index}: metrics { version }`).join(' ')} }`, {}, 'QUERY_TOO_COMPLEX'],
    ['aliases behind fragments', `fragment A on Query { ${Array.from({ length: 16 }, (_, index) => `a${index}: metrics { version }`).join(' ')} } fragment B on Query { ...A ...A } { ...B }`, {}, 'QUERY_TOO_COMPLEX'],
    ['fields behind fragments', `${Array.from({ length: 40 }, (_, index) => `fragment F${index} on Query { ...F${index + 1} ...F${index + 1} }`).join(' ')} fragment F40 on Query { metrics { version } } query { ...F0 }`, {}, 'QUERY_TOO_COMPLEX'],
    ['tokens', `{ metrics { ${'version '.repeat(2_000)} } }`, {}, 'QUERY_TOO_COMPLEX'],
    ['cost', `{ ${Array.from({ length: 29 }, (_, index) => `a${index}: feedback(first: 200) { edges { node { id source department channel product region segment language nps csat csatScale ces comment anonymous flags customer { id name email phone } attributes { key value } } } }`).join(' ')} }`, {}, 'QUERY_TOO_COMPLEX'],
    ['page size', '{ feedback(first: 201) { totalCount } }', {}, 'BAD_USER_INPUT'],
    ['page size in a variable', 'query ($first: Int!) { feedback(first: $first) { totalCount } }', { first: 100_000 }, 'BAD_USER_INPUT'],
    ['page size of nothing', '{ feedback(first: 0) { totalCount } }', {}, 'BAD_USER_INPUT'],
  ];

  test.each(breaches)('a breach of %s answers 400 at once, before the database is asked', async (_name, query, variables, code) => {
    const before = await statements();
    const start = performance.now();
    const answer = await ask(heed.url, query, { variables });
    const milliseconds = performance.now() - start;
    expect({ status: answer.status, code: answer.errors[0]?.extensions.code }).toEqual({ status: 400, code });
    expect(await statements()).toBe(before);
    // The goal is 20 ms, measured in bench/; here a busy machine is allowed much more.
    expect(milliseconds).toBeLessThan(2_000);
    const watcher = openWatcher(heed.url);
    await expect(watcher.watch(query.replace(/^(query )?(\(.*?\) )?\{/, (_whole, _query, args: string | undefined) => `query ${args ?? ''}{`), variables).next()).rejects.toMatchObject([{ extensions: { code } }]);
    await watcher.dispose();
  });

  test('a filter nested too deeply is refused, and the schema itself can still be read', async () => {
    const deep = `{ feedback(filter: {${'not: {'.repeat(20)}${'}'.repeat(20)}}) { totalCount } }`;
    expect((await ask(heed.url, deep)).errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
    await dataOf(heed.url, getIntrospectionQuery());
  });

  test('a body over 4 MB is PAYLOAD_TOO_LARGE', async () => {
    const answer = await ask(heed.url, '{ metrics { version } }', { variables: { waste: 'x'.repeat(4 * 1024 * 1024) } });
    const { status } = answer;
    expect(status).toBe(413);
  });

  test('everything that can be asked is described', async () => {
    const schema = buildClientSchema(await dataOf<IntrospectionQuery>(heed.url, getIntrospectionQuery()));
    const missing: string[] = [];
    for (const type of Object.values(schema.getTypeMap())) {
      if (type.name.startsWith('__')) continue;
      if (!type.description && !['Query', 'Mutation', 'Subscription'].includes(type.name)) missing.push(type.name);
      if (isObjectType(type) || isInputObjectType(type)) {
        for (const field of Object.values(type.getFields())) {
          if (!field.description) missing.push(`${type.name}.${field.name}`);
          if ('args' in field) for (const arg of field.args) if (!arg.description) missing.push(`${type.name}.${field.name}(${arg.name})`);
        }
      }
      if (isEnumType(type) && !['Grain', 'PeriodUnit', 'Better'].includes(type.name)) for (const value of type.getValues()) if (!value.description) missing.push(`${type.name}.${value.name}`);
    }
    expect(missing).toEqual([]);
  });

  const SECRET = 'my cat Mr Whiskers died';
  test.each([
    ['a wrong type in a variable', 'mutation ($input: FeedbackInput!) { submitFeedback(input: $input) { status } }', { input: { source: 's', nps: SECRET } }, /input\.nps/],
    ['a field that does not exist', 'mutation ($input: FeedbackInput!) { submitFeedback(input: $input) { status } }', { input: { source: 's', coment: SECRET } }, /coment.*Did you mean.*comment/],
    ['a missing field', 'mutation ($input: FeedbackInput!) { submitFeedback(input: $input) { status } }', { input: { comment: SECRET } }, /source of type String! is missing/],
    ['a wrong enum in a variable', 'query ($m: Metric!) { score(metric: $m) { version } }', { m: SECRET }, /Metric/],
    ['a literal of the wrong type', `mutation { submitFeedback(input: {source: "s", nps: "${SECRET}"}) { status } }`, {}, /Int/],
    ['a broken document', `mutation { submitFeedback(input: {source: "s" "${SECRET}"}) { status } }`, {}, /Syntax Error/],
  ])('the message about %s says where, and repeats nobody’s words', async (_name, query, variables, expected) => {
    const { errors } = await ask(heed.url, query, { variables });
    expect(errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
    expect(errors[0]?.message).toMatch(expected);
    expect(JSON.stringify(errors)).not.toContain('Whiskers');
    expect(heed.output()).not.toContain('Whiskers');
  });

  test.each([
    ['an impossible period', '{ score(metric: NPS, filter: {period: {from: "2026-05-01", to: "2026-04-01"}}) { version } }', /period\.from must be before period\.to/],
    ['half a period', '{ score(metric: NPS, filter: {period: {from: "2026-05-01"}}) { version } }', /either both from and to, or last/],
    ['a date that is none', '{ score(metric: NPS, filter: {period: {from: "yesterday", to: "2026-04-01"}}) { version } }', /ISO 8601/],
    ['a trend without a period', '{ trend(metric: NPS, filter: {}) { version } }', /period/],
    ['a damaged cursor', '{ feedback(after: "🙂") { totalCount } }', /after|cursor/],
  ])('%s is BAD_USER_INPUT and says what to change', async (_name, query, expected) => {
    const { errors } = await ask(heed.url, query);
    expect(errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
    expect(errors[0]?.message).toMatch(expected);
  });
});
