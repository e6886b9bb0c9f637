/** A value that the server binds; it never becomes part of the statement's text. */
export interface Bound {
  readonly kind: 'bound';
  /** The engine's type, for example `UInt8` or `Array(String)`. */
  readonly type: string;
  readonly value: unknown;
}

/** A piece of SQL made by the `sql` template: text from the source code, and bound values. */
export interface Sql {
  readonly kind: 'sql';
  readonly strings: readonly string[];
  readonly values: readonly (Sql | Bound)[];
}

/**
 * Builds SQL. Between the text of the source code only other pieces of SQL and bound values may stand: a plain string is
 * a type error, so nothing from outside can become SQL.
 */
export function sql(strings: TemplateStringsArray, ...values: (Sql | Bound)[]): Sql {
  return { kind: 'sql', strings, values };
}

/** Binds a value as the engine's `type`. Moments are bound as epoch milliseconds (a JS Date would lose them). */
export function bind(type: string, value: unknown): Bound {
  return { kind: 'bound', type, value };
}

/** The moment `epochMs` as a DateTime64(3, 'UTC'). */
export function moment(epochMs: number): Sql {
  return sql`fromUnixTimestamp64Milli(${bind('Int64', Math.round(epochMs))}, 'UTC')`;
}

/** The name of a column, table or alias that the program chose. Throws on anything but a plain name in snake_case or camelCase. */
export function identifier(name: string): Sql {
  if (!/^[a-z_][a-zA-Z0-9_]*$/.test(name)) throw new Error('not a plain identifier');
  return { kind: 'sql', strings: [name], values: [] };
}

/**
 * A plain name, such as that of a metric or of a time zone, as a literal, for definitions that cannot bind values. Throws on
 * anything but letters, digits and the signs _ + - / after a first letter.
 */
export function nameLiteral(name: string): Sql {
  if (!/^[A-Za-z][A-Za-z0-9_+/-]*$/.test(name)) throw new Error('not a plain name');
  return { kind: 'sql', strings: [`'${name}'`], values: [] };
}

/** Joins pieces with a separator; an empty list gives `empty`. */
export function join(pieces: readonly Sql[], { by, empty = sql`` }: { by: Sql; empty?: Sql }): Sql {
  if (pieces.length === 0) return empty;
  return pieces.slice(1).reduce((left, right) => sql`${left}${by}${right}`, pieces[0] as Sql);
}

export interface Rendered {
  text: string;
  params: Record<string, unknown>;
}

/** The statement's text with `{p0: Type}` placeholders, and the values to bind to them. */
export function render(piece: Sql): Rendered {
  const params: Record<string, unknown> = {};
  let count = 0;
  const walk = (part: Sql): string =>
    part.strings.reduce((text, string, index) => {
      const value = part.values[index];
      if (!value) return text + string;
      if (value.kind === 'sql') return text + string + walk(value);
      const name = `p${count++}`;
      params[name] = value.value;
      return `${text}${string}{${name}: ${value.type}}`;
    }, '');
  return { text: walk(piece).trim(), params };
}

/**
 * The text of a piece of SQL that is stored in the database, such as the definition of a view, where no value can be bound.
 * Only numbers may stand in it, each cast to the type under which it would have been bound. Throws on any other value.
 */
export function renderStored(piece: Sql): string {
  const walk = (part: Sql): string =>
    part.strings.reduce((text, string, index) => {
      const value = part.values[index];
      return text + string + (!value ? '' : value.kind === 'sql' ? walk(value) : numberLiteral(value));
    }, '');
  return walk(piece).trim();
}

function numberLiteral({ type, value }: Bound): string {
  if (typeof value !== 'number' || !Number.isFinite(value) || !/^[A-Z][A-Za-z0-9]*$/.test(type)) throw new Error('only numbers can stand in a stored definition');
  return `CAST(${value}, '${type}')`;
}
