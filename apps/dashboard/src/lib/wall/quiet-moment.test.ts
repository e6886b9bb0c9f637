import { expect, it } from 'vitest';
import { mayReload } from './quiet-moment.ts';

const MINUTE = 60_000;

it.each([
  ['there is nothing new', null, 60, 0, false],
  ['it has just started', 1, 9, 0, false],
  ['it has run for ten minutes', 1, 10, 0, true],
  ['its own wait is not over', 30, 33, 4, false],
  ['its own wait is over', 30, 34, 4, true],
])('when %s', (_when, wantedAt, now, wait, may) => {
  expect(mayReload({ wantedAt: wantedAt === null ? null : wantedAt * MINUTE, startedAt: 0, now: now * MINUTE, wait: wait * MINUTE })).toBe(may);
});
