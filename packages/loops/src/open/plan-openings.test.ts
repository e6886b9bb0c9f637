import { describe, expect, it } from 'vitest';
import { ORIGIN } from '../loop/testing.ts';
import type { Rule } from '../settings/settings.ts';
import type { Match } from './match.ts';
import { planOpenings, type Plan } from './plan-openings.ts';
import { openingSettings, testPerson, testRule } from './testing/opening-rules.ts';

let number = 0;
const match = (rules: number[], change: Partial<Match> & { said?: Record<string, string> } = {}): Match => {
  const { said = {}, ...rest } = change;
  return { id: `feedback-${++number}`, customerId: null, occurredAt: 0, receivedAt: 0, version: '1', origin: ORIGIN, attributes: new Map(Object.entries(said)), rules, ...rest };
};
const planOf = (rules: readonly Rule[], options: Partial<Parameters<typeof planOpenings>[0]> = {}): Plan => planOpenings({ rules, settings: openingSettings(rules), turns: new Map(), ...options });
const brief = (plan: Plan, one: Match): string[] => plan.take(one).map((act) => (act.kind === 'open' ? `open ${act.department} by ${act.rule.name}` : `join ${act.loop} by ${act.rule.name}`));
const ownersOf = (rule: Partial<Rule>, matches: Match[], options: Partial<Parameters<typeof planOpenings>[0]> = {}): (string | null)[] => {
  const plan = planOf([testRule('A', rule)], options);
  return matches.flatMap((one) => plan.take(one)).map((act) => (act.kind === 'open' ? act.owner : 'joined'));
};

describe('rules in order', () => {
  const rules = [testRule('A'), testRule('B', { department: 'Sales', last: true }), testRule('C', { department: 'Billing' })];

  it('asks up to the first that is the last', () => {
    expect(brief(planOf(rules), match([0, 1, 2]))).toEqual(['open Support by A', 'open Sales by B']);
    expect(brief(planOf(rules), match([0, 2]))).toEqual(['open Support by A', 'open Billing by C']);
  });

  it('does nothing twice, and does not go beyond a last rule that acted before', () => {
    const plan = planOf(rules);
    const one = match([0, 1, 2]);
    plan.take(one);
    expect(brief(plan, one)).toEqual([]);
    // A correction, after which another rule holds: that rule has not acted yet.
    expect(brief(plan, { ...one, rules: [2] })).toEqual(['open Billing by C']);
  });

  it('lets one rule act alone, where no rule before it takes the feedback', () => {
    expect(brief(planOf(rules, { only: 'C' }), match([0, 2]))).toEqual(['open Billing by C']);
    expect(brief(planOf(rules, { only: 'C' }), match([1, 2]))).toEqual([]);
  });

  it('routes by an attribute that names a department of ours, in any case, else by itself', () => {
    const plan = planOf([testRule('A', { departmentFromAttribute: 'unit' })]);
    expect(brief(plan, match([0], { said: { unit: ' sales' } }))).toEqual(['open Sales by A']);
    expect(brief(plan, match([0], { said: { unit: 'Legal' } }))).toEqual(['open Support by A']);
    expect(brief(plan, match([0]))).toEqual(['open Support by A']);
  });
});

describe('joining', () => {
  const rules = [testRule('A'), testRule('B', { department: 'Sales' })];

  it("joins the customer's open loop in the department, also one of the same plan", () => {
    const plan = planOf(rules);
    expect(brief(plan, match([0], { customerId: 'c' }))).toEqual(['open Support by A']);
    expect(brief(plan, match([0], { customerId: 'c' }))).toEqual(['join new:0 by A']);
    expect(brief(plan, match([0], { customerId: 'd' }))).toEqual(['open Support by A']);
    expect(brief(plan, match([1], { customerId: 'c' }))).toEqual(['open Sales by B']);
  });

  it('joins a loop that the department has or had first, the newest of several', () => {
    const plan = planOf(rules);
    plan.learn({ taken: [], open: [{ id: 'x', customerId: 'c', department: 'support', firstDepartment: 'Sales' }, { id: 'y', customerId: 'c', department: 'Sales', firstDepartment: 'Support' }] });
    expect(brief(plan, match([0], { customerId: 'c' }))).toEqual(['join y by A']);
    expect(brief(plan, match([1], { customerId: 'd' }))).toEqual(['open Sales by B']);
  });

  it('gives one feedback one loop in a department, also the anonymous', () => {
    const both = [testRule('A'), testRule('B')];
    expect(brief(planOf(both), match([0, 1]))).toEqual(['open Support by A', 'join new:0 by B']);
    const plan = planOf(both);
    const one = match([1]);
    plan.learn({ taken: [{ feedbackId: one.id, rule: 'A', loopId: 'x' }], open: [{ id: 'x', customerId: null, department: 'Support', firstDepartment: 'Support' }] });
    expect(brief(plan, one)).toEqual(['join x by B']);
    expect(brief(plan, match([1]))).toEqual(['open Support by B']);
  });

  it('counts a feedback as taken although its loop has closed', () => {
    const plan = planOf(rules);
    const one = match([0], { customerId: 'c' });
    plan.learn({ taken: [{ feedbackId: one.id, rule: 'A', loopId: 'x' }], open: [] });
    expect(brief(plan, one)).toEqual([]);
    expect(brief(plan, match([0], { customerId: 'c' }))).toEqual(['open Support by A']);
  });
});

