import { ROLES } from '@heed/domain';
import { buildSchema, getOperationAST, parse } from 'graphql';
import { describe, expect, test } from 'vitest';
import { costOf } from './cost.ts';
import { LIMITS, assertCost, assertShape, limitsOf, type Limits } from './limits.ts';
import { shapeOf, type Shape } from './shape.ts';

function shape(text: string): Shape {
  const document = parse(text);
  const operation = getOperationAST(document);
  if (!operation) throw new Error('a document without operation');
  return shapeOf(document, operation);
}
const refusal = (text: string, limits: Limits = LIMITS): string | undefined => {
  try {
    assertShape(shape(text), limits);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
};
const nested = (depth: number): string => `${'a { '.repeat(depth - 1)}b${' }'.repeat(depth - 1)}`;
/** Fragments of which each spreads the next one twice: 2^count times the last one. */
const bomb = (count: number, field: (index: number) => string): string =>
  `${Array.from({ length: count }, (_, index) => `fragment F${index} on Query { ${field(index)} ...F${index + 1} ...F${index + 1} }`).join(' ')} fragment F${count} on Query { b }`;

describe('the shape of a document', () => {
  test('may be as deep as the limit, and no deeper', () => {
    expect(refusal(`{ ${nested(LIMITS.depth)} }`)).toBeUndefined();
    expect(refusal(`{ ${nested(LIMITS.depth + 1)} }`)).toMatch(/nested more than 12 levels/);
  });

  test('is unfolded through fragments', () => {
    expect(refusal(`fragment F on Query { ${nested(7)} } { ${'a { '.repeat(6)}...F${' }'.repeat(6)} }`)).toMatch(/nested/);
    expect(refusal(`fragment F on Query { x: b y: b } { ${Array.from({ length: 16 }, () => '...F').join(' ')} }`)).toMatch(/more than 30 aliases/);
    // Seven selections: a, its b and the spread of F with its two fields, the inline fragment and its b.
    expect(shape('fragment F on Query { x: b y: b } { a { b } ...F ... { b } }')).toMatchObject({ depth: 2, aliases: 2, selections: 7 });
  });

  test('ends where fragments go round in circles, or multiply, with aliases and without', () => {
    expect(shape('fragment F on Query { a { ...F } } { ...F }')).toMatchObject({ depth: 1 });
    // Of the processor's time: what else runs on the machine does not count.
    const before = process.cpuUsage();
    expect(refusal(`${bomb(40, (index) => `x${index}: b`)} { ...F0 }`)).toMatch(/aliases/);
    expect(refusal(`${bomb(40, () => 'b')} { ...F0 }`)).toMatch(/fields/);
    expect(refusal(`${bomb(40, () => 'b')} { __type(name: "Query") { ...F0 } }`)).toMatch(/fields/);
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1_000).toBeLessThan(1_000);
  });

  test('counts words and signs', () => {
    expect(shape('{ a { b } }').tokens).toBe(6);
    expect(refusal(`{ ${'b '.repeat(999)} }`, { ...LIMITS, tokens: 1_000 })).toMatch(/more than 1000 words/);
  });
});

describe('limits by role', () => {
  const caller = (role: (typeof ROLES)[number]) => ({ id: 'x', role, departments: null, person: null, expiresAt: null });

  test('are never more than the most, and the message names the caller’s own', () => {
    for (const role of ROLES) {
      const limits = limitsOf(caller(role), { maxSeconds: 60 });
      for (const name of ['depth', 'aliases', 'tokens', 'cost', 'seconds'] as const) expect(limits[name], role).toBeLessThanOrEqual(LIMITS[name]);
      expect(() => assertCost(limits.cost, limits)).not.toThrow();
      expect(() => assertCost(limits.cost + 1, limits)).toThrow(`more than ${limits.cost}.`);
    }
    expect(limitsOf(caller('analyst'), { maxSeconds: 60 })).toMatchObject({ cost: 10_000, seconds: 60 });
    expect(limitsOf(caller('display'), { maxSeconds: 60 }).seconds).toBe(5);
    expect(limitsOf(caller('analyst'), { maxSeconds: 3 }).seconds).toBe(3);
    for (const role of ROLES) expect([60, 3].map((maxSeconds) => limitsOf(caller(role), { maxSeconds, live: true }).seconds)).toEqual([20, 3]);
  });
});

describe('the cost of a document', () => {
  const schema = buildSchema('input In { first: Int } type Query { plain(x: Int): Int list(in: In): Int }');
  const list = schema.getQueryType()?.getFields().list;
  if (!list) throw new Error('the schema has no list');
  list.extensions = { complexity: ({ args }: { args: { in?: { first?: number } } }) => args.in?.first ?? 1 };
  const cost = (document: ReturnType<typeof parse>, variables: Record<string, unknown>): number => costOf({ schema, document, operationName: undefined, variables });

  test('is looked at anew where a variable decides it, and remembered where none does', () => {
    const varying = parse('query ($in: In) { list(in: $in) }');
    expect([5, 70].map((first) => cost(varying, { in: { first } }))).toEqual([5, 70]);
    const within = parse('query ($first: Int) { list(in: { first: $first }) }');
    expect([5, 70].map((first) => cost(within, { first }))).toEqual([5, 70]);
    const part = parse('query ($yes: Boolean!) { plain list(in: { first: 9 }) @include(if: $yes) }');
    expect([true, false].map((yes) => cost(part, { yes }))).toEqual([10, 1]);
    expect(cost(parse('query ($x: Int) { plain(x: $x) a: plain(x: $x) }'), { x: 1 })).toBe(2);
  });
});
