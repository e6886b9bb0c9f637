import { SAMPLE_DEPARTMENTS, SAMPLE_SETTINGS } from '@heed/sample';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask, dataOf, makeToken, startHeed, type HeedProcess } from './support/heed-process.ts';
import { openWatcher } from './support/watch.ts';

const ADMIN = 'an-administrators-token-for-the-tests';
const WEEK = [[{ from: '09:00', to: '17:00' }], [{ from: '13:00', to: '17:00' }, { from: '08:00', to: '12:00' }], [], [], [], [], []];
const DEPARTMENT = 'name version calendar { timeZone week { from to } holidays } targets { priority target milliseconds clock } escalation { chain repeatMs takeBackMs } fallbackOwner';
const SAVE_DEPARTMENT = `mutation ($input: DepartmentInput!, $version: Int) { saveDepartment(input: $input, version: $version) { ${DEPARTMENT} } }`;
const SAVE_PERSON = 'mutation ($input: PersonInput!, $version: Int) { savePerson(input: $input, version: $version) { key name email departments language available version } }';
const RULE = 'name version order enabled when repeatedWithinDays department departmentFromAttribute priority owner { by person attribute } watchers last';
const SAVE_RULE = `mutation ($input: RuleInput!, $version: Int) { saveRule(input: $input, version: $version) { ${RULE} } }`;
const support = { name: 'Support', calendar: { timeZone: 'Europe/Berlin', week: WEEK, holidays: ['2026-12-25'] } };
const rule = { name: 'Unhappy', order: 1, when: { nps: { max: 6 } }, department: 'support', priority: 'HIGH', owner: { by: 'PERSON', person: 'ada' }, watchers: ['ada'] };

