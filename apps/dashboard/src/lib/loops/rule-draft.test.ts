import { expect, it } from 'vitest';
import type { SettingsRule } from '#lib/api/settings-documents.ts';
import { ruleDraft, ruleInput } from './rule-draft.ts';

const rule: SettingsRule = {
  ...{ name: 'Unhappy', order: 20, enabled: true, repeatedWithinDays: 30, department: 'Support', departmentFromAttribute: 'team', priority: 'HIGH', watchers: ['ada'], last: false, version: 7 },
  owner: { by: 'PERSON', person: 'ada', attribute: null },
  when: { nps: { min: 0, max: 6 }, channel: { in: ['Chat', ''] }, region: { notIn: ['Asia'] }, text: 'late', contactRequested: true, csat: {}, or: [{ segment: { in: ['business'] } }], sentiment: { max: -0.2 }, attributes: [{ key: 'plan', in: ['pro'] }, { key: 'orders', min: 3 }, { key: 'team', in: ['a'], notIn: ['b'] }] },
};
const at = { order: 1, department: 'Sales' };

it('shows the conditions that it has fields for, and keeps the others', () => {
  const draft = ruleDraft(rule, at);
  expect(draft).toMatchObject({ choices: { channel: ['Chat', ''] }, scores: { nps: { min: 0, max: 6 }, csat: { min: null, max: null }, sentiment: { min: null, max: -0.2 } }, text: 'late', contactRequested: true, hasComment: false });
  expect(draft.attributes.map(({ key, test }) => [key, test])).toEqual([['plan', 'IN'], ['orders', 'RANGE']]);
  expect(draft.rest).toEqual({ attributes: [{ key: 'team', in: ['a'], notIn: ['b'] }], region: { notIn: ['Asia'] }, csat: {}, or: [{ segment: { in: ['business'] } }] });
});
it('saves what it shows', () => {
  const { version: _, ...saved } = rule;
  expect(ruleInput(ruleDraft(rule, at))).toEqual({ ...saved, owner: { by: 'PERSON', person: 'ada' } });
});
it('begins switched off, after the others, in turn among the people of a department', () => {
  expect(ruleInput({ ...ruleDraft(null, at), name: ' New ' })).toEqual({ name: 'New', order: 1, enabled: false, when: {}, repeatedWithinDays: null, department: 'Sales', departmentFromAttribute: null, priority: 'NORMAL', owner: { by: 'ROUND_ROBIN' }, watchers: [], last: true });
});
