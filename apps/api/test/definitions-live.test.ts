import { startEngineProcess, type EngineProcess } from '@heed/store/testing/engine-process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask, dataOf, startHeed, type HeedProcess } from './support/heed-process.ts';
import { openWatcher } from './support/watch.ts';

const SAVE_VIEW = 'mutation ($name: String!) { saveView(name: $name, question: {metrics: ["nps"]}) { name } }';
const SAVE_FILTER = 'mutation ($region: String!) { saveFilter(name: "Near", filter: {region: {in: [$region]}}) { name } }';

describe('definitions of two processes over one database', () => {
  let engine: EngineProcess;
  let one: HeedProcess;
  let two: HeedProcess;
  beforeAll(async () => {
    engine = await startEngineProcess();
    const env = { CLICKHOUSE_URL: engine.url, CLICKHOUSE_USER: engine.username, CLICKHOUSE_PASSWORD: engine.password, CLICKHOUSE_DATABASE: 'shared', HEED_LIVE_WINDOW_MS: '20' };
    one = await startHeed({ env });
    two = await startHeed({ env });
  });
  afterAll(async () => {
    await Promise.all([one.stop(), two.stop()]);
    await engine.stop();
  });

  test('lists are live, and a change of another kind sends nothing', async () => {
    const watcher = openWatcher(one.url);
    const views = watcher.watch<{ savedViews: object[] }>('subscription { savedViews { name } }');
    const filters = watcher.watch<{ savedFilters: object[] }>('subscription { savedFilters { name filter } }');
    expect(await views.next()).toEqual({ savedViews: [] });
    await filters.next();
    await dataOf(one.url, SAVE_VIEW, { variables: { name: 'Zulu' } });
    expect(await views.next()).toEqual({ savedViews: [{ name: 'Zulu' }] });
    await dataOf(one.url, 'mutation { removeView(name: "Zulu") }');
    expect(await views.next()).toEqual({ savedViews: [] });
    expect(filters.pending()).toBe(0);
    await watcher.dispose();
  });

  test('a view of the inbox is saved, renamed, updated and removed, and who watches the other sees it', async () => {
    const watcher = openWatcher(two.url);
    const views = watcher.watch('subscription { inboxViews { name queue sort filter } }');
    expect(await views.next()).toEqual({ inboxViews: [] });
    const SAVE_INBOX = 'mutation ($filter: JSONObject, $version: Int) { saveInboxView(name: "Late ones", queue: MY_DEPARTMENTS, sort: OPENED, filter: $filter, version: $version) { version } }';
    const filter = { priority: ['urgent'], opened: { last: { count: 7, unit: 'day' } }, feedback: { nps: { max: 3 } } };
    const { saveInboxView: saved } = await dataOf<{ saveInboxView: { version: number } }>(one.url, SAVE_INBOX, { variables: { filter, version: 0 } });
    expect(await views.next()).toEqual({ inboxViews: [{ name: 'Late ones', queue: 'MY_DEPARTMENTS', sort: 'OPENED', filter }] });
    await dataOf(one.url, 'mutation { renameInboxView(name: "late ones", to: "Pressing") { name } }');
    expect(await views.next()).toEqual({ inboxViews: [{ name: 'Pressing', queue: 'MY_DEPARTMENTS', sort: 'OPENED', filter }] });
    // Whoever still has the old state does not bring it back.
    expect((await ask(one.url, SAVE_INBOX, { variables: { filter: {}, version: saved.version } })).errors[0]).toMatchObject({ extensions: { code: 'CONFLICT', current: null } });
    expect((await dataOf<{ definitions: string }>(two.url, '{ definitions }')).definitions).toContain('inboxViews:\n  - name: Pressing\n    queue: my_departments\n');
    await dataOf(one.url, 'mutation { removeInboxView(name: "Pressing") }');
    expect(await views.next()).toEqual({ inboxViews: [] });
    await watcher.dispose();
  });

  test.each([
    ['a condition that there is not', { departement: { in: ['Sales'] } }, 'filter.departement: there is no field of this name here; did you mean "department"?'],
    ['departments that a caller may see', { scope: ['Sales'] }, 'filter.scope: there is no field of this name here'],
    ['a period that cannot be', { opened: { from: '2026-02-01', to: '2026-01-01' } }, 'filter: filter.opened.from must be before filter.opened.to.'],
    ['a saved filter that there is not', { feedback: { saved: ['Nowhere'] } }, 'filter.feedback.saved.0: names no saved filter'],
  ])('a view of the inbox with %s is refused', async (_what, filter, message) => {
    const { errors } = await ask(one.url, 'mutation ($filter: JSONObject) { saveInboxView(name: "No", filter: $filter) { name } }', { variables: { filter } });
    expect(errors[0]).toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } });
    expect(errors[0]?.message).toContain(message);
  });

  test('the other sees them, and its open views follow a filter, a target and a list', async () => {
    await dataOf(one.url, 'mutation { submitFeedbackBatch(input: [{source: "s", externalId: "1", nps: 10, region: "North"}, {source: "s", externalId: "2", nps: 0, region: "South"}]) { accepted } }');
    await dataOf(two.url, SAVE_FILTER, { variables: { region: 'North' } });
    const watcher = openWatcher(two.url);
    const score = watcher.watch('subscription { score(metric: NPS, filter: {saved: ["Near"]}) { estimate { value } metric { target } } }');
    const views = watcher.watch('subscription { savedViews { name } }');
    expect(await score.next()).toEqual({ score: { estimate: { value: 100 }, metric: { target: null } } });
    await views.next();
    await dataOf(one.url, SAVE_FILTER, { variables: { region: 'South' } });
    expect(await score.next()).toEqual({ score: { estimate: { value: -100 }, metric: { target: null } } });
    await dataOf(one.url, 'mutation { setTarget(metric: NPS, value: 5) { target } }');
    expect(await score.next()).toEqual({ score: { estimate: { value: -100 }, metric: { target: 5 } } });
    await dataOf(one.url, SAVE_VIEW, { variables: { name: 'From the other' } });
    expect(await views.next()).toEqual({ savedViews: [{ name: 'From the other' }] });
    await watcher.dispose();
  });
});
