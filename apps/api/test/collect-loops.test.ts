import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dataOf, makeToken, startHeed, type HeedProcess } from './support/heed-process.ts';

const ADMIN = 'an-admin-token-of-the-tests-0123456789';

interface Answer {
  received: number;
  accepted: number;
  corrected: number;
  duplicate: number;
  refused: number;
  refusals: { row: number; column: string; kind: string; reason: string }[];
  refusalsComplete: boolean;
  warnings: { warning: string; rows: number }[];
  code?: string;
  message?: string;
}

const HEADER = 'Ticket ID;Group;Created;First response;Solved;Closed;Transfers;Priority;Assignee;Customer ID;Reason';
const OPEN = [
  'T-1;Support;02.03.2026 10:00;02.03.2026 11:00;;;03.03.2026 10:00 Billing;high;Nobody Known;C-7;',
  'T-2;Support;04.03.2026 10:00;;05.03.2026 10:00;04.03.2026 12:00;;normal;;;',
  'T-3;Support;04.03.2026 10:00;;;06.03.2026 10:00;;P3;;;duplicate',
];

describe('the door for loops that began elsewhere', () => {
  let heed: HeedProcess;
  beforeAll(async () => {
    heed = await startHeed({ env: { HEED_ADMIN_TOKEN: ADMIN, HEED_TIME_ZONE: 'Europe/Berlin' } });
  });
  afterAll(() => heed.stop());

  const send = async (body: string | Buffer, { query = '?source=desk', token = ADMIN, headers = {} }: { query?: string; token?: string; headers?: Record<string, string> } = {}): Promise<{ status: number; body: Answer }> => {
    const answer = await fetch(`${heed.url}/collect/loops${query}`, { method: 'POST', body: typeof body === 'string' ? body : new Uint8Array(body), headers: { authorization: `Bearer ${token}`, ...headers } });
    return { status: answer.status, body: (await answer.json()) as Answer };
  };
  const csv = (...rows: string[]): string => [HEADER, ...rows].join('\n');
  const loopsOf = async (source: string): Promise<object[]> => {
    const { loops } = await dataOf<{ loops: { edges: { node: object }[] } }>(
      heed.url,
      'query ($source: [String!]) { loops(filter: {queue: ALL, source: {in: $source}}, sort: OPENED) { edges { node { externalId state openedBy openedAt contactedAt closedAt department firstDepartment priority notToldReason reopened legs { department from to } } } } }',
      { token: ADMIN, variables: { source: [source] } },
    );
    return loops.edges.map(({ node }) => node);
  };

  test('guesses the columns of an export, keeps good rows and says why the others are not', async () => {
    const { status, body } = await send(csv(...OPEN));
    expect(status).toBe(200);
    expect(body).toEqual({
      received: 3, accepted: 2, corrected: 0, duplicate: 0, refused: 1, refusalsComplete: true,
      refusals: [{ row: 2, column: 'closed', kind: 'text', reason: 'must not lie before resolved' }],
      warnings: [{ warning: 'owner names somebody who is not among the people here, and was left out', rows: 1 }],
    });
    expect(await loopsOf('desk')).toMatchObject([
      { externalId: 'T-3', state: 'CLOSED', closedAt: '2026-03-06T09:00:00.000Z', notToldReason: 'DUPLICATE' },
      {
        // Berlin is an hour ahead of UTC in March.
        externalId: 'T-1', state: 'CONTACTED', openedBy: 'IMPORT', openedAt: '2026-03-02T09:00:00.000Z', contactedAt: '2026-03-02T10:00:00.000Z', closedAt: null, department: 'Billing', firstDepartment: 'Support', priority: 'HIGH',
        legs: [{ department: 'Support', from: '2026-03-02T09:00:00.000Z', to: '2026-03-03T09:00:00.000Z' }, { department: 'Billing', from: '2026-03-03T09:00:00.000Z', to: null }],
      },
    ]);
  });

  test('the same again changes nothing, also compressed; what has moved on gets what is new; what lies before it is refused', async () => {
    expect((await send(gzipSync(csv(...OPEN)), { headers: { 'content-encoding': 'gzip' } })).body).toMatchObject({ accepted: 0, corrected: 0, duplicate: 2, refused: 1 });
    const moved = OPEN[0]?.replace(';;;03.03', ';04.03.2026 10:00;05.03.2026 10:00;03.03').replace('C-7;', 'C-7;no reply') ?? '';
    expect((await send(csv(moved))).body).toMatchObject({ accepted: 0, corrected: 1, refused: 0 });
    expect((await loopsOf('desk'))[1]).toMatchObject({ externalId: 'T-1', state: 'CLOSED', closedAt: '2026-03-05T09:00:00.000Z', notToldReason: 'UNREACHABLE', reopened: 0 });
    const { body } = await send(csv(moved.replace('02.03.2026 11:00', '02.03.2026 12:00')));
    expect(body.refusals).toMatchObject([{ row: 1, column: 'contacted', reason: expect.stringMatching(/^must not lie before what is known/) as string }]);
  });

  test('takes rows as JSON lines, and columns that the sender names', async () => {
    const lines = [{ id: 'J-1', department: 'Support', opened: '2026-03-02T09:00:00Z', waits: [{ from: '2026-03-02T10:00:00Z', to: '2026-03-02T12:00:00Z' }] }, { id: 'J-2', department: 'Support', opened: 'soon' }, 'text'];
    const json = await send(lines.map((line) => JSON.stringify(line)).join('\n'), { query: '?source=json', headers: { 'content-type': 'application/x-ndjson' } });
    expect(json.body).toMatchObject({ received: 3, accepted: 1, refused: 2 });
    expect(json.body.refusals.map(({ row, column }) => [row, column])).toEqual([[2, 'opened'], [3, '']]);

    const odd = 'Nummer X,Wer,opened\nN-1,Support,2026-03-02T09:00:00Z\n';
    expect((await send(odd, { query: '?source=odd' })).body).toMatchObject({ code: 'BAD_USER_INPUT', message: 'No column was found for id and department; say which it is, as COLUMN=TARGET.' });
    expect((await send(odd, { query: '?source=odd&map=Nummer%20X=id&map=Wer=department' })).body).toMatchObject({ received: 1, accepted: 1 });
    expect((await send(odd, { query: '?source=odd&map=Wer=nonsense' })).status).toBe(400);
    expect((await send('', { query: '?source=odd' })).body.code).toBe('BAD_USER_INPUT');
  });

  test('is for leads and administrators, and a lead brings loops of their own departments only', async () => {
    const agent = await makeToken(heed.url, ADMIN, { role: 'AGENT' });
    expect((await send(csv(...OPEN), { token: agent.secret })).status).toBe(403);
    const lead = await makeToken(heed.url, ADMIN, { role: 'LEAD', departments: ['Billing'] });
    const { body } = await send(csv('L-1;Billing;02.03.2026 10:00;;;;;;;;', 'L-2;Support;02.03.2026 10:00;;;;;;;;'), { query: '?source=lead', token: lead.secret });
    expect(body).toMatchObject({ accepted: 1, refused: 1, refusals: [{ row: 2, column: 'department', reason: 'must be one of your departments' }] });
  });
});
