import { expect, it } from 'vitest';
import { dealtWith, progressParts } from './broadcast-progress.ts';

const COUNTS = { recipients: 200, sent: 150, failed: 2, refused: 38, uncertain: 0, waiting: 10 };

it('shows how far a broadcast has come, without what nobody was', () => {
  expect(progressParts(COUNTS)).toEqual([
    { kind: 'sent', n: 150, percent: 75 },
    { kind: 'failed', n: 2, percent: 1 },
    { kind: 'refused', n: 38, percent: 19 },
    { kind: 'waiting', n: 10, percent: 5 },
  ]);
  expect(dealtWith(COUNTS)).toBe(190);
});
it('shows what was sent and what waits also where that is nothing', () => {
  expect(progressParts({ recipients: 0, sent: 0, failed: 0, refused: 0, uncertain: 0, waiting: 0 })).toEqual([{ kind: 'sent', n: 0, percent: 0 }, { kind: 'waiting', n: 0, percent: 0 }]);
});
