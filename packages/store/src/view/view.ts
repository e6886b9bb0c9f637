import { createHash } from 'node:crypto';
import * as z from 'zod';
import { defineQuery } from '../query/query.ts';
import { identifier, renderStored, sql, type Sql } from '../query/sql.ts';
import type { Store } from '../store.ts';

/** A view for readers who have SQL and nothing else: what it shows, and the words that their tools show beside it. */
export interface View {
  readonly name: string;
  readonly comment: string;
  readonly columns: readonly { readonly name: string; readonly type: string; readonly comment: string }[];
  /** Names each column as declared; numbers are the only values that it may bind. */
  readonly select: Sql;
}

/**
 * The statement that creates a view or replaces it in one step, so that nobody ever finds it missing. The view reads with
 * the rights of whoever creates it (Heed's own user), and its reader needs a right on the view alone.
 *
 * The comment ends with a hash of all the rest: by it the next start knows whether anything changed.
 */
function viewStatement({ name, comment, columns, select }: View): { text: string; mark: string } {
  const declared = columns.map((column) => `    ${renderStored(identifier(column.name))} ${column.type} COMMENT ${quoted(column.comment)}`);
  const head = `CREATE OR REPLACE VIEW ${renderStored(identifier(name))}\n(\n${declared.join(',\n')}\n)\nDEFINER = CURRENT_USER SQL SECURITY DEFINER\nAS ${renderStored(select)}`;
  const mark = `(definition ${createHash('sha256').update(head).update(comment).digest('hex').slice(0, 12)})`;
  return { text: `${head}\nCOMMENT ${quoted(`${comment}\n${mark}`)}`, mark };
}

/** Words of the program as a literal. */
function quoted(words: string): string {
  return `'${words.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

/** The views as they are, and whether they read with the rights of the user that asks. */
const known = defineQuery({
  name: 'store.views',
  params: z.strictObject({}),
  row: z.object({ name: z.string(), comment: z.string(), ours: z.number() }),
  sql: () => sql`
    SELECT name, comment, position(create_table_query, concat('DEFINER = ', currentUser(), ' SQL SECURITY DEFINER')) > 0 AS ours
    FROM system.tables
    WHERE database = currentDatabase() AND engine = 'View'`,
  examples: [{}],
});

/** Creates the views that are missing and replaces those that were defined otherwise; returns the names of both. */
export async function createViews(store: Store, views: readonly View[]): Promise<string[]> {
  const present = new Map((await store.read(known, {})).map((view) => [view.name, view]));
  const changed: string[] = [];
  for (const view of views) {
    const { text, mark } = viewStatement(view);
    const before = present.get(view.name);
    if (before?.ours && before.comment.endsWith(mark)) continue;
    await store.command(text);
    changed.push(view.name);
  }
  return changed;
}
