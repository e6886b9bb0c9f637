import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { allQueries, createJournal, openDatabase, sql, startLocalEngine, type LocalEngine, type Store } from '@heed/store';
import * as z from 'zod';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createTokens, type DisplayRequest, type Tokens } from '../access/tokens.ts';
import { createDisplays, type Displays } from './displays.ts';
import { createPairings, type Pairings } from './pairings.ts';

/** Of today: the engine itself forgets what has long ended. */
const START = Date.now();
const LEAD = { id: 'lead', role: 'lead', departments: null, person: null, expiresAt: null } as const;
const request: DisplayRequest = { name: 'TV', wall: 'hall', departments: null, networks: [], expiresAt: null };
const hash = createHash('sha256').update('s').digest('hex');
const report = { release: '1.0.0', width: 1920, height: 1080, page: 0, stale: false };

const folder = mkdtempSync(join(tmpdir(), 'heed-displays-'));
let engine: LocalEngine;
let store: Store;
let now = START;
const clock = (): number => now;

/** What one process knows of displays; several share the database. */
interface Process {
  tokens: Tokens;
  pairings: Pairings;
}
function open({ mostDisplays }: { mostDisplays?: number } = {}): Process {
  const tokens = createTokens({ journal: createJournal(store), adminToken: undefined, now: clock, ...(mostDisplays === undefined ? {} : { mostDisplays }) });
  return { tokens, pairings: createPairings({ store, tokens, now: clock }) };
}
const codeOf = (error: unknown): unknown => (error as { code?: unknown }).code;

beforeAll(async () => {
  engine = await startLocalEngine({ folder });
});
afterAll(async () => {
  await engine.stop();
  rmSync(folder, { recursive: true, force: true });
});
let databases = 0;
beforeEach(async () => {
  now = START;
  const { url, username, password } = engine;
  store = await openDatabase({ url, username, password, database: `displays_${++databases}` });
  return () => store.close();
});

test('every question about walls can be explained against the schema', async () => {
  const queries = allQueries().filter(({ name }) => name.startsWith('walls.'));
  expect(queries.map(({ name }) => name).sort()).toEqual(['walls.displays', 'walls.openPairings', 'walls.pairing']);
  for (const query of queries) {
    for (const example of query.examples) {
      expect(await store.read({ ...query, row: z.object({ explain: z.string() }), sql: (params: never) => sql`EXPLAIN ${query.sql(params)}` }, example)).not.toEqual([]);
    }
  }
});

test('a code that one process gave is confirmed by another, and by neither a second time', async () => {
  const [one, other] = [open(), open()];
  const { pairing, code } = await one.pairings.request(hash, '192.0.2.1');
  expect(await other.pairings.status(pairing)).toEqual({ status: 'waiting' });
  const results = await Promise.allSettled([one, other].map(({ pairings }) => pairings.confirm(code, request, LEAD)));
  expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  await one.tokens.refresh();
  expect(one.tokens.displays()).toMatchObject([{ id: pairing.slice(0, 12), name: 'TV', wall: 'hall', role: 'display', createdBy: 'lead' }]);
  expect(await one.pairings.status(pairing)).toEqual({ status: 'confirmed', token: pairing.slice(0, 12) });
  // Confirmed at the last moment, it is heard of when the code is over; and not when somebody has revoked it since.
  now += 900_000;
  expect(await one.pairings.status(pairing)).toMatchObject({ status: 'confirmed' });
  await one.tokens.revoke(pairing.slice(0, 12), LEAD);
  expect(await one.pairings.status(pairing)).toEqual({ status: 'expired' });
});

test('a code ends after ten minutes, to the millisecond, and wrong ones are forgotten with it', async () => {
  const { pairings } = open();
  const { pairing, code, expiresAt } = await pairings.request(hash, '192.0.2.1');
  expect(expiresAt).toBe(START + 600_000);
  now = expiresAt - 1;
  expect(await pairings.status(pairing)).toEqual({ status: 'waiting' });
  now = expiresAt;
  expect(await pairings.status(pairing)).toEqual({ status: 'expired' });
  for (let guess = 0; guess < 10; guess++) expect(await pairings.confirm(code, request, LEAD).catch(codeOf)).toBe('NOT_FOUND');
  const next = await pairings.request(hash, '192.0.2.1');
  expect(await pairings.confirm(next.code, request, LEAD).catch(codeOf)).toBe('RATE_LIMITED');
  now += 600_000;
  const third = await pairings.request(hash, '192.0.2.1');
  expect(await pairings.confirm(third.code, request, LEAD)).toMatchObject({ id: third.pairing.slice(0, 12) });
});

test('all who guess together are held up, too', async () => {
  const { pairings } = open();
  const { code } = await pairings.request(hash, '192.0.2.1');
  const wrong = code === '000000' ? '000001' : '000000';
  for (let guess = 0; guess < 50; guess++) expect(await pairings.confirm(wrong, request, { ...LEAD, id: `lead ${guess % 5}` }).catch(codeOf)).toBe('NOT_FOUND');
  expect(await pairings.confirm(code, request, { ...LEAD, id: 'somebody else' }).catch(codeOf)).toBe('RATE_LIMITED');
});

test('there are never more displays than may be, and revoked ones make room', async () => {
  const { tokens } = open({ mostDisplays: 2 });
  const [first] = [await tokens.createDisplay(request, LEAD), await tokens.createDisplay(request, LEAD)];
  expect(await tokens.createDisplay(request, LEAD).catch(codeOf)).toBe('BAD_USER_INPUT');
  await tokens.revoke(first.token.id, LEAD);
  await tokens.createDisplay(request, LEAD);
  // Expired ones do, too.
  await tokens.revoke(tokens.displays()[0]?.id ?? '', LEAD);
  await tokens.createDisplay({ ...request, expiresAt: now + 1 }, LEAD);
  now += 1;
  await tokens.createDisplay(request, LEAD);
});

test('a display that falls silent is offline 90 seconds later, everybody is told, and what was heard outlives a restart and reaches other processes', async () => {
  const { tokens } = open();
  const { token } = await tokens.createDisplay(request, LEAD);
  const opened: Displays[] = [];
  const watch = async (heard: () => void): Promise<Displays> => {
    const displays = await createDisplays({ store, tokens, now: clock, onChange: heard, onError: (error) => expect.fail(String(error)), shared: true, roundMs: 20 });
    opened.push(displays);
    return displays;
  };
  let told = 0;
  const displays = await watch(() => told++);
  expect(displays.list()).toMatchObject([{ online: false, seen: null }]);
  displays.report(token.id, report);
  expect(displays.find(token.id)).toMatchObject({ online: true, seen: { at: START, release: '1.0.0' } });
  expect(told).toBe(1);
  const other = await watch(() => undefined);
  await expect.poll(() => other.find(token.id)?.seen).toEqual({ at: START, ...report });
  expect(other.find(token.id)?.online).toBe(true);
  now = START + 90_000 - 1;
  expect(displays.find(token.id)?.online).toBe(true);
  now = START + 90_000;
  await expect.poll(() => told).toBeGreaterThan(1);
  expect(displays.find(token.id)?.online).toBe(false);
  displays.report(token.id, { ...report, page: 3 });
  await displays.close();
  const later = await watch(() => undefined);
  expect(later.find(token.id)).toMatchObject({ online: true, seen: { page: 3 } });
  await Promise.all(opened.map((one) => one.close()));
});
