/* In one file although long: it all asks one Heed on one engine, with rows enough that no buffer holds an export. */
import { request, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { HOSTILE_TEXTS } from '@heed/sample';
import { startEngineProcess, type EngineProcess } from '@heed/store/testing/engine-process';
import { parse } from 'csv-parse/sync';
import { parquetMetadata, parquetReadObjects, parquetSchema } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { readSheet } from 'read-excel-file/node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask, dataOf, makeToken, startHeed, type HeedProcess } from './support/heed-process.ts';

const ADMIN = 'an-administrators-token-for-the-tests';
const FORMATS = ['csv', 'ndjson', 'parquet', 'xlsx'] as const;

interface Submission {
  externalId: string;
  nps: number | null;
  comment: string;
  department: string;
  [field: string]: unknown;
}

/** Hostile texts as comments, departments and attributes, and a customer with each. */
const HOSTILE: Submission[] = HOSTILE_TEXTS.map((words, index) => ({
  source: 'survey:hostile',
  externalId: `h${index}`,
  occurredAt: new Date(Date.UTC(2026, 8, 1 + index)).toISOString(),
  nps: index % 11,
  comment: words,
  department: index % 2 === 0 ? 'Support' : 'Sales',
  attributes: { plan: words.slice(0, 100) },
  customer: { id: `c${index}`, name: `=Ann ${index}`, email: `ann${index}@example.com`, phone: '+48 600' },
}));
/** Enough and long enough that no buffer between Heed and its reader holds them. */
const LONG: Submission[] = Array.from({ length: 12_000 }, (_, index) => ({
  source: 'survey:long',
  externalId: `l${index}`,
  occurredAt: new Date(Date.UTC(2025, 0, 1) + index * 600_000).toISOString(),
  nps: index % 3 === 0 ? null : index % 11,
  comment: `${index} ${'word '.repeat(500)}`,
  department: 'Archive',
}));
const EMPLOYEE = { source: 'survey:staff', externalId: 'e1', enps: 3, comment: 'about my boss', department: 'Support' };

type Row = Record<string, unknown>;

/** The rows of a file, each cell as its reader understands it. */
async function rowsIn(bytes: Buffer, format: (typeof FORMATS)[number]): Promise<Row[]> {
  if (format === 'csv') return parse<Record<string, string>>(bytes, { columns: true });
  if (format === 'ndjson') return bytes.toString().trimEnd().split('\n').map((line) => JSON.parse(line) as Row);
  if (format === 'parquet') return parquetReadObjects({ file: fileOf(bytes), compressors });
  const [header = [], ...cells] = await readSheet(bytes, 'Feedback', { trim: false });
  return cells.map((row) => Object.fromEntries(header.map((name, index) => [String(name), row[index]])));
}

const fileOf = (bytes: Buffer): ArrayBuffer => bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;

describe('exports', () => {
  let engine: EngineProcess;
  let heed: HeedProcess;
  const secrets = new Map<string, string>();

  const get = (path: string, { token = ADMIN, headers = {} }: { token?: string; headers?: Record<string, string> } = {}): Promise<Response> =>
    fetch(`${heed.url}/export/${path}`, { headers: { ...(token ? { authorization: `Bearer ${token}` } : {}), ...headers } });
  const file = async (path: string, options?: Parameters<typeof get>[1]): Promise<Buffer> => {
    const answer = await get(path, options);
    if (answer.status !== 200) throw new Error(`${answer.status}: ${await answer.text()}`);
    return Buffer.from(await answer.arrayBuffer());
  };
  /** How many exports the engine is working on. */
  const running = async (): Promise<number> => {
    const query = "SELECT count() FROM system.processes WHERE position(query, 'occurredAtLocal') > 0 AND position(query, 'system.processes') = 0";
    const answer = await fetch(`${engine.url}/?query=${encodeURIComponent(query)}`, { headers: { 'x-clickhouse-user': engine.username, 'x-clickhouse-key': engine.password } });
    return Number(await answer.text());
  };
  const metric = async (line: string): Promise<number> => {
    const metrics = await (await fetch(`${heed.url}/metrics`, { headers: { authorization: `Bearer ${ADMIN}` } })).text();
    return Number(metrics.split('\n').find((found) => found.startsWith(`${line} `))?.split(' ')[1] ?? 0);
  };
  /** Asks and waits for the first byte, then takes nothing more. */
  const hold = async (url: string, token?: string): Promise<IncomingMessage> => {
    const asking = request(url, { headers: token ? { authorization: `Bearer ${token}` } : {}, agent: false });
    asking.on('error', () => undefined);
    const [answer] = (await once(asking.end(), 'response')) as [IncomingMessage];
    return answer.on('error', () => undefined);
  };

  beforeAll(async () => {
    engine = await startEngineProcess();
    heed = await startHeed({
      env: { HEED_ADMIN_TOKEN: ADMIN, HEED_TIME_ZONE: 'Asia/Kolkata', HEED_LOG_LEVEL: 'trace', CLICKHOUSE_URL: engine.url, CLICKHOUSE_USER: engine.username, CLICKHOUSE_PASSWORD: engine.password },
    });
    const body = [...HOSTILE, ...LONG, EMPLOYEE].map((row) => JSON.stringify(row)).join('\n');
    const sent = await fetch(`${heed.url}/collect/ndjson`, { method: 'POST', body, headers: { authorization: `Bearer ${ADMIN}`, 'content-type': 'application/x-ndjson' } });
    expect(await sent.json()).toMatchObject({ accepted: HOSTILE.length + LONG.length + 1, refused: 0 });
    for (const role of ['VIEWER', 'ANALYST', 'AGENT', 'LEAD', 'ADMIN', 'INGEST', 'DISPLAY']) secrets.set(role, (await makeToken(heed.url, ADMIN, { role })).secret);
  });
  afterAll(async () => {
    await heed.stop();
    await engine.stop();
  });

  test.each(FORMATS)('%s: every row that the API counts, and the same score', async (format) => {
    const rows = await rowsIn(await file(`feedback.${format}`), format);
    const { feedback, score } = await dataOf<{ feedback: { totalCount: number }; score: { estimate: { value: number; n: number } } }>(heed.url, '{ feedback { totalCount } score(metric: NPS) { estimate { value n } } }', { token: ADMIN });
    expect(rows).toHaveLength(feedback.totalCount);
    expect(new Set(rows.map((row) => row.id)).size).toBe(HOSTILE.length + LONG.length);
    const answers = rows.flatMap(({ nps }) => (nps === null || nps === undefined || nps === '' ? [] : [Number(nps)]));
    const promoters = answers.filter((nps) => nps >= 9).length;
    const detractors = answers.filter((nps) => nps <= 6).length;
    expect(answers).toHaveLength(score.estimate.n);
    expect((100 * (promoters - detractors)) / answers.length).toBeCloseTo(score.estimate.value, 9);
    expect(JSON.stringify(rows, (_key, value: unknown) => (typeof value === 'bigint' ? Number(value) : value))).not.toMatch(/my boss|enps/);
  });

  test.each(FORMATS)('%s: hostile texts come back as they were written', async (format) => {
    const rows = await rowsIn(await file(`feedback.${format}?source=survey:hostile`), format);
    const byId = new Map(rows.map((row) => [String(row.externalId), row]));
    for (const { externalId, comment, attributes, department, nps, occurredAt } of HOSTILE) {
      const row = byId.get(externalId);
      // A spreadsheet would run these from a CSV file; nothing else is touched there.
      const runs = format === 'csv' && /^[=+\-@]/.test(comment);
      expect(row?.comment).toBe(runs ? `'${comment}` : comment);
      const stored: unknown = typeof row?.attributes === 'string' ? JSON.parse(row.attributes) : row?.attributes;
      expect(stored).toEqual(attributes);
      expect(row?.department).toBe(department);
      expect(Number(row?.nps)).toBe(nps);
      expect(Math.round(new Date(row?.occurredAt as string | Date).getTime() / 1_000)).toBe(Date.parse(String(occurredAt)) / 1_000);
    }
  });

  test('explorations in every format say what the API says', async () => {
    const question = { metrics: ['nps'], by: [{ dimension: 'department' }], filter: { source: { in: ['survey:hostile'] } } };
    const { explore } = await dataOf<{ explore: { rows: { keys: string[]; cells: { estimate: { value: number; n: number } }[] }[] } }>(
      heed.url,
      '{ explore(question: {metrics: [NPS], by: [{dimension: DEPARTMENT}], filter: {source: {in: ["survey:hostile"]}}}) { rows { keys cells { estimate { value n } } } } }',
      { token: ADMIN },
    );
    const expected = explore.rows.map(({ keys, cells }) => [keys[0], cells[0]?.estimate.n]);
    expect(expected).toHaveLength(2);
    const path = (format: string): string => `explore.${format}?question=${encodeURIComponent(JSON.stringify(question))}`;
    const csv = parse<{ row: string; department: string; nps: string; npsN: string }>(await file(path('csv')), { columns: true });
    expect(csv.filter(({ row }) => row === 'group').map(({ department, npsN }) => [department, Number(npsN)])).toEqual(expected);
    expect(csv.map(({ row }) => row)).toEqual(['group', 'group', 'total']);
    const lines = (await file(path('ndjson'))).toString().trim().split('\n').map((line) => JSON.parse(line) as { department: string; nps: number; npsN: number });
    expect(lines[0]).toMatchObject({ department: expected[0]?.[0], npsN: expected[0]?.[1], nps: explore.rows[0]?.cells[0]?.estimate.value });
    const parquet = await parquetReadObjects({ file: fileOf(await file(path('parquet'))), compressors });
    expect(parquet.map((row): unknown => row['department'])).toEqual([...expected.map(([key]) => key), null]);
    expect((await readSheet(await file(path('xlsx')))).map((row) => row[1])).toEqual(['department', ...expected.map(([key]) => key), null]);
    for (const wrong of ['explore.csv', 'explore.csv?question=[]', 'explore.csv?question={}', `${path('csv')}&first=3`, 'explore.csv?question={"metrics":["npss"]}']) {
      const answer = await get(wrong);
      expect([wrong, answer.status, ((await answer.json()) as { code: string }).code]).toEqual([wrong, 400, 'BAD_USER_INPUT']);
    }
  });

  test('CSV: no cell of text begins as a formula', async () => {
    const cells = (parse(await file('feedback.csv?customers=true&source=survey:hostile'))).flat();
    expect(cells.filter((cell) => /^[\s"']*[=+\-@\t\r]/.test(cell) && !cell.startsWith("'"))).toEqual([]);
    expect(cells.filter((cell) => cell.startsWith("'="))).toHaveLength(1 + HOSTILE.length);
  });

  test('Parquet: columns have the types that DuckDB and pandas read', async () => {
    const metadata = parquetMetadata(fileOf(await file('feedback.parquet?source=survey:hostile&customers=true')));
    const types = Object.fromEntries(parquetSchema(metadata).children.map(({ element }) => [element.name, element.logical_type?.type ?? element.converted_type ?? element.type]));
    expect(types).toMatchObject({ id: 'STRING', occurredAt: 'TIMESTAMP', receivedAt: 'TIMESTAMP', department: 'STRING', nps: 'INT32', comment: 'STRING', anonymous: 'BOOLEAN', flags: 'LIST', attributes: 'STRING', customerEmail: 'STRING' });
  });

  test('moments stand in UTC and as the clocks of the organisation showed them', async () => {
    const [row] = await rowsIn(await file('feedback.csv?source=survey:hostile&last=10y'), 'csv');
    // India is five and a half hours ahead.
    expect(row).toMatchObject({ externalId: 'h0', occurredAt: '2026-09-01T00:00:00.000Z', occurredAtLocal: '2026-09-01 05:30:00' });
  });

  test('a filter as JSON, as parameters, or both', async () => {
    const count = async (query: string): Promise<number> => (await rowsIn(await file(`feedback.ndjson?${query}`), 'ndjson')).filter((row) => row.id).length;
    const json = encodeURIComponent(JSON.stringify({ department: { in: ['Support', 'Sales'] } }));
    expect(await count(`filter=${json}`)).toBe(HOSTILE.length);
    expect(await count('department=Support&department=Sales')).toBe(HOSTILE.length);
    expect(await count(`filter=${json}&department=Support`)).toBe(HOSTILE.filter(({ department }) => department === 'Support').length);
    expect(await count('source=survey:hostile&nps=9-10')).toBe(HOSTILE.filter(({ nps }) => Number(nps) >= 9).length);
    // In September 2026 by the clocks of India: the first of them is of 05:30 on the first.
    expect(await count('from=2026-09-01&to=2026-09-03&department=Support&department=Sales')).toBe(2);
  });

  test.each([
    ['filter={', 400, /filter must be a JSON object/],
    [`filter=${encodeURIComponent('{"departmant":{"in":["private words"]}}')}`, 400, /filter\..*not usable/],
    [`filter=${encodeURIComponent('{"nps":{"min":"private words"}}')}`, 400, /filter\.nps\.min is not usable/],
    ['last=private', 400, /last must be a number with h, d, w, m, q or y/],
    ['from=private&to=2026-01-01', 400, /period\.from must be an ISO 8601/],
    ['form=xlsx', 400, /no such parameter/],
  ])('%s is refused and says what to change', async (query, status, message) => {
    for (const format of FORMATS) {
      const answer = await get(`feedback.${format}?${query}`);
      const body = (await answer.json()) as { code: string; message: string };
      expect({ status: answer.status, code: body.code }).toEqual({ status, code: 'BAD_USER_INPUT' });
      expect(body.message).toMatch(message);
      expect(body.message).not.toMatch(/private/);
      expect(answer.headers.get('cache-control')).toBe('private, no-store');
    }
    const unknown = await get('feedback.doc?token=private');
    expect([unknown.status, await unknown.json()]).toEqual([404, { code: 'NOT_FOUND', message: `There is no such export; there are ${['feedback', 'explore', 'loops', 'themes'].flatMap((name) => FORMATS.map((format) => `/export/${name}.${format}`)).join(', ')}.` }]);
  });

  test('is for roles that read, and names customers only to those that may know them', async () => {
    for (const [role, secret] of secrets) {
      const answer = await get('feedback.csv?source=survey:hostile', { token: secret });
      expect(answer.status, role).toBe(['INGEST', 'DISPLAY'].includes(role) ? 403 : 200);
      const names = ['AGENT', 'LEAD', 'ADMIN'].includes(role);
      const words = await answer.text();
      expect(words.includes('customerId'), role).toBe(names);
      expect(words).not.toContain('ann1@example.com');
      const named = await get('feedback.csv?source=survey:hostile&customers=true', { token: secret });
      expect(named.status, role).toBe(names ? 200 : 403);
      expect((await named.text()).includes('"ann1@example.com"'), role).toBe(names);
    }
    expect((await get('feedback.csv', { token: '' })).status).toBe(401);
  });

  test.each(FORMATS)('%s: a token for one department gets nothing of the others, whatever it asks', async (format) => {
    const { secret } = await makeToken(heed.url, ADMIN, { role: 'LEAD', departments: ['Support'] });
    const mine = HOSTILE.filter(({ department }) => department === 'Support').length;
    const wide = encodeURIComponent(JSON.stringify({ or: [{ department: { in: ['Sales'] } }, { nps: { min: 0 } }] }));
    for (const query of ['', `?filter=${wide}`, '?customers=true']) {
      const rows = await rowsIn(await file(`feedback.${format}${query}`, { token: secret }), format);
      expect(rows.map((row) => row.department)).toEqual(Array.from({ length: mine }, () => 'Support'));
    }
    const others = await (await get('feedback.ndjson?department=Sales', { token: secret })).text();
    expect(others).toBe('');
  });

  test('a token in the address opens exports and nothing else, and is never logged', async () => {
    const secret = secrets.get('ANALYST') ?? '';
    expect((await get(`feedback.csv?source=survey:hostile&token=${secret}`, { token: '' })).status).toBe(200);
    expect((await get('feedback.csv?token=wrong', { token: '' })).status).toBe(401);
    expect((await get('feedback.csv?token=', { token: '' })).status).toBe(401);
    expect((await get(`feedback.csv?token=${secret}&last=private`, { token: '' })).status).toBe(400);
    expect((await fetch(`${heed.url}/metrics?token=${secret}`)).status).toBe(401);
    expect((await ask(heed.url, '{ workspace { role } }', {})).status).toBe(401);
    expect((await fetch(`${heed.url}/graphql?token=${secret}&query={workspace{role}}`, { headers: { 'apollo-require-preflight': 'true' } })).status).toBe(401);
    expect((await fetch(`${heed.url}/collect/csv?token=${secrets.get('LEAD') ?? ''}`, { method: 'POST', body: 'nps\n9' })).status).toBe(401);
    const signedIn = await fetch(`${heed.url}/session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ token: secret }) });
    const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? '';
    expect((await get('feedback.csv?source=survey:hostile', { token: '', headers: { cookie } })).status).toBe(200);
    expect((await get('feedback.csv', { headers: { origin: 'https://elsewhere.example' } })).status).toBe(403);
    expect(heed.output()).not.toContain(secret.slice(-43));
  });

  test('says what it is: type, name, and that nobody keeps it', async () => {
    const types = { csv: 'text/csv; charset=utf-8; header=present', ndjson: 'application/x-ndjson; charset=utf-8', parquet: 'application/vnd.apache.parquet', xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' };
    for (const format of FORMATS) {
      for (const method of ['GET', 'HEAD']) {
        const answer = await fetch(`${heed.url}/export/feedback.${format}?source=survey:hostile`, { method, headers: { authorization: `Bearer ${ADMIN}`, 'accept-encoding': 'identity' } });
        expect(Object.fromEntries(answer.headers)).toMatchObject({ 'content-type': types[format], 'cache-control': 'private, no-store', 'referrer-policy': 'no-referrer', 'x-content-type-options': 'nosniff' });
        expect(answer.headers.get('content-disposition')).toMatch(new RegExp(`^attachment; filename=feedback-\\d{4}-\\d\\d-\\d\\d\\.${format}$`));
        expect((await answer.arrayBuffer()).byteLength > 0).toBe(method === 'GET');
      }
    }
    const marked = await file('feedback.csv?source=survey:hostile&bom=true');
    expect([marked.subarray(0, 6).toString(), marked.subarray(3).equals(await file('feedback.csv?source=survey:hostile'))]).toEqual(['\uFEFF"id', true]);
  });

  test('text is compressed for whoever takes gzip', async () => {
    const plain = await get('feedback.csv', { headers: { 'accept-encoding': 'identity' } });
    expect(plain.headers.get('content-encoding')).toBeNull();
    const zipped = await get('feedback.csv', { headers: { 'accept-encoding': 'gzip' } });
    expect([zipped.headers.get('content-encoding'), zipped.headers.get('vary')]).toEqual(['gzip', 'Accept-Encoding']);
    expect(await zipped.text()).toBe(await plain.text());
    expect((await get('feedback.parquet?source=survey:hostile', { headers: { 'accept-encoding': 'gzip' } })).headers.get('content-encoding')).toBeNull();
  });

  test('two at once for each caller and four in all; who leaves makes room, and the engine stops', async () => {
    const before = await metric('heed_exports_total{name="feedback",format="ndjson",outcome="left"}');
    const one = secrets.get('ANALYST') ?? '';
    const url = `${heed.url}/export/feedback.ndjson`;
    const held = [await hold(url, one), await hold(url, one)];
    expect(await running()).toBe(2);
    const third = await get('feedback.csv', { token: one });
    expect([third.status, third.headers.get('retry-after'), ((await third.json()) as { code: string }).code]).toEqual([429, '10', 'RATE_LIMITED']);
    for (const role of ['VIEWER', 'AGENT']) held.push(await hold(url, secrets.get(role)));
    expect((await get('feedback.csv?source=survey:hostile', { token: ADMIN })).status).toBe(429);
    expect(await metric('heed_exports_running')).toBe(4);
    for (const answer of held) answer.destroy();
    await expect.poll(running, { timeout: 5_000 }).toBe(0);
    await expect.poll(() => metric('heed_exports_running')).toBe(0);
    expect(await metric('heed_exports_total{name="feedback",format="ndjson",outcome="left"}')).toBe(before + 4);
    expect((await get('feedback.csv?source=survey:hostile', { token: one })).status).toBe(200);
  });

  test('an export that the engine cannot finish is cut, and nobody takes it for whole', async () => {
    const own = await startEngineProcess();
    const other = await startHeed({ env: { CLICKHOUSE_URL: own.url, CLICKHOUSE_USER: own.username, CLICKHOUSE_PASSWORD: own.password } });
    try {
      await fetch(`${other.url}/collect/ndjson`, { method: 'POST', body: LONG.map((row) => JSON.stringify(row)).join('\n'), headers: { 'content-type': 'application/x-ndjson' } });
      const answers = [await hold(`${other.url}/export/feedback.ndjson`), await hold(`${other.url}/export/feedback.xlsx`)];
      await sleep(300);
      await own.stop();
      for (const answer of answers) await expect(text(answer)).rejects.toMatchObject({ code: 'ECONNRESET' });
      const after = await fetch(`${other.url}/export/feedback.csv`);
      expect([after.status, ((await after.json()) as { code: string }).code]).toEqual([503, 'UNAVAILABLE']);
    } finally {
      // Without a database it would wait for what it still wants to store.
      other.child.kill('SIGKILL');
      await other.stop();
    }
  });
});
