// In one file although long: one Heed runs for all of it.
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildClientSchema, getIntrospectionQuery, type IntrospectionQuery } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask, dataOf, makeToken, startHeed, type HeedProcess } from './support/heed-process.ts';
import { operations } from './support/operations.ts';
import { openWatcher } from './support/watch.ts';

const ADMIN = 'an-administrators-token-for-the-tests';
const KINDS = ['SCORE', 'TREND', 'TIME_TO_CLOSE', 'LOOPS_AT_RISK', 'THEMES_RISING', 'LATEST_COMMENTS', 'BEST_RECOVERY'] as const;
const TYPES = ['Score', 'Trend', 'LoopAnswer', 'WallLoopsAtRisk', 'WallRisingThemes', 'WallComments', 'WallRecovery'];
const TILE = 'query ($wall: ID, $tile: ID!) { wallTile(wall: $wall, tile: $tile) { id kind asOf version content { __typename ... on Score { asOf estimate { n value } } ... on Trend { asOf } ... on LoopAnswer { asOf } ... on WallComments { comments { text score answer metric department } } } } }';

interface Saved {
  key: string;
  name: string;
  revision: number;
  tiles: { id: string; kind: string }[];
}
interface Shown {
  id: string;
  name: string;
  wall: string;
  online: boolean;
  networks: string[];
  lastSeenAt: string | null;
  release: string | null;
  page: number | null;
}

