import { buildSchema, parse, specifiedRules, validate } from 'graphql';
import { describe, expect, test } from 'vitest';
import { LIMITS, shapeRule } from './limits.ts';

// Heed's own schema has no cycle, so a recursive one shows the limit of depth.
const schema = buildSchema('type Query { a: Query b: Int }');
const codes = (document: string): unknown[] => validate(schema, parse(document), [...specifiedRules, shapeRule]).map((error) => error.extensions.code);
const nested = (depth: number): string => `${'a { '.repeat(depth - 1)}b${' }'.repeat(depth - 1)}`;

describe('the shape of a document', () => {
  test('may be as deep as the limit, and no deeper', () => {
    expect(codes(`{ ${nested(LIMITS.depth)} }`)).toEqual([]);
    expect(codes(`{ ${nested(LIMITS.depth + 1)} }`)).toEqual(['QUERY_TOO_COMPLEX']);
  });

  test('is unfolded through fragments', () => {
    expect(codes(`fragment F on Query { ${nested(7)} } { ${'a { '.repeat(6)}...F${' }'.repeat(6)} }`)).toEqual(['QUERY_TOO_COMPLEX']);
    expect(codes(`fragment F on Query { x: b y: b } { ${Array.from({ length: 16 }, () => '...F').join(' ')} }`)).toEqual(['QUERY_TOO_COMPLEX']);
  });

  test('ends also where fragments go round in circles, or multiply', () => {
    expect(codes('fragment F on Query { a { ...F } } { ...F }').length).toBeGreaterThan(0);
    const bombs = Array.from({ length: 40 }, (_, index) => `fragment F${index} on Query { x${index}: b ...F${index + 1} ...F${index + 1} }`).join(' ');
    const start = performance.now();
    expect(codes(`${bombs} fragment F40 on Query { b } { ...F0 }`)).toContain('QUERY_TOO_COMPLEX');
    expect(performance.now() - start).toBeLessThan(1_000);
  });
});
