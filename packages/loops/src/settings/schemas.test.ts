import { describe, expect, test } from 'vitest';
import type { SettingsKind } from './definition.ts';
import { SETTINGS_SCHEMAS } from './schemas.ts';

/** What is wrong with a setting, each with its place. */
function problems(kind: SettingsKind, given: unknown): string[] {
  const { error } = SETTINGS_SCHEMAS[kind].safeParse(given);
  return (error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`);
}

const WEEK = [[{ from: '09:00', to: '17:00' }], [], [], [], [], [], []];
const calendar = { timeZone: 'Europe/Berlin', week: WEEK, holidays: [] };
const department = { name: 'Support', calendar };
const rule = { name: 'R', when: { nps: { max: 6 } }, department: 'Support' };
const template = { name: 'T', purpose: 'told', texts: { en: { subject: 'S', body: 'B' } } };
const person = { key: 'ada', name: 'Ada' };

describe('settings that leave out what they can', () => {
  test('a department promises nothing and tells nobody', () => {
    expect(SETTINGS_SCHEMAS.department.parse({ name: '  Support ', calendar })).toEqual({
      name: 'Support',
      calendar,
      targets: { urgent: {}, high: {}, normal: {}, low: {} },
      escalation: { chain: [], repeatMs: 14_400_000, takeBackMs: null },
      fallbackOwner: null,
    });
  });

  test('a rule is on, of usual priority, nobody’s, and the last', () => {
    expect(SETTINGS_SCHEMAS.rule.parse(rule)).toEqual({ ...rule, order: 0, enabled: true, repeatedWithinDays: null, departmentFromAttribute: null, priority: 'normal', owner: { by: 'nobody' }, watchers: [], last: true });
  });

  test('a person is there, reads English, and has no address', () => {
    expect(SETTINGS_SCHEMAS.person.parse({ key: ' Ada.L ', name: 'Ada' })).toEqual({ key: 'ada.l', name: 'Ada', email: '', departments: [], language: 'en', available: true });
  });

  test('customers are not asked again', () => {
    expect(SETTINGS_SCHEMAS.loop.parse({})).toEqual({ name: 'loop', reask: { enabled: false, afterMs: 259_200_000, template: '' } });
  });
});

test('lengths of time are texts or milliseconds, and stand as milliseconds', () => {
  const read = SETTINGS_SCHEMAS.department.parse({
    ...department,
    targets: { urgent: { acknowledge: { within: '30m' }, contact: { milliseconds: 7_200_000, clock: 'working' }, close: { within: '2d', clock: 'calendar' } } },
    escalation: { chain: ['Ada', 'bob'], repeat: '1h', takeBack: '8h' },
  });
  expect(read.targets.urgent).toEqual({ acknowledge: { milliseconds: 1_800_000, clock: 'working' }, contact: { milliseconds: 7_200_000, clock: 'working' }, close: { milliseconds: 172_800_000, clock: 'calendar' } });
  expect(read.escalation).toEqual({ chain: ['ada', 'bob'], repeatMs: 3_600_000, takeBackMs: 28_800_000 });
  expect(SETTINGS_SCHEMAS.department.parse(read)).toEqual(read);
});

test('calendars are put in order', () => {
  const { calendar: read } = SETTINGS_SCHEMAS.department.parse({ name: 'S', calendar: { timeZone: 'UTC', week: [[{ from: '13:00', to: '17:00' }, { to: '12:00', from: '08:00' }], [], [], [], [], [], []], holidays: ['2026-12-25', '2026-01-01', '2026-12-25'] } });
  expect(JSON.stringify(read)).toBe(JSON.stringify({ timeZone: 'UTC', week: [[{ from: '08:00', to: '12:00' }, { from: '13:00', to: '17:00' }], [], [], [], [], [], []], holidays: ['2026-01-01', '2026-12-25'] }));
});

test('languages are spelt as they should be, the first stays first', () => {
  const { texts } = SETTINGS_SCHEMAS.template.parse({ ...template, texts: { 'ZH-tw': { subject: '一', body: '二' }, EN: { subject: 'S', body: 'B' } } });
  expect(Object.keys(texts)).toEqual(['zh-TW', 'en']);
});

const target = (close: unknown): unknown => ({ ...department, targets: { low: { close } } });
const escalation = (given: unknown): unknown => ({ ...department, escalation: given });

test.each<[string, SettingsKind, unknown, string[]]>([
  ['a calendar without working time', 'department', { name: 'S', calendar: { ...calendar, week: [[], [], [], [], [], [], []] } }, ['calendar: The calendar has no working time in any week; give at least one period.']],
  ['periods that overlap', 'department', { name: 'S', calendar: { ...calendar, week: [[{ from: '09:00', to: '12:00' }, { from: '11:00', to: '13:00' }], [], [], [], [], [], []] } }, ['calendar: Two periods of weekday 1 overlap; join them.']],
  ['an unknown zone', 'department', { name: 'S', calendar: { ...calendar, timeZone: 'Europe/Atlantis' } }, ['calendar: The time zone of the calendar is unknown; use an IANA name such as Europe/Berlin.']],
  ['a target of nothing', 'department', target({ within: '0h' }), ['targets.low.close.within: must be more than nothing and at most 365 days (8760h)']],
  ['a target below nothing', 'department', target({ milliseconds: -1 }), ['targets.low.close.milliseconds: must be more than nothing and at most 365 days (8760h)']],
  ['a target above a year', 'department', target({ within: '366d', clock: 'calendar' }), ['targets.low.close.within: must be more than nothing and at most 365 days (8760h)']],
  ['a target in working days', 'department', target({ within: '2d' }), ['targets.low.close.within: must be in hours on the working clock, where days differ in length: 16h for two days of eight hours; or use the clock calendar']],
  ['a target without time', 'department', target({ clock: 'working' }), ['targets.low.close.within: is missing; it is a length of time such as 4h']],
  ['a target that says it twice', 'department', target({ within: '1h', milliseconds: 3_600_000 }), ['targets.low.close.within: says the same as milliseconds; give one of them']],
  ['a repetition within five minutes', 'department', escalation({ repeatMs: 299_999 }), ['escalation.repeatMs: must be from 5 minutes to 365 days']],
  ['somebody twice in a chain, in whatever case', 'department', escalation({ chain: ['ada', 'bob', 'ADA'] }), ['escalation.chain.2: is in the chain already; nobody is told twice in one round']],
  ['a rule for everything', 'rule', { ...rule, when: {} }, ['when: would open a loop for everything that anybody says; give at least one condition']],
  ['a rule that keeps everything in a roundabout way', 'rule', { ...rule, when: { and: [], department: { notIn: [] }, text: ' ' } }, ['when: would open a loop for everything that anybody says; give at least one condition']],
  ['a rule for nothing', 'rule', { ...rule, when: { department: { in: [] } } }, ['when: can never hold: an empty list or branch keeps nothing']],
  ['a rule with a period', 'rule', { ...rule, when: { nps: {}, period: { toDate: 'day' } } }, ['when.period: a period cannot be saved in a filter; it is chosen where the filter is used']],
  ['a person to own it who is not named', 'rule', { ...rule, owner: { by: 'person' } }, ['owner.person: is missing']],
  ['an attribute where none is asked', 'rule', { ...rule, owner: { by: 'round_robin', attribute: 'x' } }, ['owner.attribute: goes with by: attribute']],
  ['a repetition within no days', 'rule', { ...rule, repeatedWithinDays: 0 }, ['repeatedWithinDays: Too small: expected number to be >=1']],
  ['a key with spaces', 'person', { ...person, key: 'ada l' }, ['key: must be 1 to 80 letters from a to z, digits, dots, hyphens or underscores, such as ada.lovelace']],
  ['an address without a domain', 'person', { ...person, email: 'ada@' }, ['email: must be an e-mail address such as ada@example.com, or empty']],
  ['an address that would add a header', 'person', { ...person, email: 'ada@example.com\nBcc: x@example.com' }, ['email: must be an e-mail address such as ada@example.com, or empty']],
  ['a language that is none', 'person', { ...person, language: 'english language' }, ['language: must be a language tag such as en or zh-TW']],
  ['a department twice', 'person', { ...person, departments: ['Support', ' support'] }, ['departments.1: is named already']],
  ['no text', 'template', { ...template, texts: {} }, ['texts: must hold a text in 1 to 50 languages']],
  ['a language twice', 'template', { ...template, texts: { en: template.texts.en, EN: template.texts.en } }, ['texts.EN: is the same language as another text']],
  ['a text under no language', 'template', { ...template, texts: { '': template.texts.en } }, ['texts.: must be under a language tag such as en or zh-TW']],
  ['an unknown variable', 'template', { ...template, texts: { en: { subject: 'S', body: '{{customer.nmae}}' } } }, ['texts.en.body: holds a variable that there is not; did you mean customer.name?']],
  ['braces that are open', 'template', { ...template, texts: { en: { subject: '{{link', body: 'B' } } }, ['texts.en.subject: has {{ or }} that is not closed; a variable is written {{customer.name}}']],
  ['two lines of subject', 'template', { ...template, texts: { en: { subject: 'S\nT', body: 'B' } } }, ['texts.en.subject: must not hold control characters']],
  ['asking again without a template', 'loop', { reask: { enabled: true } }, ['reask.template: is missing; name a template for the purpose reask']],
])('%s is refused', (_what, kind, given, expected) => {
  expect(problems(kind, given)).toEqual(expected);
});

test.each(['ada@example.com', 'ada+loops@mail.example.co', 'ö@bücher.example', "o'hara@example.com", ''])('%s is an address', (email) => {
  expect(problems('person', { ...person, email })).toEqual([]);
});
