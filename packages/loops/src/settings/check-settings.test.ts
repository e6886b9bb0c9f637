import { expect, test } from 'vitest';
import { checkSettings } from './check-settings.ts';
import type { AllSettings } from './definition.ts';
import { SETTINGS_SCHEMAS } from './schemas.ts';
import { NO_SETTINGS, settingsOf } from './settings-of.ts';

const EMPTY: AllSettings = { department: [], person: [], root_cause: [], action: [], template: [], rule: [], loop: [] };
const calendar = { timeZone: 'UTC', week: [[{ from: '09:00', to: '17:00' }], [], [], [], [], [], []], holidays: [] };
const department = (name: string, more: object = {}) => SETTINGS_SCHEMAS.department.parse({ name, calendar, ...more });
const person = (key: string, more: object = {}) => SETTINGS_SCHEMAS.person.parse({ key, name: `Name of ${key}`, ...more });
const rule = (name: string, more: object = {}) => SETTINGS_SCHEMAS.rule.parse({ name, when: { nps: { max: 6 } }, department: 'Support', ...more });
const template = (name: string, purpose: string) => SETTINGS_SCHEMAS.template.parse({ name, purpose, texts: { en: { subject: 'S', body: 'B' } } });
const loop = (name: string) => SETTINGS_SCHEMAS.loop.parse({ reask: { enabled: true, template: name } });
const all: AllSettings = { ...EMPTY, department: [department('Support', { escalation: { chain: ['ada'] } })], person: [person('ada', { departments: ['SUPPORT'] }), person('bob')], rule: [rule('R', { watchers: ['bob'] })], template: [template('Again', 'reask')], loop: [loop('again')] };

/** What is wrong with settings that were made at once, or out of others. */
const problems = (to: AllSettings, from: AllSettings = EMPTY): string[] => checkSettings(to, { from }).map(({ kind, name, path, message }) => `${kind} ${name ?? '–'} ${path.join('.')}: ${message}`);

test('settings that fit, in any case of their names', () => {
  expect(problems(all)).toEqual([]);
  expect(problems(EMPTY, all)).toEqual([]);
});

test('what names something that there is not is told, with what may have been meant', () => {
  expect(
    problems({
      ...all,
      department: [department('Support', { escalation: { chain: ['ada', 'adda'] }, fallbackOwner: 'zoe' })],
      person: [person('ada', { departments: ['Suport'] }), person('bob')],
      rule: [rule('R', { department: 'Sales', owner: { by: 'person', person: 'nobody.known' }, watchers: ['bob', 'bobb'] })],
      loop: [loop('Agian')],
    }),
  ).toEqual([
    'department Support escalation.chain.1: names no person; did you mean ada?',
    'department Support fallbackOwner: names no person; see which there are',
    'person ada departments.0: names no department; did you mean Support?',
    'rule R department: names no department; see which there are',
    'rule R owner.person: names no person; see which there are',
    'rule R watchers.1: names no person; did you mean bob?',
    'loop loop reask.template: names no template; did you mean Again?',
  ]);
});

test('what others name stays', () => {
  expect(problems({ ...all, person: [all.person[0]!] }, all)).toEqual(['person – : the person "bob" is used by the rule "R"; change that first']);
  expect(problems({ ...all, department: [] }, all)).toEqual(['department – : the department "Support" is used by the person "ada"; change that first', 'department – : the department "Support" is used by the rule "R"; change that first']);
  expect(problems({ ...all, template: [] }, all)).toEqual(['template – : the template "Again" is used by the setting of all loops "loop"; change that first']);
  // With those who name it, it may go.
  expect(problems({ ...all, person: [all.person[0]!], rule: [] }, all)).toEqual([]);
});

test('what does not change is not looked at again', () => {
  const broken = { ...all, rule: [rule('R', { department: 'Gone' })] };
  expect(problems({ ...broken, person: [...broken.person, person('zoe')] }, broken)).toEqual([]);
});

test('a name is one person’s', () => {
  expect(problems({ ...all, person: [...all.person, person('eve', { name: 'NAME OF BOB' })] }, all)).toEqual(['person eve name: is the name of another person, with the key bob; tell them apart']);
});

test('customers are asked again with a template for that', () => {
  expect(problems({ ...all, template: [template('Again', 'told')] })).toEqual(['loop loop reask.template: names a template for another purpose (told); it must be one for reask']);
  expect(problems({ ...all, template: [template('Again', 'told')] }, all)).toEqual(['template Again purpose: must stay reask while customers are asked again with it']);
});

test('there are at most 200 of a kind, and fewer is always possible', () => {
  const many = (count: number): AllSettings => ({ ...EMPTY, root_cause: Array.from({ length: count }, (_, index) => ({ name: `C${index}`, retired: false })) });
  expect(problems(many(200))).toEqual([]);
  expect(problems(many(201))).toEqual(['root_cause – : there can be at most 200 of a kind; remove some first']);
  expect(problems(many(250), many(260))).toEqual([]);
});

test('settings as loops work by them: by key, departments called by their own name, rules in order', () => {
  const { departments, people, rules, rootCauses, reask, version } = settingsOf(
    {
      ...all,
      department: [department('Straße'), department('Support')],
      rule: [rule('b', { order: 2, department: 'SUPPORT' }), rule('C', { order: 1 }), rule('a', { order: 2 })],
      root_cause: [{ name: 'b', retired: false }, { name: 'A', retired: true }],
    },
    { version: 7 },
  );
  expect(version).toBe(7);
  expect([...departments.keys()]).toEqual(['straße', 'support']);
  expect(people.get('ada')?.departments).toEqual(['Support']);
  expect(rules.map(({ name, department: of }) => [name, of])).toEqual([['C', 'Support'], ['a', 'Support'], ['b', 'Support']]);
  expect(rootCauses.map(({ name }) => name)).toEqual(['A', 'b']);
  expect(reask.template).toBe('again');
  expect(NO_SETTINGS).toMatchObject({ version: 0, rules: [], reask: { enabled: false } });
});
