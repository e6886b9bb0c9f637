import { bind, sql, type Sql } from '../query/sql.ts';

/**
 * How a text begins that a spreadsheet may take for a formula when it opens a CSV file, after OWASP's "CSV Injection": = + -
 * @ (also full-width, as East Asian keyboards write them), with white space, quotes or invisible characters before it, or a
 * tab or line end at the very start. One pattern for the engine (RE2) and for JavaScript.
 */
const FORMULA = '^[\\p{Z}\\p{Cc}\\p{Cf}"\']*[=+\\-@＝＋－＠]|^[\\t\\r\\n]';
const formula = new RegExp(FORMULA, 'u');

/** The text with an apostrophe before it where a spreadsheet might run it; other texts unchanged. For CSV only. */
export function formulaSafe(text: string): string {
  return formula.test(text) ? `'${text}` : text;
}

/** The same in the engine; null stays null. */
export function formulaSafeSql(text: Sql): Sql {
  return sql`if(match(${text}, ${bind('String', FORMULA)}), concat('''', ${text}), ${text})`;
}
