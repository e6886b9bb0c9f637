import { expect, it } from 'vitest';
import { codeDigits, codeGroups } from './pairing-code.ts';

it('takes a code as it was pasted, and shows it as the screen does', () => {
  expect(['123 456', '123-456\n', 'Code: 123456.', '１２３４５６', '12345678', '12 a 3', ''].map(codeDigits)).toEqual(['123456', '123456', '123456', '123456', '123456', '123', '']);
  expect(['123456', '1234', '123', ''].map(codeGroups)).toEqual(['123 456', '123 4', '123', '']);
});
