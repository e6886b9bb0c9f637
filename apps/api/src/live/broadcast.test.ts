import { buildSchema, getOperationAST, parse, type GraphQLSchema } from 'graphql';
import { describe, expect, test } from 'vitest';
import type { Caller } from '../access/caller.ts';
import type { Context } from '../graphql/context.ts';
import type { Entrance, Operation } from '../graphql/operation.ts';
import { createBroadcasts, scopeOf, type Broadcast, type Watcher } from './broadcast.ts';
import { Latest } from './latest.ts';

const CALLER: Caller = { id: 'one', role: 'viewer', departments: null, person: null, expiresAt: null };

/** A schema with one field that is moved by hand. */
function build() {
  const sources: Latest<{ number: number }>[] = [];
  let left = 0;
  const schema: GraphQLSchema = buildSchema('type Query { number: Int } type Subscription { number(of: [Int!], as: String): Int alerts: Int }');
  for (const field of Object.values(schema.getSubscriptionType()?.getFields() ?? {})) field.subscribe = () => {
    const source = new Latest<{ number: number }>(() => {
      left++;
    });
    sources.push(source);
    return source;
  };
  const entrance = { schema, format: (errors) => errors.map(({ message }) => ({ message })), errorsOf: () => [{ message: 'broken' }] } as Pick<Entrance, 'schema' | 'format' | 'errorsOf'> as Entrance;
  const documents = new Map<string, ReturnType<typeof parse>>();
  const operation = (caller: Partial<Caller> = {}, { query = 'subscription ($of: [Int!], $as: String) { number(of: $of, as: $as) }', variables = {} }: { query?: string; variables?: Record<string, unknown> } = {}): Operation => {
    const document = documents.get(query) ?? parse(query);
    documents.set(query, document);
    return { document, operationName: undefined, variables, kind: getOperationAST(document)?.operation, context: { caller: { ...CALLER, ...caller } } as Context };
  };
  return { broadcasts: createBroadcasts(entrance), sources, left: () => left, operation };
}

/** A watcher that keeps what it was given. */
function watch(broadcasts: ReturnType<typeof build>['broadcasts'], operation: Operation) {
  const got: Buffer[] = [];
  let ended = false;
  const watcher: Watcher = { seen: 0, deliver: () => void got.push(broadcast.last as Buffer), end: () => (ended = true) };
  const broadcast: Broadcast = broadcasts.join(operation, watcher);
  broadcast.give(watcher);
  return { got, texts: () => got.map(String), isEnded: () => ended, leave: () => broadcast.leave(watcher) };
}

const turns = async (count = 10): Promise<void> => {
  for (let turn = 0; turn < count; turn++) await new Promise((resolve) => setImmediate(resolve));
};

