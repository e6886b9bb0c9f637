import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildClientSchema, getIntrospectionQuery, type GraphQLSchema, type IntrospectionQuery } from 'graphql';
import { ask, dataOf, makeToken, startHeed, type HeedProcess } from './support/heed-process.ts';
import { operations } from './support/operations.ts';
import { openWatcher } from './support/watch.ts';

const ADMIN = 'an-administrators-token-for-the-tests';
const ROLES = ['VIEWER', 'ANALYST', 'AGENT', 'LEAD', 'ADMIN', 'INGEST', 'DISPLAY'] as const;
const READERS = ['VIEWER', 'ANALYST', 'AGENT', 'LEAD', 'ADMIN'];
const WATCHERS = [...READERS, 'DISPLAY'];
const CUSTOMER_READERS = ['AGENT', 'LEAD', 'ADMIN'];
const SUBMITTERS = ['INGEST', 'AGENT', 'LEAD', 'ADMIN'];
const CURATORS = ['ANALYST', 'AGENT', 'LEAD', 'ADMIN'];

/** Who may do what, written by hand: a field that is not here fails the test. */
const EXPECTED: Record<string, readonly string[]> = {
  'query workspace': WATCHERS,
  'query service': WATCHERS,
  'query metrics': WATCHERS,
  'query score': WATCHERS,
  'query trend': WATCHERS,
  'query breakdown': WATCHERS,
  'query volume': WATCHERS,
  'query distribution': WATCHERS,
  'query why': READERS,
  'query drivers': READERS,
  'query cohorts': WATCHERS,
  'query dateAttributes': READERS,
  'query feedback': READERS,
  'query feedbackById': READERS,
  'query dimensionValues': READERS,
  'query attributeKeys': READERS,
  'query attributeValues': READERS,
  'query explore': READERS,
  'query tokens': ['ADMIN'],
  'query savedViews': READERS,
  'query savedFilters': READERS,
  'query savedMetrics': READERS,
  'query definitions': READERS,
  'query loopSettings': READERS,
  'query settingsHistory': READERS,
  'query inboxViews': CUSTOMER_READERS,
  'query loops': CUSTOMER_READERS,
  'query loop': CUSTOMER_READERS,
  'query loopCounts': CUSTOMER_READERS,
  'query customer': CUSTOMER_READERS,
  'query departments': WATCHERS,
  'query closeCurve': WATCHERS,
  'query rulePreview': ['LEAD', 'ADMIN'],
  'query previewMessage': CUSTOMER_READERS,
  'query broadcasts': CUSTOMER_READERS,
  'query broadcastPreview': ['LEAD', 'ADMIN'],
  'query themes': WATCHERS,
  'query themesCompared': WATCHERS,
  'query theme': READERS,
  'query themesState': READERS,
  'query themeEdits': READERS,
  'query themeComments': READERS,
  'query unjudgedComments': READERS,
  'query wall': WATCHERS,
  'query wallTile': WATCHERS,
  'query walls': ['LEAD', 'ADMIN'],
  'query wallTilePreview': ['LEAD', 'ADMIN'],
  'query alerts': READERS,
  'query alert': READERS,
  'query alertRules': READERS,
  'query alertSuggestions': ['LEAD', 'ADMIN'],
  'query alertPreview': ['LEAD', 'ADMIN'],
  'query alertDeliveries': ['LEAD', 'ADMIN'],
  'query webhooks': ['LEAD', 'ADMIN'],
  'mutation acknowledgeAlert': CURATORS,
  'mutation markAlertsRead': READERS,
  'mutation saveAlertRule': ['LEAD', 'ADMIN'],
  'mutation removeAlertRule': ['LEAD', 'ADMIN'],
  'mutation retryAlertDelivery': ['LEAD', 'ADMIN'],
  'mutation createWebhook': ['ADMIN'],
  'mutation changeWebhook': ['ADMIN'],
  'mutation removeWebhook': ['ADMIN'],
  'mutation rotateWebhookSecret': ['ADMIN'],
  'mutation testWebhook': ['ADMIN'],
  'mutation submitFeedback': SUBMITTERS,
  'mutation submitFeedbackBatch': SUBMITTERS,
  'mutation createToken': ['ADMIN'],
  'mutation revokeToken': ['ADMIN'],
  'mutation clearSampleData': ['ADMIN'],
  'mutation reconcile': ['ADMIN'],
  'mutation saveView': READERS,
  'mutation removeView': READERS,
  'mutation saveInboxView': CUSTOMER_READERS,
  'mutation renameInboxView': CUSTOMER_READERS,
  'mutation removeInboxView': CUSTOMER_READERS,
  'mutation saveFilter': ['ANALYST', 'LEAD', 'ADMIN'],
  'mutation removeFilter': ['ANALYST', 'LEAD', 'ADMIN'],
  'mutation saveMetric': ['ANALYST', 'LEAD', 'ADMIN'],
  'mutation removeMetric': ['ANALYST', 'LEAD', 'ADMIN'],
  'mutation setTarget': ['LEAD', 'ADMIN'],
  'mutation applyDefinitions': ['ADMIN'],
  'mutation saveDepartment': ['LEAD', 'ADMIN'],
  'mutation removeDepartment': ['LEAD', 'ADMIN'],
  'mutation savePerson': ['LEAD', 'ADMIN'],
  'mutation removePerson': ['LEAD', 'ADMIN'],
  'mutation saveRule': ['LEAD', 'ADMIN'],
  'mutation removeRule': ['LEAD', 'ADMIN'],
  'mutation saveRootCause': ['LEAD', 'ADMIN'],
  'mutation removeRootCause': ['LEAD', 'ADMIN'],
  'mutation saveLoopAction': ['LEAD', 'ADMIN'],
  'mutation removeLoopAction': ['LEAD', 'ADMIN'],
  'mutation saveTemplate': ['LEAD', 'ADMIN'],
  'mutation removeTemplate': ['LEAD', 'ADMIN'],
  'mutation setReask': ['LEAD', 'ADMIN'],
  'mutation commandLoop': CUSTOMER_READERS,
  'mutation commandLoops': CUSTOMER_READERS,
  'mutation mergeLoops': CUSTOMER_READERS,
  'mutation openLoop': CUSTOMER_READERS,
  'mutation applyRule': ['LEAD', 'ADMIN'],
  'mutation retryMessage': CUSTOMER_READERS,
  'mutation startBroadcast': ['LEAD', 'ADMIN'],
  'mutation pauseBroadcast': ['LEAD', 'ADMIN'],
  'mutation resumeBroadcast': ['LEAD', 'ADMIN'],
  'mutation createTheme': CURATORS,
  'mutation changeTheme': CURATORS,
  'mutation mergeThemes': CURATORS,
  'mutation previewThemeSplit': CURATORS,
  'mutation splitTheme': CURATORS,
  'mutation teachTheme': CURATORS,
  'mutation answerThemeProposal': CURATORS,
  'mutation excludeThemeWords': CURATORS,
  'mutation undoThemeEdit': CURATORS,
  'mutation importThemes': CURATORS,
  'mutation discoverThemes': CURATORS,
  'mutation refitThemes': CURATORS,
  'mutation cancelThemeJob': CURATORS,
  'mutation rollBackThemes': CURATORS,
  'mutation saveWall': ['LEAD', 'ADMIN'],
  'mutation removeWall': ['LEAD', 'ADMIN'],
  'mutation createDisplay': ['LEAD', 'ADMIN'],
  'mutation confirmPairing': ['LEAD', 'ADMIN'],
  'mutation changeDisplay': ['LEAD', 'ADMIN'],
  'mutation revokeDisplay': ['LEAD', 'ADMIN'],
  'mutation reportDisplay': ['DISPLAY'],
  'subscription wall': WATCHERS,
  'subscription wallTile': WATCHERS,
  'subscription walls': ['LEAD', 'ADMIN'],
  'subscription alerts': READERS,
  'subscription alertRules': READERS,
  'subscription webhooks': ['LEAD', 'ADMIN'],
  'subscription wallTilePreview': ['LEAD', 'ADMIN'],
  'subscription workspace': WATCHERS,
  'subscription service': WATCHERS,
  'subscription score': WATCHERS,
  'subscription trend': WATCHERS,
  'subscription breakdown': WATCHERS,
  'subscription volume': WATCHERS,
  'subscription distribution': WATCHERS,
  'subscription why': READERS,
  'subscription drivers': READERS,
  'subscription cohorts': WATCHERS,
  'subscription explore': READERS,
  'subscription savedViews': READERS,
  'subscription savedFilters': READERS,
  'subscription loopSettings': READERS,
  'subscription inboxViews': CUSTOMER_READERS,
  'subscription loops': CUSTOMER_READERS,
  'subscription loop': CUSTOMER_READERS,
  'subscription loopCounts': CUSTOMER_READERS,
  'subscription departments': WATCHERS,
  'subscription closeCurve': WATCHERS,
  'subscription broadcasts': CUSTOMER_READERS,
  'subscription themes': WATCHERS,
  'subscription themesCompared': WATCHERS,
  'subscription theme': READERS,
  'subscription themesState': READERS,
};

