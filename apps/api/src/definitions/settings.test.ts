import { SETTINGS_SCHEMAS } from '@heed/loops';
import { SAMPLE_DEPARTMENTS } from '@heed/sample';
import { describe, expect, test } from 'vitest';
import { sampleSettings } from '../workspace/sample-settings.ts';
import { callerWith as person, definitionsOnEngine } from './testing/definitions-on-engine.ts';

const ADA = person('ada');
const VIEW = { name: 'V', display: 'chart' as const, question: { metrics: ['nps' as const] } };

describe('settings of loops', () => {
  const { open, meeting, journals } = definitionsOnEngine();
  const calendar = { timeZone: 'UTC', week: [[{ from: '09:00', to: '17:00' }], [], [], [], [], [], []], holidays: [] };
  const department = (name: string, more: object = {}) => SETTINGS_SCHEMAS.department.parse({ name, calendar, ...more });
  const worker = (key: string, more: object = {}) => SETTINGS_SCHEMAS.person.parse({ key, name: `Name of ${key}`, ...more });
  const rule = (name: string, more: object = {}) => SETTINGS_SCHEMAS.rule.parse({ name, when: { nps: { max: 6 } }, department: 'Support', ...more });

  test('are the same object while nothing of them changed, and have the version of the last change, however many events are read at once', async () => {
    const definitions = open();
    const empty = definitions.loopSettings();
    expect([empty.version, empty.departments.size, empty.rules.length]).toEqual([0, 0, 0]);
    await definitions.save('view', VIEW, { caller: ADA });
    expect(definitions.loopSettings()).toBe(empty);
    await definitions.save('department', department('Support'), { caller: ADA });
    await definitions.save('rule', rule('R'), { caller: ADA });
    const settings = definitions.loopSettings();
    expect([settings.version, settings.rules.map(({ name }) => name), [...settings.departments.keys()]]).toEqual([3, ['R'], ['support']]);
    await definitions.save('filter', { name: 'F', description: '', filter: {} }, { caller: ADA });
    await definitions.save('rule', rule('R'), { caller: ADA });
    await definitions.refresh();
    expect(definitions.loopSettings()).toBe(settings);
    const later = open();
    await later.refresh();
    expect(later.loopSettings()).toEqual(settings);
    await later.remove('rule', 'r', { caller: ADA });
    await definitions.refresh();
    expect([definitions.loopSettings().version, definitions.loopSettings().rules]).toEqual([5, []]);
  });

  test('are found by name, people by their key, and a version that was seen must still be the one there is', async () => {
    const definitions = open();
    const { version } = await definitions.save('person', worker('ada', { name: 'Ada' }), { caller: ADA, seen: 0 });
    await definitions.save('person', worker('ada', { name: 'Ada King' }), { caller: ADA, seen: version });
    expect(definitions.list('person').map(({ definition }) => definition.name)).toEqual(['Ada King']);
    await expect(definitions.save('person', worker('ada', { name: 'Countess' }), { caller: ADA, seen: version })).rejects.toMatchObject({ code: 'CONFLICT', details: { kind: 'person', name: 'ada', current: { name: 'Ada King', version: 2 } } });
    await expect(definitions.remove('person', 'ada', { caller: ADA, seen: version })).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(await definitions.remove('person', 'ADA', { caller: ADA, seen: 2 })).toBe(true);
    await definitions.save('loop', SETTINGS_SCHEMAS.loop.parse({ reask: { afterMs: 1_000 } }), { caller: ADA, seen: 0 });
    await expect(definitions.save('loop', SETTINGS_SCHEMAS.loop.parse({}), { caller: ADA, seen: 0 })).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(definitions.loopSettings().reask.afterMs).toBe(1_000);
  });

  test('of two people at the same moment the second gets CONFLICT', async () => {
    const { first, second } = await meeting();
    const outcomes = await Promise.allSettled([first.save('department', department('Support'), { caller: ADA }), second.save('department', department('support', { calendar: { ...calendar, timeZone: 'Europe/Paris' } }), { caller: ADA })]);
    expect(outcomes).toMatchObject([{ status: 'fulfilled' }, { reason: { code: 'CONFLICT', details: { kind: 'department', current: { name: 'Support', version: 1 } } } }]);
  });

  test('that do not fit with others are refused, alone and in a file', async () => {
    const definitions = open();
    await expect(definitions.save('rule', rule('R'), { caller: ADA })).rejects.toMatchObject({ code: 'BAD_USER_INPUT', message: 'department: names no department; there is none yet.' });
    await definitions.save('department', department('Support'), { caller: ADA });
    await definitions.save('rule', rule('R'), { caller: ADA });
    await expect(definitions.remove('department', 'Support', { caller: ADA })).rejects.toThrow('the department "Support" is used by the rule "R"; change that first.');
    const misspelt = 'version: 1\ndepartments:\n  - name: D\n    calendar: {timeZone: UTC, weak: []}\n    targets:\n      urgent:\n        close: {whithin: 4h}\ntemplates:\n  - name: T\n    purpose: told\n    texts:\n      en: {subject: S, bodi: B}\n';
    await expect(definitions.apply(misspelt, { caller: ADA, dryRun: true })).rejects.toMatchObject({
      details: {
        problems: [
          { line: 4, message: 'departments.0.calendar.week: is missing' },
          { line: 4, message: 'departments.0.calendar.holidays: is missing' },
          { line: 4, message: 'departments.0.calendar.weak: there is no field of this name here; did you mean "week"?' },
          { line: 7, message: 'departments.0.targets.urgent.close.whithin: there is no field of this name here; did you mean "within"?' },
          { line: 7, message: 'departments.0.targets.urgent.close.within: is missing; it is a length of time such as 4h' },
          { line: 12, message: 'templates.0.texts.en.body: is missing' },
          { line: 12, message: 'templates.0.texts.en.bodi: there is no field of this name here; did you mean "body"?' },
        ],
      },
    });
    const file = 'version: 1\npeople:\n  - key: bob\n    name: Bob\n    departments: [Suport]\nrules:\n  - name: R\n    when: {}\n    department: Support\n';
    await expect(definitions.apply(file, { caller: ADA, dryRun: true })).rejects.toMatchObject({ details: { problems: [{ line: 8, message: 'rules.0.when: would open a loop for everything that anybody says; give at least one condition' }] } });
    await expect(definitions.apply(file.replace('{}', '{nps: {max: 6}}'), { caller: ADA, dryRun: true })).rejects.toMatchObject({ details: { problems: [{ line: 5, message: 'departments.0: names no department; did you mean Support?' }] } });
  });

  test('are for administrators and leads who see everything; a lead of departments changes those', async () => {
    const definitions = open();
    await definitions.save('department', department('Support'), { caller: ADA });
    const [lead, scoped] = [person('lou', 'lead'), person('lea', 'lead', ['support'])];
    const changed = department('Support', { targets: { low: { close: { within: '8h' } } } });
    for (const caller of [person('bob', 'analyst'), person('alf', 'agent'), person('vera', 'viewer'), person('sal', 'lead', ['Sales'])]) await expect(definitions.save('department', changed, { caller }), caller.id).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await definitions.save('department', changed, { caller: scoped });
    await expect(definitions.remove('department', 'Support', { caller: scoped })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    for (const save of [() => definitions.save('rule', rule('R'), { caller: scoped }), () => definitions.save('person', worker('eve'), { caller: scoped }), () => definitions.save('loop', SETTINGS_SCHEMAS.loop.parse({ reask: { afterMs: 5 } }), { caller: scoped })]) await expect(save()).rejects.toMatchObject({ code: 'FORBIDDEN' });
    // Nothing is one's own here, not even what one saved.
    await definitions.save('rule', rule('R'), { caller: lead });
    await expect(definitions.save('rule', rule('R', { order: 4 }), { caller: { ...lead, departments: ['Support'] } })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await definitions.remove('rule', 'R', { caller: lead });
  });

  test('tell who changed what, newest first', async () => {
    const definitions = open();
    await definitions.save('view', VIEW, { caller: ADA });
    await definitions.save('department', department('Support'), { caller: ADA });
    await definitions.save('person', worker('eve', { name: 'Eve' }), { caller: ADA });
    await definitions.save('department', department('SUPPORT'), { caller: person('lou', 'lead') });
    await definitions.remove('person', 'eve', { caller: ADA });
    const at = Date.UTC(2026, 0, 1);
    const expected = [
      { version: 5, at, actor: 'ada', kind: 'person', name: 'Eve', action: 'removed' },
      { version: 4, at, actor: 'lou', kind: 'department', name: 'SUPPORT', action: 'changed' },
      { version: 3, at, actor: 'ada', kind: 'person', name: 'Eve', action: 'made' },
      { version: 2, at, actor: 'ada', kind: 'department', name: 'Support', action: 'made' },
    ];
    const later = open();
    await later.refresh();
    for (const process of [definitions, later]) expect(process.settingsHistory({ first: 50 })).toEqual(expected);
    expect(later.settingsHistory({ first: 1, kind: 'department' })).toEqual([expected[1]]);
  });

  test('in a file for those who may not see how people are reached, people are missing, and applying it leaves them', async () => {
    const definitions = open();
    await definitions.save('person', worker('zoe', { email: 'zoe@example.com' }), { caller: ADA });
    const exported = definitions.yaml({ personal: false });
    expect(exported).not.toContain('zoe');
    expect((await definitions.apply(exported, { caller: ADA, dryRun: false })).changes).toEqual([]);
    expect(definitions.yaml()).toContain('zoe@example.com');
  });

  test('of the sample fit together, come once and at once, and go unless somebody changed them or what they name', async () => {
    const definitions = open();
    const sample = sampleSettings();
    const system = person('system');
    const version = await definitions.saveMissing(sample, { caller: system });
    expect([version, await definitions.saveMissing(sample, { caller: system })]).toEqual([1, 1]);
    expect(await journals()[0].read('definitions')).toHaveLength(1);
    expect([...definitions.loopSettings().departments.values()].map(({ name }) => name).sort()).toEqual([...SAMPLE_DEPARTMENTS].sort());
    await definitions.removeUntouched([version], { caller: ADA });
    expect(definitions.loopSettings()).toMatchObject({ departments: new Map(), people: new Map(), rules: [], rootCauses: [], templates: new Map(), reask: { enabled: false } });

    const again = await definitions.saveMissing(sample, { caller: system });
    expect(again).toBe(3);
    const billing = definitions.loopSettings().departments.get('billing')!;
    await definitions.save('department', { ...billing, calendar }, { caller: ADA });
    await definitions.save('root_cause', { name: 'Our own', retired: false }, { caller: ADA });
    await definitions.removeUntouched([again], { caller: ADA });
    const left = definitions.loopSettings();
    // Billing, its chain, and the departments of those people.
    expect([...left.departments.keys()]).toEqual(['billing']);
    expect([...left.people.keys()]).toEqual(['ingrid.solberg', 'rosa.delgado']);
    expect([left.rules, left.rootCauses.map(({ name }) => name)]).toEqual([[], ['Our own']]);
  });
});
