import { expect, it } from 'vitest';
import { loopReader } from './reader.ts';

const people = [
  { key: 'ada', name: 'Ada', departments: ['Support', 'Sales'], available: true },
  { key: 'bob', name: 'Bob', departments: [], available: true },
];

it('is whoever the sign-in belongs to, and nobody else', () => {
  expect(loopReader({ person: { key: 'ada', name: 'Ada' }, localMode: false, role: 'ADMIN' }, { people, chosen: 'bob' })).toEqual({ me: 'ada', mine: ['Support', 'Sales'], sayable: false, as: null });
});
it('is whom somebody at a shared sign-in says, if there is such a person', () => {
  expect(loopReader({ person: null, localMode: true, role: 'ADMIN' }, { people, chosen: 'ada' })).toEqual({ me: 'ada', mine: ['Support', 'Sales'], sayable: true, as: 'ada' });
  expect(loopReader({ person: null, localMode: false, role: 'ADMIN' }, { people, chosen: 'gone' })).toEqual({ me: null, mine: [], sayable: true, as: null });
});
it('is nobody for a token of a role that names nobody', () => {
  expect(loopReader({ person: null, localMode: false, role: 'AGENT' }, { people, chosen: 'ada' })).toEqual({ me: null, mine: [], sayable: false, as: null });
});