describe('a broadcast', () => {
  test('executes once for all who ask the same and may see the same, and gives them the same bytes', async () => {
    const { broadcasts, sources, operation } = build();
    const same = Array.from({ length: 1_200 }, (_, index) => watch(broadcasts, operation({ id: `token ${index}`, expiresAt: index, networks: [`10.0.0.${index}/32`] }, { variables: index % 2 ? { of: [1, 2], as: 'x' } : { as: 'x', of: [1, 2] } })));
    const others = [
      watch(broadcasts, operation({}, { variables: { of: [2, 1], as: 'x' } })),
      watch(broadcasts, operation({ role: 'lead' }, { variables: { of: [1, 2], as: 'x' } })),
      watch(broadcasts, operation({ departments: ['Support'] }, { variables: { of: [1, 2], as: 'x' } })),
      watch(broadcasts, operation({ person: 'ann' }, { variables: { of: [1, 2], as: 'x' } })),
      watch(broadcasts, operation({}, { query: 'subscription { number }' })),
    ];
    await turns();
    expect(sources).toHaveLength(1 + others.length);
    expect(broadcasts.counts()).toEqual({ subscribers: 1_205, broadcasts: 6 });
    sources[0]?.put({ number: 7 });
    await turns();
    expect(same[0]?.texts()).toEqual(['{"data":{"number":7}}}']);
    expect(new Set(same.map(({ got }) => got[0])).size).toBe(1);
    expect(others.flatMap(({ got }) => got)).toEqual([]);
  });

  test('gives who comes late the newest at once', async () => {
    const { broadcasts, sources, operation } = build();
    watch(broadcasts, operation());
    await turns();
    sources[0]?.put({ number: 1 });
    await turns();
    const late = watch(broadcasts, operation());
    expect(late.texts()).toEqual(['{"data":{"number":1}}}']);
    expect(sources).toHaveLength(1);
    // The same text again is nothing new to anybody.
    sources[0]?.put({ number: 1 });
    await turns();
    expect(late.got).toHaveLength(1);
  });

  test('what comes while thousands are being given something reaches everybody, and nobody twice', async () => {
    const { broadcasts, sources, operation } = build();
    const watchers = Array.from({ length: 3_000 }, () => watch(broadcasts, operation()));
    await turns();
    sources[0]?.put({ number: 1 });
    // The first five hundred have it by now.
    await Promise.resolve();
    await turns(1);
    sources[0]?.put({ number: 2 });
    await turns(30);
    expect(new Set(watchers.map(({ texts }) => texts().at(-1)))).toEqual(new Set(['{"data":{"number":2}}}']));
    expect(watchers.every(({ texts }) => new Set(texts()).size === texts().length)).toBe(true);
    expect(watchers.some(({ got }) => got.length === 1)).toBe(true);
  });

  test('ends with its last watcher, also before it began, and the next begins anew', async () => {
    const { broadcasts, sources, left, operation } = build();
    const [one, two] = [watch(broadcasts, operation()), watch(broadcasts, operation())];
    await turns();
    one.leave();
    expect(left()).toBe(0);
    two.leave();
    expect(left()).toBe(1);
    watch(broadcasts, operation()).leave();
    const last = watch(broadcasts, operation());
    await turns();
    expect([sources.length, left()]).toEqual([3, 2]);
    sources[2]?.put({ number: 5 });
    await turns();
    expect(last.texts()).toEqual(['{"data":{"number":5}}}']);
    expect(broadcasts.counts()).toEqual({ subscribers: 1, broadcasts: 1 });
  });

  test('that breaks says so to everybody and is over', async () => {
    const { broadcasts, sources, operation } = build();
    const watchers = [watch(broadcasts, operation()), watch(broadcasts, operation())];
    await turns();
    sources[0]?.fail(new Error('away'));
    await turns();
    for (const watcher of watchers) expect([watcher.texts(), watcher.isEnded()]).toEqual([['{"data":null,"errors":[{"message":"broken"}]}}'], true]);
    expect(broadcasts.counts()).toEqual({ subscribers: 0, broadcasts: 0 });
  });
});

test('a scope is what a caller may see, not which token it is', () => {
  expect(scopeOf({ ...CALLER, id: 'other', expiresAt: 5, networks: ['10.0.0.0/8'] })).toBe(scopeOf(CALLER));
  expect(scopeOf({ ...CALLER, departments: [] })).not.toBe(scopeOf(CALLER));
  expect(scopeOf({ ...CALLER, wall: 'hall' })).not.toBe(scopeOf({ ...CALLER, wall: 'yard' }));
  expect(scopeOf(null)).not.toBe(scopeOf(CALLER));
});

test.each([
  ['says what each reader has seen', 'subscription { alerts }'],
  ['says so behind another name', 'subscription { mine: alerts }'],
  ['hides what it asks for', 'subscription { ... on Subscription { number } }'],
])('what %s is shared by nobody else', async (_what, query) => {
  const { broadcasts, sources, operation } = build();
  for (const id of ['ann', 'bob', 'ann']) watch(broadcasts, operation({ id }, { query }));
  await turns();
  expect(sources).toHaveLength(2);
  expect(broadcasts.counts()).toEqual({ subscribers: 3, broadcasts: 2 });
});
