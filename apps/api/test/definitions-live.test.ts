import { startEngineProcess, type EngineProcess } from '@heed/store/testing/engine-process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dataOf, startHeed, type HeedProcess } from './support/heed-process.ts';
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
