/** A table that the program writes to: the only way to insert. Rows are tuples in the order of `columns`. */
export interface Table {
  readonly name: string;
  readonly columns: readonly string[];
}

/** Declares a table; a test compares the columns with the real schema. */
export function defineTable(table: Table): Table {
  tables.push(table);
  return table;
}

const tables: Table[] = [];

/** Every table declared so far, for the test that compares them with the schema. */
export function allTables(): readonly Table[] {
  return tables;
}

/** Rows as the body of an insert: one JSON array a line (JSONCompactEachRow). */
export function rowsToBody(rows: readonly (readonly unknown[])[]): string {
  return rows.map((row) => JSON.stringify(row)).join('\n');
}
