import { gzipSync } from 'node:zlib';
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dataOf, startHeed, type HeedProcess } from './support/heed-process.ts';

interface Report {
  received: number;
  accepted: number;
  corrected: number;
  duplicate: number;
  refused: number;
  refusals: { row: number; column: string; kind: string; reason: string }[];
}

describe('the doors', () => {
  let heed: HeedProcess;
  beforeAll(async () => {
    heed = await startHeed();
  });
  afterAll(() => heed.stop());

  const send = async (path: string, body: string | Buffer, headers: Record<string, string> = {}): Promise<{ status: number; body: Report & { code?: string; message?: string } }> => {
    const answer = await fetch(heed.url + path, { method: 'POST', body: typeof body === 'string' ? body : new Uint8Array(body), headers });
    return { status: answer.status, body: (await answer.json()) as Report };
  };
  const npsOf = async (source: string) => (await dataOf<{ score: { estimate: object } }>(heed.url, 'query ($source: [String!]) { score(metric: NPS, filter: {source: {in: $source}}) { estimate { value n excluded } } }', { variables: { source: [source] } })).score.estimate;

  test('NDJSON: good rows are kept, bad ones come back with row, column, kind and reason, and sending again counts once', async () => {
    const body = ['{"source":"nd","externalId":"1","nps":10}', 'this is not json', '{"source":"nd","externalId":"2","nps":11}', '{"source":"nd","externalId":"3","nps":0,"comment":"slow"}', '{"source":"nd","externalId":"4","comment":"no score at all"}'].join('\n');
    const first = await send('/collect/ndjson', body, { 'content-type': 'application/x-ndjson' });
    expect(first.status).toBe(200);
    expect(first.body).toMatchObject({ received: 5, accepted: 3, corrected: 0, duplicate: 0, refused: 2 });
    expect(first.body.refusals.map(({ row, column }) => [row, column])).toEqual([[2, ''], [3, 'nps']]);
    expect(first.body.refusals[1]?.reason).toMatch(/0 to 10/);
    expect((await send('/collect/ndjson', gzipSync(body), { 'content-encoding': 'gzip' })).body).toMatchObject({ received: 5, accepted: 0, duplicate: 3, refused: 2 });
    expect(await npsOf('nd')).toEqual({ value: 0, n: 2, excluded: 1 });
    expect((await send('/collect/ndjson', '{"source":"nd","externalId":"3","nps":9,"comment":"better now"}')).body).toMatchObject({ corrected: 1 });
    expect(await npsOf('nd')).toEqual({ value: 100, n: 2, excluded: 1 });
  });

  test('CSV: columns are guessed, unknown ones become attributes, and a file without ids counts once', async () => {
    const csv = 'How likely are you to recommend us?;Comment;Department;Date;Shoe size\n10;"great; really";Sales;2026-05-01;43\n0;"line one\nline two";Support;2026-05-02;38\nten;x;Sales;2026-05-03;40\n' + Array.from({ length: 20 }, (_, index) => `${index % 11};;Billing;2026-04-${10 + index};42\n`).join('');
    const { status, body } = await send('/collect/csv?source=file', csv, { 'content-type': 'text/csv' });
    expect({ status, ...body }).toMatchObject({ status: 200, received: 23, accepted: 22, refused: 1, refusals: [{ row: 3 }] });
    expect((await send('/collect/csv?source=file', csv)).body).toMatchObject({ accepted: 0, duplicate: 22, refused: 1 });
    const { feedback } = await dataOf<{ feedback: { edges: { node: object }[] } }>(heed.url, '{ feedback(filter: {source: {in: ["file"]}, hasComment: true}) { edges { node { nps comment department occurredAt attributes { key value } } } } }');
    expect(feedback.edges.map(({ node }) => node)).toEqual([
      { nps: 0, comment: 'line one\nline two', department: 'Support', occurredAt: '2026-05-02T00:00:00.000Z', attributes: [{ key: 'Shoe size', value: '38' }] },
      { nps: 10, comment: 'great; really', department: 'Sales', occurredAt: '2026-05-01T00:00:00.000Z', attributes: [{ key: 'Shoe size', value: '43' }] },
    ]);
  });

  const HOSTILE = [
    '<script>alert(1)</script>',
    "'; DROP TABLE feedback; --",
    '=HYPERLINK("http://example.com","x")',
    '@SUM(1+1)*cmd|" /C calc"!A0',
    '\u202Eevil\u202C \u2066x\u2069',
    'a\u0000b',
    '🧨👩‍👩‍👧‍👦𝕳',
    'Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L',
    '{"$gt":""}',
    '${7*7} {{7*7}} %s %n \\x00 \\u0000',
    '../../etc/passwd',
    'x'.repeat(19_000),
    '\r\n\t\v\f',
    'ｆｕｌｌｗｉｄｔｈ ﬃ İıŞş Zażółć 客戶 고객',
  ];

  test('hostile text goes through every door unchanged, and is data only', async () => {
    const doors: Record<string, (rows: { externalId: string; comment: string }[]) => Promise<unknown>> = {
      ndjson: (rows) => send('/collect/ndjson', rows.map((row) => JSON.stringify({ source: 'h-ndjson', nps: 5, ...row })).join('\n')),
      csv: (rows) => send('/collect/csv?source=h-csv', `id,nps,comment\n${rows.map(({ externalId, comment }) => `${externalId},5,"${comment.replaceAll('"', '""')}"`).join('\n')}`),
      graphql: async (rows) => {
        for (const row of rows) await dataOf(heed.url, 'mutation ($input: FeedbackInput!) { submitFeedback(input: $input) { status } }', { variables: { input: { source: 'h-graphql', nps: 5, ...row } } });
      },
      batch: (rows) => dataOf(heed.url, 'mutation ($input: [FeedbackInput!]!) { submitFeedbackBatch(input: $input) { refused } }', { variables: { input: rows.map((row) => ({ source: 'h-batch', nps: 5, ...row })) } }),
    };
    const rows = HOSTILE.map((comment, index) => ({ externalId: `h${index}`, comment }));
    for (const [name, door] of Object.entries(doors)) {
      await door(rows);
      const { feedback } = await dataOf<{ feedback: { edges: { node: { externalId: string; comment: string } }[] } }>(
        heed.url,
        'query ($source: [String!]) { feedback(first: 200, filter: {source: {in: $source}}) { edges { node { externalId comment } } } }',
        { variables: { source: [`h-${name}`] } },
      );
      const got = new Map(feedback.edges.map(({ node }) => [node.externalId, node.comment]));
      for (const { externalId, comment } of rows) expect(got.get(externalId), `${name} ${externalId}`).toBe(comment);
    }
    expect(heed.output()).not.toMatch(/alert|DROP TABLE|HYPERLINK/);
  });

  test('limits are named, and nothing else of the body is lost', async () => {
    const { body } = await send('/collect/ndjson', `${JSON.stringify({ source: 'big', externalId: '1', comment: 'x'.repeat(20_001) })}\n${JSON.stringify({ source: 'big', externalId: '2', comment: 'y'.repeat(2_000_000) })}\n${JSON.stringify({ source: 'big', externalId: '3', comment: 'fine' })}`);
    expect(body).toMatchObject({ received: 3, accepted: 1, refused: 2 });
    expect(body.refusals[0]?.reason).toMatch(/20,?000/);
    expect(JSON.stringify(body)).not.toContain('xxx');
    const { submitFeedbackBatch } = await dataOf<{ submitFeedbackBatch: { refused: number; receipts: { status: string; refusals: object[] }[] } }>(
      heed.url,
      'mutation ($input: [FeedbackInput!]!) { submitFeedbackBatch(input: $input) { refused receipts { status refusals { column kind reason } } } }',
      { variables: { input: [{ source: '', nps: 12, csat: 3, csatScale: 9, ces: 1, cesScale: 4 }, { source: 'ok', nps: 9 }] } },
    );
    expect(submitFeedbackBatch).toMatchObject({ refused: 1, receipts: [{ status: 'REFUSED' }, { status: 'ACCEPTED', refusals: [] }] });
    expect(submitFeedbackBatch.receipts[0]?.refusals.length).toBeGreaterThanOrEqual(4);
  });

  test('what is not understood gets a code and what to change', async () => {
    expect(await send('/collect/csv', '')).toMatchObject({ status: 400, body: { code: 'BAD_USER_INPUT' } });
    expect(await send('/collect/ndjson', Buffer.from('not gzip'), { 'content-encoding': 'gzip' })).toMatchObject({ status: 400, body: { code: 'BAD_USER_INPUT' } });
    expect(await send('/collect/ndjson', 'x', { 'content-encoding': 'br' })).toMatchObject({ status: 400, body: { code: 'BAD_USER_INPUT' } });
  });

  test('a sender that breaks off in the middle loses only what it did not send, and Heed goes on', async () => {
    await new Promise<void>((resolve) => {
      const { port } = new URL(heed.url);
      const cut = request({ host: '127.0.0.1', port, path: '/collect/ndjson', method: 'POST', headers: { 'content-length': '1000000' } });
      cut.on('error', () => resolve());
      cut.write('{"source":"cut","externalId":"1","nps":9}\n{"source":"cut","ext');
      setTimeout(() => cut.destroy(), 100);
    });
    expect((await send('/collect/ndjson', '{"source":"cut","externalId":"1","nps":9}')).body.received).toBe(1);
    expect(await npsOf('cut')).toEqual({ value: 100, n: 1, excluded: 0 });
  });

  test('an anonymous answer keeps neither the customer nor the sender’s id', async () => {
    await send('/collect/ndjson', '{"source":"anon","externalId":"who-1","nps":2,"comment":"secretly","anonymous":true,"customer":{"id":"c9","name":"Somebody","email":"somebody@example.com"}}');
    expect(await dataOf(heed.url, '{ feedback(filter: {source: {in: ["anon"]}}) { edges { node { externalId anonymous customer { name email } } } } }')).toEqual({ feedback: { edges: [{ node: { externalId: null, anonymous: true, customer: null } }] } });
  });

  test('every metric of feedback by its own name, and what a source judged', async () => {
    const sent = await send('/collect/csv', 'source;external_id;Sentiment Score;ces;ces_scale;ces_version\njudged;1;0,5;;;\njudged;2;-1;;;\njudged;3;0.1;;;\njudged;4;;4;5;2.0\njudged;5;;2;5;1.0\n');
    expect(sent.body).toMatchObject({ accepted: 5, refused: 0 });
    const graphql = 'mutation { submitFeedback(input: {source: "judged", externalId: "6", comment: "fine", sentiment: 0.1}) { status } refused: submitFeedback(input: {source: "judged", sentiment: 1.5}) { status refusals { column } } }';
    expect(await dataOf(heed.url, graphql)).toEqual({ submitFeedback: { status: 'ACCEPTED' }, refused: { status: 'REFUSED', refusals: [{ column: 'sentiment' }] } });
    const filter = 'filter: {source: {in: ["judged"]}}';
    const scores = ['SENTIMENT', 'CES_5', 'CES_5_EASY', 'CES_1', 'VOLUME'].map((metric) => `${metric}: score(metric: ${metric}, ${filter}) { metric { better unit max } estimate { value n excluded } }`);
    expect(await dataOf(heed.url, `{ ${scores.join(' ')} }`)).toEqual({
      // One positive, two neutral, one negative.
      SENTIMENT: { metric: { better: 'HIGHER', unit: 'POINTS', max: 100 }, estimate: { value: 0, n: 4, excluded: 2 } },
      CES_5: { metric: { better: 'HIGHER', unit: 'SCALE_POINTS', max: 5 }, estimate: { value: 4, n: 1, excluded: 5 } },
      CES_5_EASY: { metric: { better: 'HIGHER', unit: 'PERCENT', max: 100 }, estimate: { value: 100, n: 1, excluded: 5 } },
      CES_1: { metric: { better: 'LOWER', unit: 'SCALE_POINTS', max: 5 }, estimate: { value: 2, n: 1, excluded: 5 } },
      VOLUME: { metric: { better: 'NEITHER', unit: 'COUNT', max: Number.MAX_SAFE_INTEGER }, estimate: { value: 6, n: 6, excluded: 0 } },
    });
    expect(await dataOf(heed.url, '{ feedback(filter: {source: {in: ["judged"]}, sentiment: {min: 0, max: 0.1}}) { totalCount edges { node { sentiment } } } }')).toEqual({
      feedback: { totalCount: 2, edges: [{ node: { sentiment: 0.1 } }, { node: { sentiment: 0.1 } }] },
    });
    expect(await dataOf(heed.url, '{ score(metric: VOLUME, filter: {source: {in: ["nobody"]}}) { estimate { value low n } } }')).toEqual({ score: { estimate: { value: 0, low: 0, n: 0 } } });
  });

  test('the measurements count what came in by each door', async () => {
    const text = await (await fetch(`${heed.url}/metrics`)).text();
    for (const pattern of [/heed_feedback_total\{door="ndjson",status="accepted"\} \d+/, /heed_feedback_total\{door="csv",status="refused"\} \d+/, /heed_refusals_total\{door="ndjson",column="nps"\} \d+/, /heed_statement_seconds_bucket\{.*name="measure\.scores"/, /heed_live\{what="subscribers"\} 0/, /heed_engine_restarts_total 0/]) {
      expect(text).toMatch(pattern);
    }
  });
});
