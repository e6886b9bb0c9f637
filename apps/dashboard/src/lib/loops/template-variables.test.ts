import { expect, it } from 'vitest';
import { fillIn, VARIABLES } from './template-variables.ts';

it('fills every variable in, and leaves alone what is none', () => {
  const t = ((key: string) => key) as never;
  const text = VARIABLES.map(({ name }) => `{{${name}}}`).join(' ');
  expect(fillIn(text, { t })).not.toContain('{{');
  expect(fillIn('Dear {{ customer.firstName }}, {{nobody}}', { t })).toBe('Dear Mira, {{nobody}}');
});
