import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask, dataOf, makeToken, startHeed, type HeedProcess } from './support/heed-process.ts';
import { openWatcher } from './support/watch.ts';

const ADMIN = 'an-administrators-token-for-the-tests';
const SAVE_VIEW = 'mutation ($name: String!, $question: JSONObject!, $display: Display! = CHART, $version: Int) { saveView(name: $name, question: $question, display: $display, version: $version) { name question display version } }';
const SAVE_FILTER = 'mutation ($name: String!, $filter: JSONObject!, $version: Int) { saveFilter(name: $name, filter: $filter, version: $version) { name version } }';
const SET_TARGET = 'mutation ($value: Float) { setTarget(metric: NPS, value: $value) { metric target } }';
const APPLY = 'mutation ($yaml: String!, $dryRun: Boolean! = false) { applyDefinitions(yaml: $yaml, dryRun: $dryRun) { applied changes { kind name action before after } } }';
const QUESTION = { metrics: ['nps'], by: [{ dimension: 'department' }], grain: 'week', filter: { period: { last: { count: 28, unit: 'day' } } }, compare: true };

describe('definitions', () => {
  const folder = mkdtempSync(join(tmpdir(), 'heed-definitions-'));
  let heed: HeedProcess;
  const start = () => startHeed({ folder, env: { HEED_ADMIN_TOKEN: ADMIN, HEED_LIVE_WINDOW_MS: '20' } });
  const data = <T = Record<string, never>>(query: string, variables: unknown = {}, token = ADMIN) => dataOf<T>(heed.url, query, { variables, token });
  const refusal = async (query: string, variables: unknown = {}, token = ADMIN) => (await ask(heed.url, query, { variables, token })).errors[0];
  const submit = (input: unknown[]) => data('mutation ($input: [FeedbackInput!]!) { submitFeedbackBatch(input: $input) { accepted refused } }', { input });

  beforeAll(async () => {
    heed = await start();
    // Enterprise: 50 promoters, 33 passives, 17 detractors, all in Support. Others: 10 detractors, in Sales.
    const rows = [...Array<number>(50).fill(10), ...Array<number>(33).fill(8), ...Array<number>(17).fill(3)].map((nps, index) => ({ source: 's', externalId: `e${index}`, nps, segment: 'Enterprise', department: 'Support', region: index % 2 === 0 ? 'North' : 'South' }));
    await submit([...rows, ...Array.from({ length: 10 }, (_, index) => ({ source: 's', externalId: `o${index}`, nps: 0, segment: 'Free', department: 'Sales' }))]);
  });
  afterAll(async () => {
    await heed.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test('a view is saved, replaced under its name in any case, listed by name, removed', async () => {
    expect(await data(SAVE_VIEW, { name: ' Weekly NPS ', question: { ...QUESTION, rolling: null } })).toEqual({ saveView: { name: 'Weekly NPS', question: QUESTION, display: 'CHART', version: 1 } });
    await data(SAVE_VIEW, { name: 'All of it', question: { metrics: ['csat5', 'ces'] }, display: 'TABLE' });
    expect(await data(SAVE_VIEW, { name: 'weekly nps', question: QUESTION, display: 'TABLE' })).toMatchObject({ saveView: { name: 'weekly nps', display: 'TABLE', version: 3 } });
    expect(await data('{ savedViews { name display question } }')).toEqual({
      savedViews: [
        { name: 'All of it', display: 'TABLE', question: { metrics: ['csat5', 'ces'] } },
        { name: 'weekly nps', display: 'TABLE', question: QUESTION },
      ],
    });
    const remove = 'mutation { removeView(name: "ALL OF IT") }';
    expect(await data(remove)).toEqual({ removeView: true });
    expect(await data(remove)).toEqual({ removeView: false });
  });

  test('literals in the document are as good as variables', async () => {
    const saved = await data<{ saveFilter: object }>('mutation { saveFilter(name: "Literal", description: "Typed in", filter: {nps: {max: 6}, segment: {in: ["Free"]}, not: null}) { name description filter } }');
    expect(saved.saveFilter).toEqual({ name: 'Literal', description: 'Typed in', filter: { segment: { in: ['Free'] }, nps: { max: 6 } } });
    expect(await data('mutation { removeFilter(name: "Literal") }')).toEqual({ removeFilter: true });
  });

  describe('a saved filter', () => {
    beforeAll(() => data(SAVE_FILTER, { name: 'Enterprise', filter: { segment: { in: ['Enterprise'] } } }));

    test('in a question is the filter written out', async () => {
      const period = 'period: {last: {count: 7, unit: DAY}}';
      const fields = (filter: string): string =>
        `{ score(metric: NPS, filter: {${period}, region: {in: ["North"]}, ${filter}}) { estimate { value n low high excluded } change { verdict } }
           breakdown(metric: NPS, by: DEPARTMENT, filter: {${period}, ${filter}}) { groups { key estimate { value n } } }
           trend(metric: NPS, grain: DAY, filter: {${period}, ${filter}}) { value n }
           volume(filter: {${filter}}) { matched }
           feedback(first: 200, filter: {${filter}}) { totalCount edges { node { id } } } }`;
      const written = await data(fields('segment: {in: ["Enterprise"]}'));
      expect(await data(fields('saved: ["enterprise"]'))).toEqual(written);
      expect(written).toMatchObject({ volume: { matched: 100 }, feedback: { totalCount: 100 } });
      // Every second of the 50, 33 and 17: 25 promoters, 17 passives (of 50 to 82), 8 detractors (of 83 to 99): (25 − 8) / 50.
      expect(written).toMatchObject({ score: { estimate: { value: 34, n: 50 } } });
      expect(await data('{ score(metric: NPS, filter: {saved: []}) { estimate { n } } }')).toEqual({ score: { estimate: { n: 110 } } });
    });

    test('keeps a caller within their departments', async () => {
      const { secret } = await makeToken(heed.url, ADMIN, { role: 'VIEWER', departments: ['Sales'] });
      expect(await data('{ score(metric: NPS, filter: {saved: ["Enterprise"]}) { estimate { n } } }', {}, secret)).toEqual({ score: { estimate: { n: 0 } } });
    });

    test('that is unknown is refused with near names, and inside and, or and not there are none', async () => {
      expect(await refusal('{ score(metric: NPS, filter: {saved: ["Enterprice"]}) { version } }')).toMatchObject({
        message: 'filter.saved.0 names no saved filter; did you mean "Enterprise"?',
        extensions: { code: 'BAD_USER_INPUT', near: ['Enterprise'] },
      });
      const private_ = await refusal('{ score(metric: NPS, filter: {saved: ["somebody’s words"]}) { version } }');
      expect(private_?.message).toBe('filter.saved.0 names no saved filter; savedFilters lists them.');
      expect((await refusal('{ score(metric: NPS, filter: {not: {saved: ["Enterprise"]}}) { version } }'))?.message).toContain('there is no field saved in FilterConditionInput');
    });

    test('that changes is followed by every open view that uses it, and one that is removed ends them alone', async () => {
      await data(SAVE_FILTER, { name: 'Live', filter: { segment: { in: ['Free'] } } });
      const watcher = openWatcher(heed.url, { token: ADMIN });
      const score = watcher.watch<{ score: { estimate: { n: number }; version: string } }>('subscription { score(metric: NPS, filter: {saved: ["Live"]}) { estimate { n } version } }');
      const volume = watcher.watch<{ volume: { matched: number } }>('subscription { volume(filter: {saved: ["Enterprise", "Live"]}) { matched } }');
      const other = watcher.watch<{ volume: { matched: number } }>('subscription { volume(filter: {source: {in: ["new"]}}) { matched } }');
      const before = await score.next();
      expect(before.score.estimate.n).toBe(10);
      expect(await volume.next()).toEqual({ volume: { matched: 0 } });
      await other.next();
      await data(SAVE_FILTER, { name: 'Live', filter: { region: { in: ['South'] } } });
      const after = await score.next();
      expect(after.score.estimate.n).toBe(50);
      expect(BigInt(after.score.version) > BigInt(before.score.version)).toBe(true);
      expect(await volume.next()).toEqual({ volume: { matched: 50 } });
      // It goes on with the new conditions.
      await submit([{ source: 'new', externalId: 'live', nps: 10, region: 'South', segment: 'Free' }]);
      expect((await score.next()).score.estimate.n).toBe(51);
      expect(await other.next()).toEqual({ volume: { matched: 1 } });
      await data('mutation { removeFilter(name: "Live") }');
      await expect(score.next()).rejects.toMatchObject([{ message: expect.stringContaining('names no saved filter') as string, extensions: { code: 'BAD_USER_INPUT' } }]);
      await submit([{ source: 'new', externalId: 'live 2', csat: 5 }]);
      expect(await other.next()).toEqual({ volume: { matched: 2 } });
      await watcher.dispose();
    });

    test('that a view uses stays', async () => {
      await data(SAVE_VIEW, { name: 'Uses it', question: { metrics: ['nps'], filter: { saved: ['enterprise'] } } });
      expect(await refusal('mutation { removeFilter(name: "Enterprise") }')).toMatchObject({ message: 'the saved filter "Enterprise" is used by the saved view "Uses it"; change that first.', extensions: { code: 'BAD_USER_INPUT' } });
      expect(await data('mutation { removeView(name: "Uses it") }')).toEqual({ removeView: true });
    });
  });

  test('a score beside its target says what can honestly be said, live too', async () => {
    const SCORE = '{ score(metric: NPS, filter: {segment: {in: ["Enterprise"]}, source: {in: ["s"]}}) { estimate { value low high } target { value status } metric { target } } }';
    expect(await data(SCORE)).toMatchObject({ score: { target: null, metric: { target: null } } });
    const watcher = openWatcher(heed.url, { token: ADMIN });
    const score = watcher.watch<{ score: object }>(`subscription ${SCORE}`);
    const trend = watcher.watch<{ trend: object }>('subscription { trend(metric: NPS, filter: {period: {last: {count: 2, unit: DAY}}}) { metric { target } } }');
    await score.next();
    await trend.next();
    // 33.0, 17.6 to 46.5.
    for (const [value, status] of [[33, 'ON_TRACK'], [40, 'CLOSE'], [47, 'OFF_TRACK']] as const) {
      expect(await data(SET_TARGET, { value })).toEqual({ setTarget: { metric: 'NPS', target: value } });
      const expected = { score: { estimate: { value: 33 }, target: { value, status }, metric: { target: value } } };
      expect(await data(SCORE)).toMatchObject(expected);
      expect(await score.next()).toMatchObject(expected);
      expect(await trend.next()).toEqual({ trend: { metric: { target: value } } });
    }
    expect(await data('{ score(metric: NPS, filter: {segment: {in: ["Free"]}, source: {in: ["s"]}}) { target { status } } metrics { metric target } }')).toMatchObject({
      score: { target: { status: 'TOO_FEW_ANSWERS' } },
      metrics: expect.arrayContaining([{ metric: 'NPS', target: 47 }, { metric: 'CES', target: null }]) as unknown,
    });
    expect(await data(SET_TARGET, { value: null })).toEqual({ setTarget: { metric: 'NPS', target: null } });
    expect(await score.next()).toMatchObject({ score: { target: null } });
    expect((await refusal(SET_TARGET, { value: 101 }))?.message).toBe('value: must be a number from -100 to 100, which is what the metric can reach.');
    expect((await refusal('mutation { setTarget(metric: NPS) { target } }'))?.message).toContain('null takes the target away');
    await watcher.dispose();
  });

  test('a saved metric is its metric over its own filter and the one that is asked, with a minimum sample and a target of its own', async () => {
    await data('mutation ($filter: JSONObject) { saveMetric(name: "Enterprise NPS", description: "Of those who pay", metric: NPS, filter: $filter, target: 40, minimumSample: 51) { name } }', { filter: { segment: { in: ['Enterprise'] } } });
    await data('mutation { saveMetric(name: "Plain", metric: NPS) { name } }');
    await data(SET_TARGET, { value: 12 });
    const { savedMetrics } = await data<{ savedMetrics: object[] }>(
      '{ savedMetrics { name description filter target minimumSample metric { metric target minimumSample } all: score(filter: {source: {in: ["s"]}}) { estimate { value n enough } target { value status } metric { target minimumSample } } north: score(filter: {region: {in: ["North"]}, source: {in: ["s"]}}) { estimate { n enough } target { status } } } }',
    );
    expect(savedMetrics).toEqual([
      {
        name: 'Enterprise NPS',
        description: 'Of those who pay',
        filter: { segment: { in: ['Enterprise'] } },
        target: 40,
        minimumSample: 51,
        metric: { metric: 'NPS', target: 40, minimumSample: 51 },
        all: { estimate: { value: 33, n: 100, enough: true }, target: { value: 40, status: 'CLOSE' }, metric: { target: 40, minimumSample: 51 } },
        north: { estimate: { n: 50, enough: false }, target: { status: 'TOO_FEW_ANSWERS' } },
      },
      {
        name: 'Plain',
        description: '',
        filter: {},
        target: null,
        minimumSample: 30,
        metric: { metric: 'NPS', target: null, minimumSample: 30 },
        all: { estimate: { value: expect.closeTo(100 * ((50 - 27) / 110), 10) as number, n: 110, enough: true }, target: null, metric: { target: null, minimumSample: 30 } },
        north: { estimate: { n: 50, enough: true }, target: null },
      },
    ]);
    const { secret } = await makeToken(heed.url, ADMIN, { role: 'VIEWER', departments: ['Sales'] });
    expect(await data('{ savedMetrics { score { estimate { n } } } }', {}, secret)).toEqual({ savedMetrics: [{ score: { estimate: { n: 0 } } }, { score: { estimate: { n: 10 } } }] });
    await data(SET_TARGET, { value: null });
    expect(await data('mutation { a: removeMetric(name: "plain") b: removeMetric(name: "enterprise nps") }')).toEqual({ a: true, b: true });
  });

  test('who saw an older version gets CONFLICT and what it is now; at the same moment, nobody overwrites anybody', async () => {
    const { saveFilter } = await data<{ saveFilter: { version: number } }>(SAVE_FILTER, { name: 'Shared', filter: { text: 'one' }, version: 0 });
    await data(SAVE_FILTER, { name: 'Shared', filter: { text: 'two' }, version: saveFilter.version });
    expect(await refusal(SAVE_FILTER, { name: 'shared', filter: { text: 'three' }, version: saveFilter.version })).toMatchObject({
      extensions: { code: 'CONFLICT', kind: 'filter', current: { name: 'Shared', filter: { text: 'two' }, version: saveFilter.version + 1 } },
    });
    const outcomes = await Promise.all(Array.from({ length: 8 }, (_, index) => ask(heed.url, SAVE_FILTER, { variables: { name: 'Shared', filter: { text: `same ${index}` }, version: saveFilter.version + 1 }, token: ADMIN })));
    expect(outcomes.map(({ errors }) => errors[0]?.extensions.code ?? 'saved').sort()).toEqual([...Array<string>(7).fill('CONFLICT'), 'saved']);
    await Promise.all(Array.from({ length: 8 }, (_, index) => data(SAVE_FILTER, { name: `Own ${index}`, filter: {} })));
    expect(await data(`mutation { ${Array.from({ length: 8 }, (_, index) => `r${index}: removeFilter(name: "own ${index}")`).join(' ')} s: removeFilter(name: "Shared") }`)).toMatchObject({ r0: true, r7: true, s: true });
  });

  test('readers change what is their own; what others saved is for analysts, leads and administrators', async () => {
    const [vera, victor, ann] = await Promise.all((['VIEWER', 'VIEWER', 'ANALYST'] as const).map(async (role) => (await makeToken(heed.url, ADMIN, { role })).secret));
    await data(SAVE_VIEW, { name: 'Vera’s', question: { metrics: ['nps'] } }, vera);
    expect((await refusal(SAVE_VIEW, { name: 'vera’s', question: { metrics: ['ces'] } }, victor))?.extensions.code).toBe('FORBIDDEN');
    expect((await refusal('mutation { removeView(name: "Vera’s") }', {}, victor))?.extensions.code).toBe('FORBIDDEN');
    expect(await data('{ savedViews { name } }', {}, victor)).toMatchObject({ savedViews: expect.arrayContaining([{ name: 'Vera’s' }]) as unknown });
    await data(SAVE_VIEW, { name: 'Vera’s', question: { metrics: ['ces'] } }, ann);
    expect(await data('mutation { removeView(name: "Vera’s") }', {}, vera)).toEqual({ removeView: true });
  });

  test('arguments that are wrong are refused with every problem, and without what they say', async () => {
    const question = await refusal(SAVE_VIEW, { name: 'x'.repeat(81), question: { metrics: ['secret'], by: [{ dimension: 'departmnt' }], fliter: {} } });
    expect(question).toMatchObject({ message: 'name: must have 1 to 80 characters (and 3 more).', extensions: { code: 'BAD_USER_INPUT' } });
    expect(question?.extensions.problems).toEqual([
      'name: must have 1 to 80 characters',
      expect.stringMatching(/^question\.metrics\.0: must be one of nps, /),
      'question.by.0.dimension: must be one of department, channel, product, region, segment, language, source, theme; did you mean "department"?',
      'question.fliter: there is no field of this name here; did you mean "filter"?',
    ]);
    expect((await refusal(SAVE_FILTER, { name: 'F', filter: { period: { toDate: 'day' } } }))?.message).toBe('filter.period: a period cannot be saved in a filter; it is chosen where the filter is used.');
    expect((await refusal(SAVE_FILTER, { name: 'F', filter: ['secret'] }))?.message).not.toContain('secret');
    expect((await refusal(SAVE_FILTER, { name: '\u202Egnp.exe', filter: {} }))?.message).toBe('name: must not hold control characters.');
    // Sent as text: most programs cannot even write it.
    for (const levels of [45, 1_000, 400_000]) {
      const answer = await fetch(`${heed.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${ADMIN}` },
        body: `{"query":${JSON.stringify(SAVE_FILTER)},"variables":{"name":"F","filter":${'{"not":'.repeat(levels)}{}${'}'.repeat(levels)}}}`,
      });
      expect(await answer.text(), String(levels)).toContain('nests more than 40 levels deep');
    }
    expect((await refusal(SAVE_VIEW, { name: 'V', question: { metrics: Array(30_000).fill('nps') } }))?.message).toContain('more than 20000 values');
    expect(heed.output()).not.toContain('secret');
  });

  describe('a file', () => {
    const FILE = `version: 1
targets:
  nps: 45
filters:
  - name: Late parcels
    description: About delivery
    filter:
      text: late parcel
views:
  - name: Late by region
    question:
      metrics: [nps, csat5]
      by: [{ dimension: region }]
      filter: { saved: [late parcels] }
`;

    test('lists every problem with its line, and changes nothing', async () => {
      const before = await data('{ definitions }');
      const error = await refusal(APPLY, { yaml: FILE.replace('nps: 45', 'nps: 450').replace('dimension: region', 'dimension: regoin').replace('[late parcels]', '[early parcels]').replace('About delivery', '"About: secret"\n    colour: red') });
      expect(error).toMatchObject({ message: expect.stringMatching(/^The file cannot be applied: line 3: targets\.nps: must be .* \(and 2 more\)\.$/) as string, extensions: { code: 'BAD_USER_INPUT', problemCount: 3 } });
      expect(error?.extensions.problems).toEqual([
        { line: 3, message: 'targets.nps: must be a number from -100 to 100, which is what the metric can reach' },
        { line: 7, message: 'filters.0.colour: there is no field of this name here' },
        { line: 14, message: 'views.0.question.by.0.dimension: must be one of department, channel, product, region, segment, language, source, theme; did you mean "region"?' },
      ]);
      expect(await refusal(APPLY, { yaml: FILE.replace('[late parcels]', '[late parcel]') })).toMatchObject({ extensions: { problems: [{ line: 14, message: 'question.filter.saved.0: names no saved filter; did you mean "Late parcels"?' }] } });
      expect((await refusal(APPLY, { yaml: 'a: [' }))?.extensions).toMatchObject({ problems: [{ line: 1 }] });
      expect((await refusal(APPLY, { yaml: '#'.repeat(257 * 1024) }))?.extensions.code).toBe('PAYLOAD_TOO_LARGE');
      expect(await data('{ definitions }')).toEqual(before);
    });

    test('is tried, applied, and applied again; what its sections do not name goes, and other sections stay', async () => {
      await data('mutation { saveMetric(name: "Not in the file", metric: CES) { name } }');
      const actions = [
        { kind: 'target', name: 'nps', action: 'CREATED' },
        { kind: 'filter', name: 'Late parcels', action: 'CREATED' },
        { kind: 'filter', name: 'Enterprise', action: 'REMOVED' },
        { kind: 'view', name: 'Late by region', action: 'CREATED' },
        { kind: 'view', name: 'weekly nps', action: 'REMOVED' },
      ];
      const before = await data('{ definitions }');
      expect(await data(APPLY, { yaml: FILE, dryRun: true })).toMatchObject({ applyDefinitions: { applied: false, changes: actions } });
      expect(await data('{ definitions }')).toEqual(before);
      const { applyDefinitions } = await data<{ applyDefinitions: { changes: object[] } }>(APPLY, { yaml: FILE });
      expect(applyDefinitions).toMatchObject({ applied: true, changes: actions });
      expect(applyDefinitions.changes[1]).toMatchObject({ before: null, after: 'name: Late parcels\ndescription: About delivery\nfilter:\n  text: late parcel\n' });
      expect(await data(APPLY, { yaml: FILE })).toMatchObject({ applyDefinitions: { changes: ['UNCHANGED', 'UNCHANGED', 'UNCHANGED'].map((action) => ({ action })) } });
      expect(await data('{ savedViews { name } savedFilters { name } savedMetrics { name } metrics { metric target } }')).toMatchObject({
        savedViews: [{ name: 'Late by region' }],
        savedFilters: [{ name: 'Late parcels' }],
        savedMetrics: [{ name: 'Not in the file' }],
        metrics: expect.arrayContaining([{ metric: 'NPS', target: 45 }]) as unknown,
      });
    });

    test('survives a restart, with everything else', async () => {
      const before = await data<{ definitions: string }>('{ definitions savedViews { version } }');
      await heed.stop();
      heed = await start();
      expect(await data('{ definitions savedViews { version } }')).toEqual(before);
      expect(before.definitions).toContain('name: Late by region');
      expect(await data(APPLY, { yaml: before.definitions })).toMatchObject({ applyDefinitions: { changes: Array(4).fill({ action: 'UNCHANGED' }) } });
    });
  });
});