describe('settings of loops', () => {
  let heed: HeedProcess;
  const data = <T = Record<string, never>>(query: string, variables: unknown = {}, token = ADMIN) => dataOf<T>(heed.url, query, { variables, token });
  const refusal = async (query: string, variables: unknown = {}, token = ADMIN) => (await ask(heed.url, query, { variables, token })).errors[0];

  beforeAll(async () => {
    heed = await startHeed({ env: { HEED_ADMIN_TOKEN: ADMIN, HEED_LIVE_WINDOW_MS: '20' } });
  });
  afterAll(() => heed.stop());

  test('without sample data there are none', async () => {
    expect(await data('{ walls { walls { key } } }')).toEqual({ walls: { walls: [] } });
    expect(await data('{ loopSettings { departments { name } people { key } rules { name } rootCauses { name } actions { name } templates { name } reask { enabled afterMs template version } } }')).toEqual({
      loopSettings: { departments: [], people: [], rules: [], rootCauses: [], actions: [], templates: [], reask: { enabled: false, afterMs: 259_200_000, template: '', version: 0 } },
    });
  });

  test('are saved as they are asked for, and answered with their version', async () => {
    expect(await data(SAVE_PERSON, { input: { key: 'Ada', name: 'Ada', email: 'ada@example.com' }, version: 0 })).toEqual({
      savePerson: { key: 'ada', name: 'Ada', email: 'ada@example.com', departments: [], language: 'en', available: true, version: 1 },
    });
    const targets = [
      { priority: 'LOW', target: 'CLOSE', milliseconds: 288_000_000, clock: 'WORKING' },
      { priority: 'URGENT', target: 'ACKNOWLEDGE', milliseconds: 1_800_000, clock: 'CALENDAR' },
    ];
    expect(await data(SAVE_DEPARTMENT, { input: { ...support, targets, escalation: { chain: ['ada'], repeatMs: 3_600_000 }, fallbackOwner: 'ada' } })).toEqual({
      saveDepartment: {
        name: 'Support',
        version: 2,
        calendar: { ...support.calendar, week: [WEEK[0], [{ from: '08:00', to: '12:00' }, { from: '13:00', to: '17:00' }], [], [], [], [], []] },
        targets: [targets[1], targets[0]],
        escalation: { chain: ['ada'], repeatMs: 3_600_000, takeBackMs: null },
        fallbackOwner: 'ada',
      },
    });
    expect(await data(SAVE_RULE, { input: rule })).toEqual({
      saveRule: { ...rule, version: 3, enabled: true, repeatedWithinDays: null, departmentFromAttribute: null, owner: { by: 'PERSON', person: 'ada', attribute: null }, last: true },
    });
    expect(await data('mutation { a: saveRootCause(input: {name: "Carrier"}) { name retired version } b: saveLoopAction(input: {name: "Refunded", retired: true}) { name retired } }')).toEqual({ a: { name: 'Carrier', retired: false, version: 4 }, b: { name: 'Refunded', retired: true } });
    const texts = [{ language: 'zh-TW', subject: '一', body: '{{answerLink}}' }, { language: 'en', subject: 'One', body: '{{customer.name}} {{answerLink}}' }];
    expect(await data('mutation ($input: TemplateInput!) { saveTemplate(input: $input) { name purpose texts { language subject body } } }', { input: { name: 'Again', purpose: 'REASK', texts } })).toEqual({ saveTemplate: { name: 'Again', purpose: 'REASK', texts } });
    expect(await data('mutation { setReask(input: {enabled: true, afterMs: 86400000, template: "again"}) { enabled afterMs template version } }')).toEqual({ setReask: { enabled: true, afterMs: 86_400_000, template: 'again', version: 7 } });
    expect(await data('{ loopSettings { departments { name } people { key } rules { name department } reask { version } } }')).toEqual({ loopSettings: { departments: [{ name: 'Support' }], people: [{ key: 'ada' }], rules: [{ name: 'Unhappy', department: 'support' }], reask: { version: 7 } } });
  });

  test('are watched, and only readers of customers see how people are reached', async () => {
    const [viewer, agent] = [(await makeToken(heed.url, ADMIN, { role: 'VIEWER' })).secret, (await makeToken(heed.url, ADMIN, { role: 'AGENT' })).secret];
    const watchers = [viewer, agent].map((token) => openWatcher(heed.url, { token }));
    const [blind, seeing] = watchers.map((watcher) => watcher.watch<{ loopSettings: object }>('subscription { loopSettings { people { key email } } }'));
    expect(await blind?.next()).toEqual({ loopSettings: { people: [{ key: 'ada', email: null }] } });
    expect(await seeing?.next()).toEqual({ loopSettings: { people: [{ key: 'ada', email: 'ada@example.com' }] } });
    await data(SAVE_PERSON, { input: { key: 'bob', name: 'Bob', email: 'bob@example.com' } });
    expect(await blind?.next()).toEqual({ loopSettings: { people: [{ key: 'ada', email: null }, { key: 'bob', email: null }] } });
    expect(await seeing?.next()).toMatchObject({ loopSettings: { people: [{ key: 'ada' }, { email: 'bob@example.com' }] } });
    for (const watcher of watchers) await watcher.dispose();
    const { definitions } = await data<{ definitions: string }>('{ definitions }', {}, viewer);
    expect(definitions).not.toMatch(/example\.com|people:/);
    expect((await data<{ definitions: string }>('{ definitions }', {}, agent)).definitions).toContain('email: bob@example.com');
  });

  test('hold rules on attributes: values, none of them, and numbers within', async () => {
    const when = { attributes: [{ key: 'plan', in: ['pro'] }, { key: 'team', notIn: ['test'] }, { key: 'orders', min: 3, max: 10.5 }] };
    expect(await data(SAVE_RULE, { input: { ...rule, name: 'Regulars', order: 5, when } })).toMatchObject({ saveRule: { name: 'Regulars', when } });
    expect((await refusal(SAVE_RULE, { input: { ...rule, name: 'Regulars', order: 5, when: { attributes: [{ key: 'orders', min: 'three' }] } } }))?.message).toContain('when.attributes[0].min');
    expect(await data('mutation { removeRule(name: "Regulars") }')).toEqual({ removeRule: true });
  });

  test('that cannot be are refused with the place and what to change', async () => {
    expect((await refusal(SAVE_RULE, { input: { ...rule, when: {} } }))?.message).toBe('when: would open a loop for everything that anybody says; give at least one condition.');
    expect((await refusal(SAVE_RULE, { input: { ...rule, department: 'Suport' } }))?.message).toBe('department: names no department; did you mean Support?.');
    expect((await refusal(SAVE_DEPARTMENT, { input: { ...support, calendar: { ...support.calendar, week: [[], [], [], [], [], [], []] } } }))?.message).toContain('The calendar has no working time in any week; give at least one period.');
    const target = { priority: 'LOW', target: 'CLOSE', milliseconds: 1, clock: 'WORKING' };
    expect((await refusal(SAVE_DEPARTMENT, { input: { ...support, targets: [target, target] } }))?.message).toBe('targets.1: this target of this priority is there already; give each once.');
    expect((await refusal(SAVE_DEPARTMENT, { input: { ...support, targets: [{ ...target, milliseconds: 0 }] } }))?.message).toBe('targets.low.close.milliseconds: must be more than nothing and at most 365 days (8760h).');
    expect(await refusal('mutation { removeDepartment(name: "Support") }')).toMatchObject({ message: 'the department "Support" is used by the rule "Unhappy"; change that first.', extensions: { code: 'BAD_USER_INPUT' } });
    expect((await refusal('mutation { removeTemplate(name: "Again") }'))?.message).toContain('is used by');
    expect((await refusal('{ settingsHistory(first: 0) { name } }'))?.message).toContain('first must be a whole number from 1 to 200');
  });

  test('changed by somebody else in between are a CONFLICT', async () => {
    const { savePerson } = await data<{ savePerson: { version: number } }>(SAVE_PERSON, { input: { key: 'bob', name: 'Robert' } });
    expect(await refusal(SAVE_PERSON, { input: { key: 'bob', name: 'Rob' }, version: savePerson.version - 1 })).toMatchObject({ extensions: { code: 'CONFLICT', kind: 'person', current: { key: 'bob', name: 'Robert', version: savePerson.version } } });
    expect(await refusal('mutation { setReask(input: {enabled: false}, version: 0) { version } }')).toMatchObject({ extensions: { code: 'CONFLICT', kind: 'loop' } });
    expect(await data('mutation ($version: Int) { removePerson(key: "bob", version: $version) }', { version: savePerson.version })).toEqual({ removePerson: true });
    expect(await data('mutation { removePerson(key: "bob") }')).toEqual({ removePerson: false });
  });

  test('are changed by a lead within their departments, and the history says by whom', async () => {
    const lead = await makeToken(heed.url, ADMIN, { role: 'LEAD', departments: ['Support'], person: 'ada' });
    await data(SAVE_DEPARTMENT, { input: support }, lead.secret);
    expect((await refusal(SAVE_RULE, { input: { ...rule, order: 2 } }, lead.secret))?.extensions.code).toBe('FORBIDDEN');
    const { settingsHistory } = await data<{ settingsHistory: { at: string }[] }>('{ settingsHistory(first: 2) { at actor by { key name } kind name action } }');
    expect(settingsHistory).toEqual([
      { at: expect.any(String) as string, actor: lead.id, by: { key: 'ada', name: 'Ada' }, kind: 'DEPARTMENT', name: 'Support', action: 'CHANGED' },
      { at: expect.any(String) as string, actor: 'admin', by: null, kind: 'PERSON', name: 'Robert', action: 'REMOVED' },
    ]);
    expect(Date.now() - Date.parse(settingsHistory[0]?.at ?? '')).toBeLessThan(60_000);
    expect(await data('{ settingsHistory(kind: ROOT_CAUSE) { name action } }')).toEqual({ settingsHistory: [{ name: 'Carrier', action: 'MADE' }] });
  });
});

