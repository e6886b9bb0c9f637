import { HeedError } from '@heed/domain';
import type { Store } from '@heed/store';
import { OperationTypeNode, execute, getOperationAST, type GraphQLError } from 'graphql';
import { seesAll } from './account.ts';
import { withStore, type Context } from './context.ts';
import type { Operation } from './cost.ts';

export interface Estimated {
  /**
   * Rows that the database would read, by its own estimate: what its keys leave of each table, in whole granules. What is
   * looked up for the rows that were found, such as a page's customers, is not in it. Null for a mutation, for callers who
   * see some departments only, and where a field cannot go on without an answer.
   */
  rowsToRead: number | null;
  /** What is wrong with the question, and would be when it is asked. */
  errors: readonly GraphQLError[];
  /** False when the variables do not fit and nothing was walked through. */
  ran: boolean;
}

/**
 * Walks through a query without reading: its resolvers run, but every statement is only estimated and finds nothing. So
 * whatever a field would ask is counted, whichever table answers it, and access and arguments are checked as always.
 */
export async function estimate({ schema, document, operationName, variables }: Operation, context: Context): Promise<Estimated> {
  if (getOperationAST(document, operationName)?.operation !== OperationTypeNode.QUERY) return { rowsToRead: null, errors: [], ran: true };
  let rows = 0;
  const count = async (estimating: Promise<number>): Promise<[]> => {
    const found = await estimating;
    rows += found;
    return [];
  };
  const { store } = context.heed;
  const looking: Store = { ...store, read: (query, params, options) => count(store.estimate(query, params, options)) };
  const { data, errors = [] } = await execute({ schema, document, operationName, variableValues: variables, contextValue: withStore(context, looking) });
  const expected = errors.filter(({ originalError }) => !originalError || originalError instanceof HeedError);
  // A resolver that cannot go on without an answer has not asked all that it would.
  const complete = expected.length === errors.length;
  return { rowsToRead: complete && seesAll(context.caller) ? rows : null, errors: expected, ran: data !== undefined };
}
