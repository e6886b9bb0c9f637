import { expect, it } from 'vitest';
import { plainKey } from './plain-key.ts';

it('is plain letters, and numbered where somebody has it', () => {
  const keys = ['Zoë Şahin-Łukasz', '  Ada  ', '王小明', 'Nguyễn Thị Đào'].map((name) => plainKey(name, { taken: ['ada', 'ada-2'], otherwise: 'person' }));
  expect(keys).toEqual(['zoe-sahin-lukasz', 'ada-3', 'person', 'nguyen-thi-dao']);
});
it('leaves room for a number within forty letters, and ends with no hyphen', () => {
  expect(plainKey(`${'w'.repeat(35)} ${'w'.repeat(35)}`, { taken: [], otherwise: 'wall' })).toBe('w'.repeat(35));
});
