import * as z from 'zod';
import type { Sql } from './sql.ts';

/**
 * A named question to the database: the only way to read. `params` and `row` are parsed, so that neither a caller nor
 * the engine can surprise the other; `examples` are explained against the real schema by a test.
 */
export interface Query<Params, Row> {
  readonly name: string;
  readonly params: z.ZodType<Params>;
  readonly row: z.ZodType<Row, unknown>;
  readonly sql: (params: Params) => Sql;
  readonly examples: readonly Params[];
  /** Engine settings of this query only. */
  readonly settings?: Readonly<Record<string, string | number>>;
}

const registry = new Map<string, Query<never, unknown>>();

/** Declares a query under a name of the form `room.question`, unique in the program. */
export function defineQuery<Params, Row>(query: Query<Params, Row>): Query<Params, Row> {
  if (!/^[a-z]+\.[a-zA-Z]+$/.test(query.name)) throw new Error(`query name ${query.name} is not of the form room.question`);
  if (registry.has(query.name)) throw new Error(`two queries are named ${query.name}`);
  registry.set(query.name, query as unknown as Query<never, unknown>);
  return query;
}

/** A named question whose answer is too long to be held: it has no parsed rows and is read with `store.stream`. */
export type Export<Params> = Omit<Query<Params, unknown>, 'row'>;

/** Declares an export under a name of the form `room.question`; it is explained like every query. */
export function defineExport<Params>(question: Export<Params>): Export<Params> {
  defineQuery({ ...question, row: z.unknown() });
  return question;
}

/** Every query and export declared so far, for the test that explains them all. */
export function allQueries(): readonly Query<never, unknown>[] {
  return [...registry.values()];
}

/** A named change to what is stored, other than an insert: rare, and always by a person's decision. */
export interface Statement<Params> {
  readonly name: string;
  readonly params: z.ZodType<Params>;
  readonly sql: (params: Params) => Sql;
  /** Engine settings of this statement only. */
  readonly settings?: Readonly<Record<string, string | number>>;
}

/** Declares a statement under a name of the form `room.change`. */
export function defineStatement<Params>(statement: Statement<Params>): Statement<Params> {
  return statement;
}

/** A count: the engine writes 64-bit integers as text, because JSON numbers end at 2^53. */
export const count: z.ZodType<number, unknown> = z.union([z.string().regex(/^\d+$/), z.number()]).transform(Number);

/** A signed whole number, likewise. */
export const whole: z.ZodType<number, unknown> = z.union([z.string().regex(/^-?\d+$/), z.number()]).transform(Number);

/** A 64-bit number that must keep every digit, such as a version. */
export const bigint: z.ZodType<bigint, unknown> = z.union([z.string().regex(/^\d+$/), z.number()]).transform((value) => BigInt(value));