describe('settings of the sample', () => {
  let heed: HeedProcess;
  const data = <T = Record<string, never>>(query: string, variables: unknown = {}) => dataOf<T>(heed.url, query, { variables });

  beforeAll(async () => {
    heed = await startHeed({ env: { HEED_SAMPLE: 'true' } });
  });
  afterAll(() => heed.stop());

  test('come with its feedback, of which their rules take about a seventh, some of it for each department', async () => {
    const { loopSettings } = await data<{ loopSettings: { departments: { name: string }[]; rules: { name: string; department: string; repeatedWithinDays: number | null }[] } }>('{ loopSettings { departments { name } rules { name department repeatedWithinDays } } }');
    expect(loopSettings.departments.map(({ name }) => name).sort()).toEqual([...SAMPLE_DEPARTMENTS].sort());
    expect(loopSettings.rules).toHaveLength(SAMPLE_SETTINGS.rule.length);
    // As rules are asked: the first that fits decides. Repeated complaints are besides complaints, and are left out.
    const seen = new Set<string>();
    const opened = new Map<string, number>();
    for (const { when, department, repeatedWithinDays } of [...SAMPLE_SETTINGS.rule].sort((left, right) => left.order - right.order)) {
      if (repeatedWithinDays !== undefined) continue;
      const answer = await fetch(`${heed.url}/export/feedback.ndjson?filter=${encodeURIComponent(JSON.stringify(when))}`);
      const rows = (await answer.text()).trim().split('\n').map((line) => (JSON.parse(line) as { id: string }).id);
      const fresh = rows.filter((row) => !seen.has(row));
      opened.set(department, (opened.get(department) ?? 0) + fresh.length);
      for (const row of fresh) seen.add(row);
    }
    const { volume } = await data<{ volume: { matched: number } }>('{ volume { matched } }');
    expect(seen.size / volume.matched).toBeGreaterThan(0.1);
    // It depends on the day on which the sample ends.
    expect(seen.size / volume.matched).toBeLessThan(0.18);
    for (const department of SAMPLE_DEPARTMENTS) expect(opened.get(department), department).toBeGreaterThan(0.05 * seen.size);
  });

  test('hang on a wall, each kind of tile with something to show', async () => {
    const { walls } = await data<{ walls: { walls: { key: string; tiles: { id: string; kind: string }[] }[] } }>('{ walls { walls { key tiles { id kind } } } }');
    expect(walls.walls.map(({ key }) => key)).toEqual(['office']);
    const shown = new Map<string, Record<string, never>>();
    for (const { id, kind } of walls.walls[0]?.tiles ?? []) {
      const { wallTile } = await data<{ wallTile: { content: Record<string, never> } }>(
        'query ($tile: ID!) { wallTile(wall: "office", tile: $tile) { content { ... on Score { estimate { n } } ... on Trend { n } ... on LoopAnswer { groups { key } } ... on WallLoopsAtRisk { open soonest { department } } ... on WallRisingThemes { enough } ... on WallComments { comments { text } } ... on WallRecovery { candidates recovery { before after hoursToClose department action } } } } }',
        { tile: id },
      );
      shown.set(kind, wallTile.content);
    }
    const { candidates, recovery } = shown.get('BEST_RECOVERY') ?? {};
    // In a week in which nobody answered again there is none.
    if (candidates === 0) expect(recovery).toBeNull();
    else expect(recovery).toEqual({ before: expect.any(Number), after: expect.any(Number), hoursToClose: expect.any(Number), department: expect.any(String), action: expect.any(String) });
    expect(Object.fromEntries(shown)).toMatchObject({
      SCORE: { estimate: { n: expect.any(Number) } },
      TREND: { n: expect.arrayContaining([expect.any(Number)]) },
      TIME_TO_CLOSE: { groups: expect.arrayContaining(SAMPLE_DEPARTMENTS.map((key) => ({ key }))) },
      LOOPS_AT_RISK: { open: expect.any(Number), soonest: expect.arrayContaining([{ department: expect.any(String) }]) },
      THEMES_RISING: { enough: true },
      LATEST_COMMENTS: { comments: expect.arrayContaining([{ text: expect.any(String) }]) },
      BEST_RECOVERY: { candidates: expect.any(Number) },
    });
  });

  test('go with it, but for what somebody changed', async () => {
    await data('mutation { saveRootCause(input: {name: "Carrier", retired: true}) { name } }');
    await data('mutation { clearSampleData { sampleData } }');
    expect(await data('{ loopSettings { departments { name } people { key } rules { name } rootCauses { name retired } actions { name } templates { name } reask { enabled } } settingsHistory(first: 1) { action actor } }')).toEqual({
      loopSettings: { departments: [], people: [], rules: [], rootCauses: [{ name: 'Carrier', retired: true }], actions: [], templates: [], reask: { enabled: false } },
      settingsHistory: [{ action: 'REMOVED', actor: 'local' }],
    });
  });
});
