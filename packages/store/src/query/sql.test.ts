import { describe, expect, test } from 'vitest';
import { bind, identifier, join, nameLiteral, render, renderStored, sql } from './sql.ts';

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

  test('a stored definition holds numbers as literals of their type, and nothing else', () => {
    const condition = sql`a >= ${bind('UInt8', 5)} AND b < -${bind('Float32', 0.25)} AND c = ${bind('Int32', -1)}`;
    expect(renderStored(sql`SELECT a FROM t WHERE ${condition}`)).toBe("SELECT a FROM t WHERE a >= CAST(5, 'UInt8') AND b < -CAST(0.25, 'Float32') AND c = CAST(-1, 'Int32')");
    for (const value of ['1', null, NaN, Infinity, [1], {}, true, 1n]) expect(() => renderStored(sql`${bind('UInt8', value)}`), typeof value).toThrow('only numbers');
    expect(() => renderStored(sql`${bind("UInt8') --", 1)}`)).toThrow('only numbers');
  });

  test('a literal of a name is a plain name or nothing', () => {
    for (const name of ['UTC', 'Europe/Berlin', 'America/Port-au-Prince', 'Etc/GMT+5', 'America/Argentina/Buenos_Aires', 'cesEasy']) expect(render(nameLiteral(name)).text).toBe(`'${name}'`);
    for (const name of ["UTC'", 'a b', '', '+05:30', 'a\\', 'Europe/Berlin;']) expect(() => nameLiteral(name), name).toThrow();
  });
});
