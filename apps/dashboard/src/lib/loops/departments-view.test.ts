import { expect, it } from 'vitest';
import { behindHref, departmentsHref, loopFilterOf, readDepartments, type DepartmentsView } from './departments-view.ts';

const read = (text: string): DepartmentsView => readDepartments(new URLSearchParams(text));

it('an address without anything is the last 90 days to close in working time by department, and back', () => {
  expect(read('')).toEqual({ period: { last: { count: 90, unit: 'DAY', complete: false } }, clock: 'WORKING', measure: 'CLOSE', by: 'DEPARTMENT', departments: [], priorities: [] });
  expect(departmentsHref(read(''))).toBe('/departments');
});
it('whatever is chosen stands in the address and comes back', () => {
  for (const text of ['period=28d', 'from=2026-01-01&to=2026-01-31', 'clock=calendar&time=tell&by=rule', 'department=Sales&department=R%26D&priority=urgent', 'period=3m-complete&priority=high&priority=low']) {
    const view = read(text);
    expect(read(departmentsHref(view).split('?')[1] ?? '')).toEqual(view);
  }
  expect(read('clock=moon&time=never&by=nothing&priority=whatever')).toEqual(read(''));
});
it('asks for loops opened in the period', () => {
  expect(loopFilterOf(read('department=Sales&priority=urgent&from=2026-01-01&to=2026-01-31'))).toEqual({ opened: { from: '2026-01-01', to: '2026-02-01' }, department: { in: ['Sales'] }, priority: ['URGENT'] });
});
it('leads to the loops behind a group', () => {
  expect(behindHref(read('department=Sales&priority=urgent'), { key: 'Support' })).toBe('/loops?queue=all&period=90d&priority=urgent&department=Support');
  expect(behindHref(read('by=priority&department=Sales'), { key: 'URGENT', queue: 'breached' })).toBe('/loops?queue=breached&period=90d&department=Sales&priority=urgent');
  expect(behindHref(read('department=Sales&period=28d'), { key: null })).toBe('/loops?queue=all&period=28d&department=Sales');
});
