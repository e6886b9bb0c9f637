import { expect, it } from 'vitest';
import type { AlertRule } from '#lib/api/alerts-documents.ts';
import { alertRuleDraft, alertRuleInput } from './alert-rule-draft.ts';

const rule = {
  name: 'NPS', kind: 'SCORE_DOWN', enabled: false, metric: 'NPS', filter: { channel: { in: ['Chat'] }, nps: { max: 6 } }, days: 28, departments: ['Support'], eachDepartment: true, threshold: 5, minimumSample: 40,
  recipients: ['ann'], mail: false, webhooks: ['Chat'], quietHours: [{ from: '19:00', to: '08:00', days: ['MON', 'SUN'] }], repeatAfterHours: 24, version: 3,
} satisfies AlertRule;

it('saves a rule that nobody changed as it was', () => {
  const { version: _, ...saved } = rule;
  expect(alertRuleInput(alertRuleDraft(rule))).toEqual(saved);
});

it('shows what was chosen of a dimension, and leaves other conditions alone', () => {
  const draft = alertRuleDraft(rule);
  expect([draft.choices, draft.rest]).toEqual([{ channel: ['Chat'] }, { nps: { max: 6 } }]);
  expect(alertRuleInput({ ...draft, choices: { channel: [], product: ['App'] } }).filter).toEqual({ nps: { max: 6 }, product: { in: ['App'] } });
});

it('asks of other kinds nothing that is about scores', () => {
  const input = alertRuleInput({ ...alertRuleDraft(rule), kind: 'LOOPS_LATE' });
  expect(input).toMatchObject({ kind: 'LOOPS_LATE', eachDepartment: false, threshold: 5 });
  expect(Object.keys(input)).not.toContain('metric');
  expect(Object.keys(input)).not.toContain('minimumSample');
});

it('begins a new rule as the least that is one', () => {
  expect(alertRuleInput({ ...alertRuleDraft(null), name: ' A ' })).toMatchObject({ name: 'A', kind: 'SCORE_DOWN', enabled: true, metric: 'NPS', days: 7, threshold: null, minimumSample: null, filter: {} });
});
