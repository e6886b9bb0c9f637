import { PRIORITIES, PURPOSES, SETTINGS_SCHEMAS, TARGETS, TEMPLATE_VARIABLES } from '@heed/loops';
import fc from 'fast-check';
import { keyOf } from '../definition.ts';
import type { Wanted } from '../difference.ts';

const fields = <T>(record: { [Key in keyof T]: fc.Arbitrary<T[Key]> }, requiredKeys: (keyof T)[]) => fc.record(record, { requiredKeys, noNullPrototype: true });
const few = { maxLength: 4, selector: (one: { name: string }) => keyOf(one.name) };
const DAY = 86_400_000;
const length = (least: number) => fc.oneof(fc.integer({ min: least, max: 365 * DAY }), fc.constantFrom(3_600_000, 365 * DAY, 90_061_001));
const target = fields({ milliseconds: length(1), clock: fc.constantFrom('working', 'calendar') }, ['milliseconds']);
const ofPriority = fields(Object.fromEntries(TARGETS.map((name) => [name, target])), []);
const week = fc.array(fc.subarray([{ from: '13:00', to: '17:30' }, { from: '00:00', to: '09:00' }, { from: '18:00', to: '24:00' }]), { minLength: 6, maxLength: 6 });
const calendar = fc.record(
  {
    timeZone: fc.constantFrom('UTC', 'Europe/Berlin', 'Asia/Ho_Chi_Minh', 'America/St_Johns'),
    week: week.map((days) => [[{ from: '09:00', to: '17:00' }], ...days]),
    holidays: fc.array(fc.constantFrom('2026-12-25', '2026-01-01', '2028-02-29'), { maxLength: 3 }),
  },
  { noNullPrototype: true },
);

/** Settings of loops that fit together; names are of any alphabet and of what means something in YAML. */
export const arbitrarySettings = ({ text, name, condition }: { text: fc.Arbitrary<string>; name: fc.Arbitrary<string>; condition: fc.Arbitrary<object> }): fc.Arbitrary<Wanted> => {
  const keys = fc.uniqueArray(fc.stringMatching(/^[a-z0-9][a-z0-9._-]{0,8}$/), { maxLength: 5 });
  const words = text.map((given) => given.replaceAll(/[{}]/g, ''));
  const subject = words.filter((given) => SETTINGS_SCHEMAS.template.safeParse({ name: 'x', purpose: 'told', texts: { en: { subject: given, body: 'x' } } }).success);
  const body = fc.tuple(words, fc.constantFrom(...TEMPLATE_VARIABLES.filter((one) => one !== 'answerLink')), words).map(([before, variable, after]) => `${before} {{ ${variable} }}${after}`);
  const purpose = fc.constantFrom(...PURPOSES);
  const template = fields({ name, purpose, texts: fc.dictionary(fc.constantFrom('en', 'zh-TW', 'ko', 'pt-BR', 'no'), fields({ subject, body: body.filter((given) => SETTINGS_SCHEMAS.template.safeParse({ name: 'x', purpose: 'told', texts: { en: { subject: 'x', body: given } } }).success) }, ['subject', 'body']), { minKeys: 1, noNullPrototype: true }) }, ['name', 'purpose', 'texts']);
  const choosable = fc.uniqueArray(fields({ name, retired: fc.boolean() }, ['name']), few);

  return fc.tuple(fc.uniqueArray(name, { maxLength: 4, selector: keyOf }), keys, fc.uniqueArray(template, few)).chain(([names, people, templates]) => {
    const some = (list: readonly string[]) => fc.subarray([...list]);
    const one = (list: readonly string[]) => (list.length === 0 ? fc.constant(null) : fc.option(fc.constantFrom(...list)));
    const owner = fc.oneof(
      fc.constantFrom({ by: 'nobody' }, { by: 'round_robin' }, { by: 'attribute', attribute: 'account owner' }),
      ...(people.length > 0 ? [fc.constantFrom(...people).map((person) => ({ by: 'person', person }))] : []),
    );
    const reasks = templates.filter((given) => given.purpose === 'reask').map((given) => given.name);
    const department = (called: string) =>
      fields({ name: fc.constant(called), calendar, targets: fields(Object.fromEntries(PRIORITIES.map((priority) => [priority, ofPriority])), []), escalation: fields({ chain: some(people), repeatMs: length(300_000), takeBackMs: fc.option(length(300_000)) }, []), fallbackOwner: one(people) }, ['name', 'calendar']);
    const person = (key: string) => fields({ key: fc.constant(key), name: fc.constant(`Person ${key}`), email: fc.constantFrom('', `${key.replaceAll('.', '')}x@example.com`), departments: some(names), language: fc.constantFrom('en', 'zh-TW'), available: fc.boolean() }, ['key', 'name']);
    const rule = fields(
      { name, order: fc.integer({ min: -5, max: 5 }), enabled: fc.boolean(), when: condition.filter((when) => SETTINGS_SCHEMAS.rule.safeParse({ name: 'x', when, department: 'x' }).success), repeatedWithinDays: fc.option(fc.integer({ min: 1, max: 366 })), department: fc.constantFrom(...names, 'none'), departmentFromAttribute: fc.option(fc.constantFrom('team', 'no')), priority: fc.constantFrom(...PRIORITIES), owner, watchers: some(people), last: fc.boolean() },
      ['name', 'when', 'department'],
    );
    return fc
      .record({
        department: fc.tuple(...names.map(department)),
        person: fc.tuple(...people.map(person)),
        root_cause: choosable,
        action: choosable,
        template: fc.constant(templates),
        rule: names.length === 0 ? fc.constant([]) : fc.uniqueArray(rule, few).map((rules) => rules.filter((given) => given.department !== 'none')),
        loop: reasks.length === 0 ? fc.constant([]) : fc.constantFrom(...reasks).chain((called) => fields({ reask: fields({ enabled: fc.boolean(), afterMs: length(1), template: fc.constant(called) }, ['template']) }, ['reask']).map((defaults) => [defaults])),
      })
      .map((raw) => Object.fromEntries(Object.entries(raw).map(([kind, all]) => [kind, (all as unknown[]).map((given) => SETTINGS_SCHEMAS[kind as keyof typeof SETTINGS_SCHEMAS].parse(given))])) as Wanted);
  });
};