describe('walls', () => {
  const folder = mkdtempSync(join(tmpdir(), 'heed-walls-'));
  const env = { HEED_ADMIN_TOKEN: ADMIN, HEED_PUBLIC_URL: 'https://heed.example', HEED_TRUSTED_PROXIES: '1', HEED_COST_PER_MINUTE: '0', HEED_LOG_LEVEL: 'info' };
  let heed: HeedProcess;
  beforeAll(async () => {
    heed = await startHeed({ folder, env });
  });
  afterAll(async () => {
    await heed.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const admin = <T>(query: string, variables: unknown = {}, token = ADMIN): Promise<T> => dataOf<T>(heed.url, query, { token, variables });
  const refusal = async (query: string, variables: unknown, token = ADMIN) => (await ask(heed.url, query, { token, variables })).errors[0];
  const SAVE = 'mutation ($input: WallInput!) { saveWall(input: $input) { key name revision tiles { id kind } } }';
  const save = async (input: object, token = ADMIN): Promise<Saved> => (await admin<{ saveWall: Saved }>(SAVE, { input: { tiles: [{ kind: 'SCORE' }], ...input } }, token)).saveWall;
  const CREATE = 'mutation ($input: NewDisplayInput!) { createDisplay(input: $input) { link display { id name wall online networks lastSeenAt release page } } }';
  async function display(input: object, token = ADMIN): Promise<{ id: string; token: string; link: string }> {
    const { createDisplay } = await admin<{ createDisplay: { link: string; display: Shown } }>(CREATE, { input: { name: 'By the door', ...input } }, token);
    return { id: createDisplay.display.id, link: createDisplay.link, token: createDisplay.link.split('#')[1] ?? '' };
  }
  const change = (id: string, input: object) => admin('mutation ($id: ID!, $input: DisplayChangeInput!) { changeDisplay(id: $id, input: $input) { id } }', { id, input });
  const watchWall = (token: string, headers: Record<string, string> = {}) => {
    const watcher = openWatcher(heed.url, { token, headers });
    return { watcher, wall: watcher.watch<{ wall: Saved & { company: string } }>('subscription { wall { key name tiles { id kind } } }') };
  };

  test('every kind of tile answers with its type, of the moment of the snapshot', async () => {
    const { key, tiles } = await save({ name: 'Hall', tiles: KINDS.map((kind) => ({ kind })) });
    const answers = await Promise.all(tiles.map(({ id }) => admin<{ wallTile: { id: string; kind: string; asOf: string; content: { __typename: string; asOf?: string } } }>(TILE, { wall: key, tile: id })));
    expect(answers.map(({ wallTile }) => wallTile.content.__typename)).toEqual(TYPES);
    for (const { wallTile } of answers.slice(0, 3)) expect(wallTile.content.asOf).toBe(wallTile.asOf);
  });

  test('a wall keeps its key when its name changes, gets another where its name is taken, and knows who was faster', async () => {
    const first = await save({ name: 'Büro Köln' });
    expect(first.key).toBe('buro-koln');
    expect((await save({ name: 'Büro Köln' })).key).toMatch(/^buro-koln-[0-9a-f]{8}$/);
    expect((await save({ name: '會議室' })).key).toMatch(/^wall/);
    const renamed = await save({ key: first.key, name: 'Köln', revision: first.revision });
    expect(renamed).toMatchObject({ key: 'buro-koln', name: 'Köln' });
    expect(await refusal(SAVE, { input: { key: first.key, name: 'Late', tiles: [], revision: first.revision } })).toMatchObject({ extensions: { code: 'CONFLICT', current: { name: 'Köln' } } });
  });

  test('what no wall can be is refused by its place', async () => {
    const tiles = (count: number) => Array.from({ length: count }, () => ({ kind: 'SCORE' }));
    expect(await refusal(SAVE, { input: { name: 'Wide', tiles: tiles(25) } })).toMatchObject({ message: 'tiles: must have at most 24 entries.', extensions: { code: 'BAD_USER_INPUT' } });
    expect(await refusal(SAVE, { input: { name: 'Odd', tiles: [{ kind: 'LOOPS_AT_RISK', metric: 'NPS' }] } })).toMatchObject({ message: 'tiles.0.metric: means nothing for loops_at_risk; leave it out.' });
    expect(await refusal(SAVE, { input: { name: 'Fast', secondsPerPage: 1, tiles: [] } })).toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } });
    const APPLY = 'mutation ($yaml: String!) { applyDefinitions(yaml: $yaml) { applied } }';
    const file = (count: number) => `version: 1\nwalls: [${Array.from({ length: count }, (_, index) => `{key: room-${index}, name: Room}`).join(', ')}]\n`;
    expect((await refusal(APPLY, { yaml: file(51) }))?.message).toContain('there can be at most 50 walls; remove some first');
    await admin(APPLY, { yaml: file(50) });
    expect(await refusal(SAVE, { input: { name: 'One more', tiles: [] } })).toMatchObject({ message: 'there can be at most 50 walls; remove some first.' });
    await admin(APPLY, { yaml: file(0) });
  });

  test('a display sees its wall and nothing else, whatever it asks, over HTTP and over its socket', async () => {
    const { key } = await save({ name: 'Alone' });
    const { token, link } = await display({ wall: key });
    expect(link).toMatch(/^https:\/\/heed\.example\/wall#heed_[0-9a-f]{12}_[\w-]{43}$/);
    const schema = buildClientSchema(await admin<IntrospectionQuery>(getIntrospectionQuery()));
    const open = new Set(['query wall', 'query wallTile', 'query service', 'mutation reportDisplay', 'subscription wall', 'subscription wallTile', 'subscription service']);
    const watcher = openWatcher(heed.url, { token });
    const asked = [...operations(schema)];
    expect(asked.length).toBeGreaterThan(100);
    for (const [name, operation] of asked) {
      const socket = await watcher.watch(operation).next().then(() => undefined, (errors: unknown) => (errors as { extensions?: { code?: string } }[])[0]?.extensions?.code);
      const http = operation.startsWith('subscription') ? socket : (await ask(heed.url, operation, { token })).errors[0]?.extensions.code;
      if (open.has(name)) expect([http, socket], name).not.toContain('FORBIDDEN');
      else expect([http, socket], name).toEqual(['FORBIDDEN', 'FORBIDDEN']);
    }
    await watcher.dispose();
    // Beside what it may ask, and under another name.
    expect((await ask(heed.url, '{ wall { key } score(metric: NPS) { estimate { n } } }', { token })).errors[0]?.extensions.code).toBe('FORBIDDEN');
    expect((await ask(heed.url, '{ wall: score(metric: NPS) { estimate { n } } }', { token })).errors[0]?.extensions.code).toBe('FORBIDDEN');
    expect((await ask(heed.url, '{ __schema { queryType { name } } }', { token })).status).toBe(403);
    expect((await ask(heed.url, '{ wall { key } }', { token, headers: { 'heed-dry-run': 'true' } })).errors).toEqual([]);
    for (const [method, path] of [['GET', '/export/feedback.csv'], ['GET', `/export/feedback.csv?token=${token}`], ['GET', '/export/loops.xlsx'], ['POST', '/collect/ndjson'], ['POST', '/collect/email'], ['GET', '/metrics']] as const) {
      const shown = path.includes('token=') ? {} : { authorization: `Bearer ${token}` };
      expect((await fetch(heed.url + path, { method, headers: shown, ...(method === 'POST' ? { body: '{}' } : {}) })).status, path).toBe(403);
    }
    const signIn = await fetch(`${heed.url}/session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ token }) });
    expect([signIn.status, signIn.headers.get('set-cookie')]).toEqual([401, null]);
  });

  test('a display names no other wall, and shows only what whoever let it in may see', async () => {
    const wall = await save({ name: 'Support floor', tiles: [{ kind: 'SCORE' }, { kind: 'LATEST_COMMENTS' }] });
    const other = await save({ name: 'Elsewhere' });
    for (const [department, nps] of [['Support', 9], ['Sales', 1]] as const) {
      await admin('mutation ($input: FeedbackInput!) { submitFeedback(input: $input) { status } }', { input: { source: 'floor', externalId: department, department, nps, comment: `${department} wrote from me@example.com`, customer: { id: department, name: 'Ada Lovelace' } } });
    }
    const { secret: lead } = await makeToken(heed.url, ADMIN, { role: 'LEAD', departments: ['Support'] });
    const { token } = await display({ wall: wall.key }, lead);
    expect(await dataOf(heed.url, '{ wall { key } }', { token })).toEqual({ wall: { key: wall.key } });
    expect((await ask(heed.url, 'query ($key: ID) { wall(key: $key) { key } }', { token, variables: { key: other.key } })).errors[0]?.extensions.code).toBe('NOT_FOUND');
    const tile = async (index: number, shown: string) => (await dataOf<{ wallTile: { content: unknown } }>(heed.url, TILE, { token: shown, variables: { wall: wall.key, tile: wall.tiles[index]?.id } })).wallTile.content;
    expect(await tile(0, token)).toMatchObject({ estimate: { n: 1, value: 100 } });
    expect(await tile(0, ADMIN)).toMatchObject({ estimate: { n: 2, value: 0 } });
    expect(await tile(1, token)).toMatchObject({ comments: [{ text: 'Support wrote from ●●●', department: 'Support', metric: 'NPS', score: 9, answer: '9/10' }] });
    // Nor may they manage what shows more than they see.
    const wide = await display({ wall: wall.key });
    expect(await refusal('mutation ($id: ID!) { revokeDisplay(id: $id) { id } }', { id: wide.id }, lead)).toMatchObject({ extensions: { code: 'FORBIDDEN' } });
  });

  test('a change of the wall, another wall and the end of the token reach an open socket at once', async () => {
    const [one, other] = [await save({ name: 'Left', tiles: [{ kind: 'SCORE' }] }), await save({ name: 'Right' })];
    const { id, token } = await display({ wall: one.key });
    const before = watchWall(token);
    expect(await before.wall.next()).toMatchObject({ wall: { key: one.key } });
    const tile = before.watcher.watch<{ wallTile: { kind: string } }>('subscription ($tile: ID!) { wallTile(tile: $tile) { kind content { __typename } } }', { tile: one.tiles[0]?.id });
    expect(await tile.next()).toEqual({ wallTile: { kind: 'SCORE', content: { __typename: 'Score' } } });
    await save({ key: one.key, name: 'Left wing', tiles: [{ id: one.tiles[0]?.id, kind: 'TREND' }] });
    expect(await before.wall.next()).toMatchObject({ wall: { name: 'Left wing' } });
    expect(await tile.next()).toEqual({ wallTile: { kind: 'TREND', content: { __typename: 'Trend' } } });
    // Another name changes nothing of what it may see. Another wall comes over the same socket, and the tile is not on it.
    await change(id, { name: 'Moved' });
    await save({ key: one.key, name: 'Left again' });
    expect(await before.wall.next()).toMatchObject({ wall: { name: 'Left again' } });
    await change(id, { wall: other.key });
    expect(await before.wall.next()).toMatchObject({ wall: { key: other.key } });
    await expect(tile.next()).rejects.toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
    const start = Date.now();
    await admin('mutation ($id: ID!) { revokeDisplay(id: $id) { id } }', { id });
    expect((await before.watcher.closed).code).toBe(4403);
    expect(Date.now() - start).toBeLessThan(5_000);
    expect((await ask(heed.url, '{ wall { key } }', { token })).status).toBe(401);
    expect(await refusal('mutation ($id: ID!) { revokeDisplay(id: $id) { id } }', { id })).toMatchObject({ extensions: { code: 'NOT_FOUND' } });
  });

  test('a display connects from its networks alone, and a socket that is open when they change is checked again', async () => {
    const { key } = await save({ name: 'Guarded' });
    const { id, token } = await display({ wall: key, networks: ['192.0.2.0/24', '2001:db8::/32'] });
    const from = (address: string) => ({ 'x-forwarded-for': address });
    const status = async (address: string) => (await ask(heed.url, '{ wall { key } }', { token, headers: from(address) })).status;
    expect(await Promise.all(['192.0.2.7', '2001:db8::1', '198.51.100.7', '192.0.2.7, 198.51.100.7'].map(status))).toEqual([200, 200, 401, 401]);
    const outside = watchWall(token, from('198.51.100.7'));
    await expect(outside.wall.next()).rejects.toBeDefined();
    expect((await outside.watcher.closed).code).toBe(4401);
    const inside = watchWall(token, from('192.0.2.7'));
    expect(await inside.wall.next()).toMatchObject({ wall: { key } });
    await change(id, { networks: ['203.0.113.0/24'] });
    expect((await inside.watcher.closed).code).toBe(1012);
    expect(await Promise.all(['192.0.2.7', '203.0.113.9'].map(status))).toEqual([401, 200]);
    expect(await refusal(CREATE, { input: { wall: key, name: 'x', networks: ['office'] } })).toMatchObject({ extensions: { code: 'BAD_USER_INPUT', path: 'input.networks.0' } });
    expect(await refusal(CREATE, { input: { wall: 'nowhere', name: 'x' } })).toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } });
    expect(await refusal(CREATE, { input: { wall: key, name: 'x', expiresAt: '2020-01-01T00:00:00Z' } })).toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } });
  });

  test('whoever runs walls sees which displays are there, and how they are', async () => {
    const { key } = await save({ name: 'Watched' });
    const { id, token } = await display({ wall: key });
    const watcher = openWatcher(heed.url, { token: ADMIN });
    const walls = watcher.watch<{ walls: { walls: { key: string; displays: Shown[] }[] } }>('subscription { walls { walls { key displays { id name online lastSeenAt release width height page stale } } } }');
    const shown = async () => (await walls.next()).walls.walls.find((wall) => wall.key === key)?.displays;
    expect(await shown()).toMatchObject([{ id, name: 'By the door', online: false, lastSeenAt: null, release: null, page: null }]);
    const report = (input: object) => ask(heed.url, 'mutation ($input: DisplayReportInput!) { reportDisplay(input: $input) }', { token, variables: { input: { release: '1.2.0', width: 1920, height: 1080, page: 2, stale: false, ...input } } });
    expect((await report({})).data).toEqual({ reportDisplay: true });
    expect(await shown()).toMatchObject([{ id, online: true, release: '1.2.0', width: 1920, height: 1080, page: 2, stale: false }]);
    for (const wrong of [{ release: '<script>' }, { width: -1 }, { page: 1_001 }]) expect((await report(wrong)).errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
    expect(await refusal('mutation ($key: ID!) { removeWall(key: $key) }', { key })).toMatchObject({ extensions: { code: 'CONFLICT', displays: [id] } });
    await admin('mutation ($key: ID!) { removeWall(key: $key, andDisplays: true) }', { key });
    expect((await ask(heed.url, '{ wall { key } }', { token })).status).toBe(401);
    await watcher.dispose();
  });

  test('loops become at risk and late on a wall by time alone, and what a customer said of them is not there', async () => {
    const ack = (seconds: number) => [{ priority: 'HIGH', target: 'ACKNOWLEDGE', milliseconds: seconds * 1_000, clock: 'CALENDAR' }];
    const week = Array.from({ length: 7 }, () => [{ from: '00:00', to: '24:00' }]);
    for (const [name, seconds] of [['Quick', 5], ['Calm', 86_400]] as const) {
      await admin('mutation ($input: DepartmentInput!) { saveDepartment(input: $input) { name } }', { input: { name, calendar: { timeZone: 'UTC', week, holidays: [] }, targets: ack(seconds) } });
      await admin('mutation ($input: RuleInput!) { saveRule(input: $input) { name } }', { input: { name, order: 1, when: { department: { in: [name] }, nps: { max: 6 } }, department: name, priority: 'HIGH', owner: { by: 'NOBODY' } } });
    }
    const { key, tiles } = await save({ name: 'Risk', tiles: [{ kind: 'LOOPS_AT_RISK', departments: ['Quick', 'Calm'] }] });
    const { token } = await display({ wall: key });
    interface Risk {
      wallTile: { content: { atRisk: number; late: number; open: number; soonest: { department: string; priority: string; late: boolean; promise: string }[] } };
    }
    const watcher = openWatcher(heed.url, { token });
    const risk = watcher.watch<Risk>('subscription ($tile: ID!) { wallTile(tile: $tile) { content { ... on WallLoopsAtRisk { atRisk late open soonest { department priority dueAt late promise } } } } }', { tile: tiles[0]?.id });
    const next = async () => (await risk.next(70_000)).wallTile.content;
    expect(await next()).toEqual({ atRisk: 0, late: 0, open: 0, soonest: [] });
    for (const department of ['Calm', 'Quick']) await admin('mutation ($input: FeedbackInput!) { submitFeedback(input: $input) { status } }', { input: { source: 'risk', externalId: department, department, nps: 1, comment: 'slow' } });
    let content = await next();
    while (content.late === 0 || content.open < 2) {
      // On its way there it is at risk, unless the machine is too busy to say so in time.
      if (content.atRisk > 0) expect(content.soonest).toMatchObject([{ department: 'Quick', late: false }]);
      content = await next();
    }
    expect(content).toMatchObject({ atRisk: 0, late: 1, open: 2, soonest: [{ department: 'Quick', priority: 'HIGH', promise: 'ACKNOWLEDGE', late: true }] });
    await watcher.dispose();
  });

  test('a theme rises on a wall when it is clearly more frequent than before, and no other does', async () => {
    const themes: string[] = [];
    for (const word of ['parcel', 'invoice', 'secret']) {
      const { createTheme } = await admin<{ createTheme: { id: string } }>('mutation ($input: NewThemeInput!) { createTheme(input: $input) { id } }', { input: { name: `About ${word}`, words: [{ language: 'en', phrases: [word] }] } });
      themes.push(createTheme.id);
    }
    await admin('mutation ($id: ID!) { changeTheme(id: $id, change: { hidden: true }) { id } }', { id: themes[2] });
    const { key, tiles } = await save({ name: 'Rising', tiles: [{ kind: 'THEMES_RISING', departments: ['Rising'] }] });
    const watcher = openWatcher(heed.url, { token: ADMIN });
    interface Rising {
      wallTile: { content: { enough: boolean; themes: { name: string; growth: number; verdict: string; comments: number; share: { value: number } }[] } };
    }
    const rising = watcher.watch<Rising>('subscription ($wall: ID, $tile: ID!) { wallTile(wall: $wall, tile: $tile) { content { ... on WallRisingThemes { enough themes { name growth verdict comments share { value } } } } } }', { wall: key, tile: tiles[0]?.id });
    expect((await rising.next()).wallTile.content).toEqual({ enough: false, themes: [] });
    const DAY = 86_400_000;
    // Of forty comments each, the parcel is in 4 before and 20 now; the invoice in 10 and 12, and what is hidden in 0 and 8.
    const said = (index: number, now: boolean): string => (index < (now ? 20 : 4) ? 'the parcel came late and broken' : index < (now ? 32 : 14) ? 'the invoice was hard to read' : now ? 'a secret that nobody reads here' : 'friendly people at the counter');
    const rows = [true, false].flatMap((now) => Array.from({ length: 40 }, (_, index) => ({ externalId: `${String(now)}${index}`, occurredAt: new Date(Date.now() - (now ? 2 : 40) * DAY).toISOString(), department: 'Rising', language: 'en', nps: 5, comment: said(index, now) })));
    const sent = await fetch(`${heed.url}/collect/ndjson?source=rising`, { method: 'POST', headers: { 'content-type': 'application/x-ndjson', authorization: `Bearer ${ADMIN}` }, body: rows.map((row) => JSON.stringify(row)).join('\n') });
    expect(await sent.json()).toMatchObject({ accepted: 80 });
    let content: Rising['wallTile']['content'];
    do content = (await rising.next(60_000)).wallTile.content;
    while (content.themes[0]?.comments !== 20);
    expect(content).toEqual({ enough: true, themes: [{ name: 'About parcel', growth: 400, verdict: 'UP', comments: 20, share: { value: 50 } }] });
    await watcher.dispose();
  });

  describe('pairing', () => {
    const CONFIRM = 'mutation ($input: PairingInput!) { confirmPairing(input: $input) { id name wall } }';
    /** A display with a secret of its own, from an address of its own. */
    let hosts = 0;
    async function television() {
      const secret = randomBytes(32).toString('base64url');
      const from = { 'x-forwarded-for': `198.51.100.${++hosts}` };
      const hash = createHash('sha256').update(secret).digest('hex');
      const begun = await fetch(`${heed.url}/wall/pairing`, { method: 'POST', headers: { 'content-type': 'application/json', ...from }, body: JSON.stringify({ hash }) });
      const { pairing, code, expiresAt } = (await begun.json()) as { pairing: string; code: string; expiresAt: string };
      const status = async () => (await (await fetch(`${heed.url}/wall/pairing/${pairing}`, { headers: from })).json()) as { status: string; token?: string };
      return { secret, hash, pairing, code, expiresAt, status };
    }

    test('a television is let in by its code, after a restart of Heed too; nobody else learns its secret', async () => {
      const { key } = await save({ name: 'Lobby' });
      const tv = await television();
      expect(tv.code).toMatch(/^\d{6}$/);
      expect(Date.parse(tv.expiresAt) - Date.now()).toBeGreaterThan(9 * 60_000);
      expect(await tv.status()).toEqual({ status: 'waiting' });
      await heed.stop();
      heed = await startHeed({ folder, env: { ...env, HEED_PORT: new URL(heed.url).port } });
      expect(await tv.status()).toEqual({ status: 'waiting' });
      const confirmed = await ask<{ confirmPairing: Shown }>(heed.url, CONFIRM, { token: ADMIN, variables: { input: { code: `${tv.code.slice(0, 3)} ${tv.code.slice(3)}`, wall: key, name: 'Lobby left' } } });
      expect(confirmed.data?.confirmPairing).toMatchObject({ name: 'Lobby left', wall: key });
      const { status, token } = await tv.status();
      expect([status, token]).toEqual(['confirmed', confirmed.data?.confirmPairing.id]);
      expect(await dataOf(heed.url, '{ wall { key } }', { token: `heed_${token}_${tv.secret}` })).toEqual({ wall: { key } });
      // The code is used up, and the id alone is no token.
      expect(await refusal(CONFIRM, { input: { code: tv.code, wall: key, name: 'Again' } })).toMatchObject({ extensions: { code: 'NOT_FOUND' } });
      expect((await ask(heed.url, '{ wall { key } }', { token: `heed_${token}_${randomBytes(32).toString('base64url')}` })).status).toBe(401);
    });

    test('two televisions at once have codes of their own, and each gets what it was given', async () => {
      const [one, other] = [await save({ name: 'One' }), await save({ name: 'Other' })];
      const [left, right] = await Promise.all([television(), television()]);
      expect(left.code).not.toBe(right.code);
      await Promise.all([left, right].map(({ code }, index) => admin(CONFIRM, { input: { code, wall: [one, other][index]?.key, name: `TV ${index}` } })));
      for (const [tv, { key }] of [[left, one], [right, other]] as const) {
        const { token } = await tv.status();
        expect(await dataOf(heed.url, '{ wall { key } }', { token: `heed_${token}_${tv.secret}` })).toEqual({ wall: { key } });
      }
      // Confirmed by two people at the same moment, there is still one display.
      const third = await television();
      const both = await Promise.all([0, 1].map(() => ask(heed.url, CONFIRM, { token: ADMIN, variables: { input: { code: third.code, wall: one.key, name: 'Third' } } })));
      expect(both.map(({ errors }) => errors[0]?.extensions.code ?? 'ok').sort()).toEqual(['NOT_FOUND', 'ok']);
    });

    test('guesses are limited, and so are requests and what they may hold', async () => {
      const { key } = await save({ name: 'Guessed' });
      const { secret: lead } = await makeToken(heed.url, ADMIN, { role: 'LEAD' });
      const tv = await television();
      const wrong = tv.code === '000000' ? '000001' : '000000';
      for (let guess = 0; guess < 10; guess++) expect(await refusal(CONFIRM, { input: { code: wrong, wall: key, name: 'Guess' } }, lead)).toMatchObject({ extensions: { code: 'NOT_FOUND' } });
      expect(await refusal(CONFIRM, { input: { code: tv.code, wall: key, name: 'Guess' } }, lead)).toMatchObject({ extensions: { code: 'RATE_LIMITED' } });
      expect(await tv.status()).toEqual({ status: 'waiting' });
      const post = (body: string, address: string) => fetch(`${heed.url}/wall/pairing`, { method: 'POST', headers: { 'content-type': 'application/json', 'x-forwarded-for': address }, body });
      for (const body of ['{}', '{"hash": 1}', `{"hash": "${'A'.repeat(64)}"}`, 'nonsense']) expect((await post(body, '203.0.113.1')).status).toBe(400);
      const valid = JSON.stringify({ hash: tv.hash });
      const statuses = [];
      for (let request = 0; request < 21; request++) statuses.push((await post(valid, '203.0.113.2')).status);
      expect(statuses).toEqual([...Array<number>(20).fill(200), 429]);
      expect((await post(valid, '203.0.113.3')).status).toBe(200);
      expect((await fetch(`${heed.url}/wall/pairing`, { method: 'POST', headers: { 'content-type': 'application/json', origin: 'https://elsewhere.example' }, body: valid })).status).toBe(403);
      expect(await (await fetch(`${heed.url}/wall/pairing/${'0'.repeat(32)}`)).json()).toEqual({ status: 'expired' });
    });
  });
});