describe('owners', () => {
  it('gives loops to nobody, to a person, or to the fallback owner where the person is away or unknown', () => {
    expect(ownersOf({ owner: { by: 'nobody' } }, [match([0])])).toEqual([null]);
    expect(ownersOf({ owner: { by: 'person', person: 'ANNA' } }, [match([0])])).toEqual(['anna']);
    expect(ownersOf({ owner: { by: 'person', person: 'eve' } }, [match([0])])).toEqual(['fay']);
    expect(ownersOf({ owner: { by: 'person', person: 'gone' } }, [match([0])])).toEqual(['fay']);
    // The fallback owner of Sales is away, and Billing has none.
    expect(ownersOf({ owner: { by: 'person', person: 'eve' }, department: 'Sales' }, [match([0])])).toEqual([null]);
    expect(ownersOf({ owner: { by: 'person', person: 'eve' }, department: 'Billing' }, [match([0])])).toEqual([null]);
  });

  it('finds people by the key, the name or the address that an attribute says', () => {
    const said = (agent: string): Match => match([0], { said: { agent } });
    expect(ownersOf({ owner: { by: 'attribute', attribute: 'agent' } }, [said('Cem'), said('bo lind'), said('anna@EXAMPLE.com'), said('eve'), said('?'), match([0])])).toEqual(['cem', 'bo', 'anna', 'fay', 'fay', 'fay']);
  });

  it('goes round the available people of the department in the order of their keys', () => {
    const six = Array.from({ length: 7 }, () => match([0]));
    expect(ownersOf({ owner: { by: 'round_robin' } }, six)).toEqual(['anna', 'bo', 'cem', 'anna', 'bo', 'cem', 'anna']);
    expect(ownersOf({ owner: { by: 'round_robin' } }, six.slice(0, 2), { turns: new Map([['support', 'bo']]) })).toEqual(['cem', 'anna']);
    // Who had the last turn has left since.
    expect(ownersOf({ owner: { by: 'round_robin' } }, six.slice(0, 1), { turns: new Map([['support', 'bz']]) })).toEqual(['cem']);
    expect(ownersOf({ owner: { by: 'round_robin' }, department: 'Sales' }, six.slice(0, 1))).toEqual([null]);
    const only = [testPerson('eve', { available: false }), testPerson('fay', { departments: [] })];
    expect(ownersOf({ owner: { by: 'round_robin' } }, six.slice(0, 1), { settings: openingSettings([], { people: only }) })).toEqual(['fay']);
  });

  it('takes turns in each department by itself', () => {
    const people = [testPerson('anna', { departments: ['Support', 'Sales'] }), testPerson('bo', { departments: ['support ', 'sales'] })];
    const rules = [testRule('A', { owner: { by: 'round_robin' } }), testRule('B', { owner: { by: 'round_robin' }, department: 'Sales' })];
    const plan = planOf(rules, { settings: openingSettings(rules, { people }) });
    const owners = [match([0]), match([1]), match([1]), match([0]), match([1])].flatMap((one) => plan.take(one)).map((act) => (act.kind === 'open' ? `${act.department} ${act.owner}` : ''));
    expect(owners).toEqual(['Support anna', 'Sales anna', 'Sales bo', 'Support bo', 'Sales anna']);
    expect([...plan.turns()].sort()).toEqual([['sales', 'anna'], ['support', 'bo']]);
  });
});
