import { describe, expect, test } from 'vitest';
import { bind, identifier, join, render, sql } from './sql.ts';

describe('sql', () => {
  test('numbers bound values across nested pieces and keeps them out of the text', () => {
    const condition = join([sql`a = ${bind('String', "'; DROP TABLE feedback; --")}`, sql`b IN ${bind('Array(UInt8)', [1, 2])}`], { by: sql` AND ` });
    expect(render(sql`SELECT ${identifier('a')} FROM t WHERE ${condition} LIMIT ${bind('UInt32', 5)}`)).toEqual({
      text: 'SELECT a FROM t WHERE a = {p0: String} AND b IN {p1: Array(UInt8)} LIMIT {p2: UInt32}',
      params: { p0: "'; DROP TABLE feedback; --", p1: [1, 2], p2: 5 },
    });
  });

  test('an identifier is a plain name or nothing', () => {
    for (const name of ['a b', 'a;', 'A', '1a', 'a.b', '`a`', '']) expect(() => identifier(name), name).toThrow();
  });
});
