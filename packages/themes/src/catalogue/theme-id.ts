import { randomInt } from 'node:crypto';

const SIGNS = 'abcdefghijklmnopqrstuvwxyz0123456789';
const LENGTH = 10;

/** A fresh id of a theme or a proposal: ten of a-z and 0-9, so that it is read aloud and never taken for a number of feedback. */
export const newThemeId = (): string => Array.from({ length: LENGTH }, () => SIGNS[randomInt(SIGNS.length)]).join('');
