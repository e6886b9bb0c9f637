import { expect } from 'vitest';
import { dataOf } from './heed-process.ts';

const DAY = [{ from: '00:00', to: '24:00' }];
const WEEK = [DAY, DAY, DAY, DAY, DAY, DAY, DAY];
const HOUR_MS = 3_600_000;

/** Departments Support and Billing that never sleep, ann and bea at one and bob at the other, and a rule by which detractors open loops at Support. */
export async function setUpLoops(url: string, options: { token?: string } = {}): Promise<void> {
  const save = (query: string, input: unknown): Promise<unknown> => dataOf(url, query, { ...options, variables: { input } });
  for (const name of ['Support', 'Billing']) {
    const targets = ['ACKNOWLEDGE', 'CONTACT', 'CLOSE'].map((target, index) => ({ priority: 'HIGH', target, milliseconds: (index + 1) * 24 * HOUR_MS, clock: 'WORKING' }));
    await save('mutation ($input: DepartmentInput!) { saveDepartment(input: $input) { name } }', { name, calendar: { timeZone: 'UTC', week: WEEK, holidays: [] }, targets });
  }
  for (const [key, name, department] of [['ann', 'Ann', 'Support'], ['bea', 'Bea', 'Support'], ['bob', 'Bob', 'Billing']] as const) {
    await save('mutation ($input: PersonInput!) { savePerson(input: $input) { key } }', { key, name, departments: [department] });
  }
  await save('mutation ($input: RuleInput!) { saveRule(input: $input) { name } }', { name: 'Detractors', order: 1, when: { nps: { max: 6 } }, department: 'Support', priority: 'HIGH', owner: { by: 'NOBODY' } });
  await save('mutation ($input: RootCauseInput!) { saveRootCause(input: $input) { name } }', { name: 'Slow delivery' });
  await save('mutation ($input: LoopActionInput!) { saveLoopAction(input: $input) { name } }', { name: 'Refunded' });
}

/** The loop that a rule opens for feedback with these words, once it is there; rules look a moment after it was stored. */
export async function openedFrom(url: string, text: string): Promise<string> {
  const found = async (): Promise<string | undefined> => {
    const { loops } = await dataOf<{ loops: { edges: { node: { id: string } }[] } }>(url, 'query ($text: String) { loops(filter: { text: $text }) { edges { node { id } } } }', { variables: { text } });
    return loops.edges[0]?.node.id;
  };
  await expect.poll(found).toBeDefined();
  return (await found()) ?? '';
}
