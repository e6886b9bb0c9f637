import { expect, it } from 'vitest';
import { personKey } from './person-key.ts';

it('is plain letters, and numbered where somebody has it', () => {
  expect(['Zoë Şahin-Łukasz', '  Ada  ', '王小明', 'Nguyễn Thị Đào'].map((name) => personKey(name, { taken: ['ada', 'ada-2'] }))).toEqual(['zoe-sahin-lukasz', 'ada-3', 'person', 'nguyen-thi-dao']);
});
