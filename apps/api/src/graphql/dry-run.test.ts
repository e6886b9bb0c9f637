import { HeedError } from '@heed/domain';
import type { Query, Store } from '@heed/store';
import { buildSchema, parse } from 'graphql';
import { describe, expect, test } from 'vitest';
import type { Context } from './context.ts';
import { estimate, type Estimated } from './dry-run.ts';

const schema = buildSchema('type Query { plain: Int reads: Int twice: Int refused: Int needs: Int broken: Int given(x: Int!): Int }');
const query = {} as Query<unknown, unknown>;
const read = ({ heed }: Context): Promise<unknown[]> => heed.store.read(query, {});
const resolvers: Record<string, (context: Context) => unknown> = {
  plain: () => 1,
  reads: async (context) => (await read(context)).length,
  twice: async (context) => [await read(context), await read(context)].length,
  refused: () => {
    throw new HeedError('BAD_USER_INPUT', 'x must be y.');
  },
  needs: async (context) => {
    if ((await read(context)).length === 0) throw new HeedError('BAD_USER_INPUT', 'There is no such attribute.');
    return 1;
  },
  broken: async (context) => ((await read(context))[0] as { n: number }).n,
};
for (const [name, field] of Object.entries(schema.getQueryType()?.getFields() ?? {})) field.resolve = (_root, _args, context: Context) => resolvers[name]?.(context);

const dry = (text: string, { departments = null, variables = {} }: { departments?: string[] | null; variables?: Record<string, unknown> } = {}): Promise<Estimated> => {
  const store = { estimate: () => Promise.resolve(8_192), read: () => Promise.reject(new Error('a dry run does not read')) } as unknown as Store;
  const context = { heed: { store }, caller: { id: 'x', role: 'analyst', departments, expiresAt: null } } as unknown as Context;
  return estimate({ schema, document: parse(text), operationName: undefined, variables }, context);
};

describe('a dry run', () => {
  test('adds up what each statement of each field would read', async () => {
    expect(await dry('{ plain }')).toEqual({ rowsToRead: 0, errors: [], ran: true });
    expect(await dry('{ a: reads ...F plain } fragment F on Query { twice reads @skip(if: true) }')).toEqual({ rowsToRead: 3 * 8_192, errors: [], ran: true });
    expect((await dry('{ reads }', { departments: ['Support'] })).rowsToRead).toBeNull();
  });

  test('tells what is wrong before anything is read, and not what only seems wrong because nothing was', async () => {
    expect(await dry('{ refused reads }')).toMatchObject({ rowsToRead: 8_192, errors: [{ message: 'x must be y.', path: ['refused'] }] });
    expect(await dry('{ needs reads }')).toEqual({ rowsToRead: null, errors: [], ran: true });
    expect(await dry('{ broken }')).toEqual({ rowsToRead: null, errors: [], ran: true });
    expect(await dry('query ($x: Int!) { given(x: $x) reads }')).toMatchObject({ ran: false, errors: [{ message: expect.stringContaining('$x') as string }] });
  });
});