describe('access', () => {
  let heed: HeedProcess;
  let schema: GraphQLSchema;
  const secrets = new Map<string, string>();

  beforeAll(async () => {
    heed = await startHeed({ env: { HEED_ADMIN_TOKEN: ADMIN } });
    schema = buildClientSchema(await dataOf<IntrospectionQuery>(heed.url, getIntrospectionQuery(), { token: ADMIN }));
    for (const role of ROLES) secrets.set(role, (await makeToken(heed.url, ADMIN, { role })).secret);
  });
  afterAll(() => heed.stop());

  test('every field of the schema is in the table above, and nothing else', () => {
    expect([...operations(schema).keys()].sort()).toEqual(Object.keys(EXPECTED).sort());
  });

  test('without a token there is nothing at all', async () => {
    for (const operation of operations(schema).values()) {
      if (operation.startsWith('subscription')) continue;
      const { status, data, errors } = await ask(heed.url, operation);
      expect({ operation, status, data, code: errors[0]?.extensions.code }).toEqual({ operation, status: 401, data: null, code: 'UNAUTHENTICATED' });
    }
    expect((await ask(heed.url, '{ __schema { types { name } } }')).status).toBe(401);
    const watcher = openWatcher(heed.url);
    await expect(watcher.watch('subscription { workspace { name } }').next()).rejects.toBeDefined();
    expect((await watcher.closed).code).toBe(4401);
  });

  test.each(ROLES)('%s may do exactly what the table says', async (role) => {
    const token = secrets.get(role) ?? '';
    const watcher = openWatcher(heed.url, { token });
    for (const [name, operation] of operations(schema)) {
      const allowed = EXPECTED[name]?.includes(role);
      let code: string | undefined;
      if (operation.startsWith('subscription')) {
        code = await watcher.watch(operation).next().then(() => undefined, (errors: unknown) => (errors as { extensions?: { code?: string } }[])[0]?.extensions?.code);
      } else {
        code = (await ask(heed.url, operation, { token })).errors[0]?.extensions.code;
      }
      // What is allowed may still be refused for its arguments; what is not allowed is FORBIDDEN before they are looked at.
      if (allowed) expect(['FORBIDDEN', 'UNAUTHENTICATED'], name).not.toContain(code);
      else expect(code, name).toBe('FORBIDDEN');
    }
    await watcher.dispose();
  });

  test('the schema is shown to readers only', async () => {
    for (const role of ROLES) {
      const { status } = await ask(heed.url, '{ __schema { queryType { name } } }', { token: secrets.get(role) ?? '' });
      expect(status, role).toBe(READERS.includes(role) ? 200 : 403);
    }
  });

  test('endpoints beside GraphQL ask for their roles too', async () => {
    const status = async (method: string, path: string, token?: string): Promise<number> =>
      (await fetch(heed.url + path, { method, headers: { ...(token ? { authorization: `Bearer ${token}` } : {}), 'content-type': 'application/x-ndjson' }, ...(method === 'POST' ? { body: '' } : {}) })).status;
    for (const path of ['/collect/ndjson', '/collect/csv']) {
      expect(await status('POST', path)).toBe(401);
      expect(await status('POST', path, secrets.get('VIEWER'))).toBe(403);
    }
    expect(await status('POST', '/collect/ndjson', secrets.get('INGEST'))).toBe(200);
    expect(await status('GET', '/metrics')).toBe(401);
    expect(await status('GET', '/metrics', secrets.get('DISPLAY'))).toBe(403);
    expect(await status('GET', '/metrics', ADMIN)).toBe(200);
    expect(await status('GET', '/healthz')).toBe(200);
    expect(await status('GET', '/readyz')).toBe(200);
  });

  test('a token ends when it is revoked or expires, and a wrong one never works', async () => {
    const query = '{ workspace { role } }';
    const revoked = await makeToken(heed.url, ADMIN, { role: 'VIEWER' });
    expect((await ask(heed.url, query, { token: revoked.secret })).status).toBe(200);
    const watcher = openWatcher(heed.url, { token: revoked.secret });
    await watcher.watch('subscription { workspace { name } }').next();
    const start = Date.now();
    await dataOf(heed.url, 'mutation ($id: ID!) { revokeToken(id: $id) { revokedAt } }', { token: ADMIN, variables: { id: revoked.id } });
    expect((await ask(heed.url, query, { token: revoked.secret })).status).toBe(401);
    expect((await watcher.closed).code).toBe(4403);
    expect(Date.now() - start).toBeLessThan(5_000);

    // On a slow machine it may be over before it is asked for the first time: then it is given longer.
    let life = 1_000;
    let short = { secret: '' };
    let first = 401;
    while (first !== 200 && life < 60_000) {
      life *= 2;
      const expiresAt = Date.now() + life;
      short = await makeToken(heed.url, ADMIN, { role: 'VIEWER', expiresAt: new Date(expiresAt).toISOString() });
      first = (await ask(heed.url, query, { token: short.secret })).status;
      if (first !== 200) expect(Date.now()).toBeGreaterThanOrEqual(expiresAt);
    }
    expect(first).toBe(200);
    await new Promise((resolve) => setTimeout(resolve, life + 100));
    expect((await ask(heed.url, query, { token: short.secret })).status).toBe(401);

    const last = short.secret.slice(-1) === 'A' ? 'B' : 'A';
    for (const token of ['', 'x', `${ADMIN}x`, short.secret.slice(0, -1) + last, 'heed_000000000000_' + 'A'.repeat(43)]) {
      expect((await ask(heed.url, query, { headers: { authorization: `Bearer ${token}` } })).status).toBe(401);
    }
  });

  test('secrets are shown once and stored as hashes', async () => {
    const { tokens } = await dataOf<{ tokens: object[] }>(heed.url, '{ tokens { id name role createdAt } }', { token: ADMIN });
    expect(tokens.length).toBeGreaterThan(ROLES.length);
    const text = JSON.stringify(tokens) + heed.output();
    for (const secret of secrets.values()) expect(text).not.toContain(secret.slice(-43));
  });

  test('a token for one department sees nothing of the others, live included', async () => {
    for (const [department, nps] of [['Support', 10], ['Sales', 0]] as const) {
      await dataOf(heed.url, 'mutation ($input: FeedbackInput!) { submitFeedback(input: $input) { status } }', { token: ADMIN, variables: { input: { source: 'scope', externalId: department, department, nps, comment: `about ${department}` } } });
    }
    const { secret: token } = await makeToken(heed.url, ADMIN, { role: 'LEAD', departments: ['Support'] });
    const seen = await dataOf<Record<string, never>>(
      heed.url,
      '{ score(metric: NPS) { estimate { value n } } wide: score(metric: NPS, filter: {or: [{department: {in: ["Sales"]}}, {nps: {min: 0}}]}) { estimate { n } } feedback { totalCount edges { node { id department } } } dimensionValues(dimension: DEPARTMENT) { value } workspace { feedbackCount } }',
      { token },
    );
    expect(seen).toMatchObject({
      score: { estimate: { value: 100, n: 1 } },
      wide: { estimate: { n: 1 } },
      feedback: { totalCount: 1, edges: [{ node: { department: 'Support' } }] },
      dimensionValues: [{ value: 'Support' }],
      workspace: { feedbackCount: 1 },
    });
    const { feedback } = await dataOf<{ feedback: { edges: { node: { id: string } }[] } }>(heed.url, '{ feedback(filter: {department: {in: ["Sales"]}}) { edges { node { id } } } }', { token: ADMIN });
    expect(await dataOf(heed.url, 'query ($id: ID!) { feedbackById(id: $id) { id } }', { token, variables: { id: feedback.edges[0]?.node.id } })).toEqual({ feedbackById: null });
    const watcher = openWatcher(heed.url, { token });
    expect(await watcher.watch('subscription { score(metric: NPS) { estimate { n } } }').next()).toEqual({ score: { estimate: { n: 1 } } });
    await watcher.dispose();
  });

  test('signing in keeps the token where scripts cannot read it', async () => {
    const post = (token: unknown) => fetch(`${heed.url}/session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ token }) });
    expect((await post('wrong')).status).toBe(401);
    const signedIn = await post(secrets.get('VIEWER'));
    expect(signedIn.status).toBe(200);
    const cookie = signedIn.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Strict/);
    const own = { cookie: cookie.split(';')[0] ?? '' };
    expect((await ask(heed.url, '{ workspace { role } }', { headers: own })).data).toEqual({ workspace: { role: 'VIEWER' } });
    const watcher = openWatcher(heed.url, { headers: own });
    expect(await watcher.watch('subscription { workspace { role } }').next()).toEqual({ workspace: { role: 'VIEWER' } });
    await watcher.dispose();
    const left = await fetch(`${heed.url}/session`, { method: 'DELETE', headers: own });
    expect(left.headers.get('set-cookie')).toMatch(/heed_session=;/);
  });

  test('a page of another site gets nothing through the browser of somebody who is signed in', async () => {
    const foreign = { origin: 'https://elsewhere.example' };
    expect((await ask(heed.url, '{ workspace { role } }', { token: ADMIN, headers: foreign })).status).toBe(403);
    expect((await fetch(`${heed.url}/collect/csv`, { method: 'POST', headers: { ...foreign, authorization: `Bearer ${ADMIN}` }, body: 'nps\n9' })).status).toBe(403);
    const watcher = openWatcher(heed.url, { token: ADMIN, headers: foreign });
    await expect(watcher.watch('subscription { workspace { name } }').next()).rejects.toBeDefined();
  });
});

describe('local mode', () => {
  let heed: HeedProcess;
  beforeAll(async () => {
    heed = await startHeed();
  });
  afterAll(() => heed.stop());

  test('whoever sits at this machine is administrator, and the workspace says so', async () => {
    expect(await dataOf(heed.url, '{ workspace { role localMode } }')).toEqual({ workspace: { role: 'ADMIN', localMode: true } });
  });

  test('a name that somebody pointed at this machine reaches nothing', async () => {
    const { request } = await import('node:http');
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const { port } = new URL(heed.url);
      request({ host: '127.0.0.1', port, path: '/graphql?query={__typename}', headers: { host: `rebound.example:${port}`, 'apollo-require-preflight': 'true' } }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      })
        .on('error', reject)
        .end();
    });
    expect(status).toBe(403);
  });

  test('a proxy that lets others in makes nobody administrator', async () => {
    for (const headers of [{ 'x-forwarded-for': '203.0.113.7' }, { forwarded: 'for=203.0.113.7' }]) {
      expect((await ask(heed.url, '{ workspace { role } }', { headers: headers })).status).toBe(401);
      expect((await fetch(`${heed.url}/metrics`, { headers: headers as Record<string, string> })).status).toBe(401);
    }
  });

  test('a token that is shown counts, also here', async () => {
    const { secret } = await makeToken(heed.url, '', { role: 'VIEWER' }).catch(() => ({ secret: '' }));
    expect((await ask(heed.url, '{ workspace { role } }', { token: secret })).data).toEqual({ workspace: { role: 'VIEWER' } });
    expect((await ask(heed.url, '{ workspace { role } }', { token: 'wrong' })).status).toBe(401);
  });
});
