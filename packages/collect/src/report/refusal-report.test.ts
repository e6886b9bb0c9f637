import { expect, it } from 'vitest';
import { refusalReportLines } from './refusal-report.ts';

it('writes one line a reason, and no cell becomes a formula', () => {
  const report = refusalReportLines({
    row: 7,
    refusals: [
      { column: '=cmd|"x"', kind: 'text', reason: 'must be one of 3, 4' },
      { column: '\t-1', kind: 'missing', reason: '@home' },
    ],
  });
  expect(report).toBe(`7,"'=cmd|""x""",text,"must be one of 3, 4"\r\n7,"'\t-1",missing,"'@home"\r\n`);
});
