import { PRIORITIES, TARGETS } from '@heed/loops';
import { SAMPLE_LANGUAGES } from '@heed/sample';
import { expect, test } from 'vitest';
import { sampleSettings } from './sample-settings.ts';

const { department, person, template, rule, root_cause: causes, action: actions } = sampleSettings();

test('every department of the sample promises everything for every priority, more for what presses more; but when Product & Engineering has built what can wait, nobody promises', () => {
  for (const { name, targets } of department) {
    for (const target of TARGETS) {
      const promised = PRIORITIES.map((priority) => targets[priority][target]);
      const waits = name === 'Product & Engineering' && target === 'close';
      expect(promised.map((one) => one !== undefined), `${name} ${target}`).toEqual([true, true, !waits, !waits]);
      const working = promised.flatMap((one) => (one?.clock === 'working' ? [one.milliseconds] : []));
      expect(working, `${name} ${target}`).toEqual([...working].sort((left, right) => left - right));
    }
  }
});

test('Support works in two shifts from Monday to Saturday and on Sunday from ten to two, and not at Easter', () => {
  const support = department.find(({ name }) => name === 'Support');
  expect(support?.calendar.week.map((periods) => periods.map(({ from, to }) => `${from}-${to}`).join(' '))).toEqual([...Array<string>(6).fill('07:00-14:00 14:30-21:00'), '10:00-14:00']);
  expect(support?.calendar.holidays).toEqual(expect.arrayContaining(['2025-04-18', '2026-04-03', '2027-03-26', '2026-10-03']));
});

test('each department has somebody who is there, at an address that cannot be anybody’s', () => {
  for (const { name } of department) expect(person.some(({ departments, available }) => available && departments.includes(name)), name).toBe(true);
  for (const { email } of person) expect(email).toMatch(/@(?:[a-z]+\.)?example\.com$/);
});

test('templates speak every language of the customers', () => {
  for (const { name, texts } of template) expect(Object.keys(texts), name).toEqual([...SAMPLE_LANGUAGES]);
  expect(new Set(template.map(({ purpose }) => purpose))).toEqual(new Set(['contact', 'told', 'reask']));
});

test('each department gets loops by some rule, and there are causes and actions to choose from', () => {
  expect(new Set(rule.map((one) => one.department))).toEqual(new Set(department.map(({ name }) => name)));
  expect(Math.min(causes.length, actions.length)).toBeGreaterThan(10);
});
