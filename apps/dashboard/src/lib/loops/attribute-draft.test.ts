import { expect, it } from 'vitest';
import { attributeCondition, NEW_ATTRIBUTE, readAttribute } from './attribute-draft.ts';

it('comes back as it was saved', () => {
  for (const condition of [
    { key: 'plan', in: ['pro', ''] },
    { key: 'plan', notIn: ['free'] },
    { key: 'orders', min: 3, max: 10 },
    { key: 'orders', min: 0 },
    { key: 'spent', max: -1.5 },
  ]) {
    const draft = readAttribute(condition);
    expect(draft).not.toBeNull();
    expect(draft && attributeCondition(draft)).toEqual(condition);
  }
});

it('leaves alone what the form has no fields for', () => {
  for (const condition of [{ key: 'plan' }, { key: '', in: ['a'] }, { key: 'plan', in: ['a'], notIn: ['b'] }, { key: 'orders', in: ['1'], min: 1 }, { key: 'plan', in: [] }, { key: 'orders', min: '1' }, { in: ['a'] }]) {
    expect(readAttribute(condition)).toBeNull();
  }
});

it('asks for nothing until it is filled in', () => {
  expect(attributeCondition({ ...NEW_ATTRIBUTE })).toBeNull();
  expect(attributeCondition({ ...NEW_ATTRIBUTE, key: 'plan' })).toBeNull();
  expect(attributeCondition({ ...NEW_ATTRIBUTE, key: 'orders', test: 'RANGE', values: ['3'] })).toBeNull();
  expect(attributeCondition({ ...NEW_ATTRIBUTE, key: ' plan ', values: ['pro'] })).toEqual({ key: 'plan', in: ['pro'] });
});
