import type { Refusal } from '@heed/domain';

/** The first line of a report of refused rows. */
export const REFUSAL_REPORT_HEADER = 'row,column,kind,reason\r\n';

/**
 * The lines of a report (CSV, RFC 4180) for one refused row, one a reason. Cells cannot become formulas in a spreadsheet,
 * and none holds a value that was sent.
 */
export function refusalReportLines({ row, refusals }: { row: number; refusals: readonly Refusal[] }): string {
  return refusals.map(({ column, kind, reason }) => `${row},${cell(column)},${cell(kind)},${cell(reason)}\r\n`).join('');
}

/** Spreadsheets take cells that begin so for formulas (OWASP, CSV injection). */
const FORMULA = /^[=+\-@\t\r]/;

function cell(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n\t']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
