import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readSheet } from 'read-excel-file/node';
import { makeToken, startHeed, type HeedProcess } from './support/heed-process.ts';

const ADMIN = 'an-admin-token-of-the-tests-0123456789';
const CSV = [
  'Ticket ID;Group;Created;First response;Solved;Closed;Transfers;Priority;Assignee;Customer ID;Reason',
  'T-1;Support;02.03.2026 10:00;02.03.2026 11:00;;;03.03.2026 10:00 Billing;high;;C-7;',
  'T-2;Support;04.03.2026 10:00;;;04.03.2026 12:00;;normal;;;duplicate',
  'T-3;Sales;05.03.2026 10:00;;;;;urgent;;;',
].join('\n');

describe('the door for files of loops', () => {
  let heed: HeedProcess;
  beforeAll(async () => {
    heed = await startHeed({ env: { HEED_ADMIN_TOKEN: ADMIN, HEED_TIME_ZONE: 'Europe/Berlin' } });
    const answer = await fetch(`${heed.url}/collect/loops?source=desk`, { method: 'POST', body: CSV, headers: { authorization: `Bearer ${ADMIN}` } });
    expect(await answer.json()).toMatchObject({ accepted: 3 });
  });
  afterAll(() => heed.stop());

  const get = (path: string, token = ADMIN): Promise<Response> => fetch(`${heed.url}/export/loops.${path}`, { headers: token ? { authorization: `Bearer ${token}` } : {} });
  const rows = async (query: string, token?: string): Promise<Record<string, unknown>[]> => {
    const answer = await get(`ndjson${query}`, token);
    expect(answer.status).toBe(200);
    const found = (await answer.text()).split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as Record<string, unknown>);
    // Ids of loops from elsewhere are in the order of their years.
    return found.sort((left, right) => (String(left.externalId) < String(right.externalId) ? -1 : 1));
  };

  test('every loop with its legs up to now', async () => {
    const [first, second, third] = await rows('');
    expect(first).toMatchObject({ externalId: 'T-1', department: 'Billing', firstDepartment: 'Support', open: true, openedAt: '2026-03-02T09:00:00.000Z', openedAtLocal: '2026-03-02 10:00:00', toContact: 3_600_000, toResolve: first?.toClose });
    expect(first?.customerId).toEqual(expect.any(String));
    const legs = first?.legs as { department: string; held: number; waiting: number }[];
    expect(legs.map(({ department }) => department)).toEqual(['Support', 'Billing']);
    expect(legs.reduce((sum, { held, waiting }) => sum + held + waiting, 0)).toBe(first?.toClose);
    expect(second).toMatchObject({ externalId: 'T-2', open: false, toClose: 2 * 3_600_000, toResolve: null, notToldReason: 'duplicate' });
    expect(third).toMatchObject({ externalId: 'T-3', priority: 'urgent' });
  });

  test('those that the address names, in every format', async () => {
    expect((await rows('?from=2026-03-04&to=2026-03-05')).map(({ externalId }) => externalId)).toEqual(['T-2']);
    expect((await rows('?queue=open&heldBy=Support')).map(({ externalId }) => externalId)).toEqual(['T-1']);
    expect((await rows(`?filter=${encodeURIComponent('{"priority":["urgent"]}')}`)).map(({ externalId }) => externalId)).toEqual(['T-3']);
    const csv = await get('csv?priority=urgent&bom=true');
    expect(csv.headers.get('content-disposition')).toMatch(/^attachment; filename=loops-\d{4}-\d\d-\d\d\.csv$/);
    expect((await csv.text()).trimEnd().split('\n')).toHaveLength(2);
    const [header = [], ...cells] = await readSheet(Buffer.from(await (await get('xlsx')).arrayBuffer()), 'Loops');
    expect(cells).toHaveLength(3);
    const local = header.indexOf('openedAtLocal');
    expect(cells.map((row) => row[local])).toContainEqual(new Date(Date.UTC(2026, 2, 2, 10)));
    const parquet = await get('parquet');
    expect(Buffer.from(await parquet.arrayBuffer()).subarray(0, 4).toString()).toBe('PAR1');
  });

  test('for whoever may read, within their departments, and customers for those who see them', async () => {
    const token = async (role: string, departments?: string[]): Promise<string> => (await makeToken(heed.url, ADMIN, { role, ...(departments ? { departments } : {}) })).secret;
    const limited = await rows('', await token('LEAD', ['Support']));
    expect(limited.map(({ externalId }) => externalId)).toEqual(['T-1', 'T-2']);
    const [seen] = await rows('', await token('ANALYST'));
    expect(seen && 'customerId' in seen).toBe(false);
    expect((await get('csv', await token('INGEST'))).status).toBe(403);
    expect((await get('csv', '')).status).toBe(401);
    expect((await get(`csv?filter=${encodeURIComponent('{"scope":null}')}`)).status).toBe(400);
    expect((await get('csv?queue=nonsense')).status).toBe(400);
  });
});
