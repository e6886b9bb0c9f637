import { AsyncLocalStorage } from 'node:async_hooks';
import { HeedError } from '@heed/domain';
import type { Store } from '@heed/store';
import { OperationTypeNode, execute, getOperationAST, type DocumentNode, type GraphQLError, type OperationDefinitionNode } from 'graphql';
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

/** Counts the statements that the field at hand found nothing with. */
const unanswered = new AsyncLocalStorage<{ statements: number }>();

/**
 * Walks through a query without reading: its resolvers run, but every statement is only estimated and finds nothing. So
 * whatever a field would ask is counted, whichever table answers it, and access and arguments are checked as always.
 */
export async function estimate({ schema, document, operationName, variables }: Operation, context: Context): Promise<Estimated> {
  const operation = getOperationAST(document, operationName);
  if (operation?.operation !== OperationTypeNode.QUERY) return { rowsToRead: null, errors: [], ran: true };
  let rows = 0;
  const count = async (estimating: Promise<number>): Promise<[]> => {
    const found = await estimating;
    rows += found;
    const field = unanswered.getStore();
    if (field) field.statements++;
    return [];
  };
  const { store } = context.heed;
  const looking: Store = { ...store, read: (query, params, options) => count(store.estimate(query, params, options)) };
  // One context for all fields: what they would ask together is asked together here too.
  const contextValue = withStore(context, looking);
  const walks = await Promise.all(
    branchesOf(document, operation).map((branch) => {
      const field = { statements: 0 };
      return unanswered.run(field, async () => ({ field, ...(await execute({ schema, document: branch, operationName, variableValues: variables, contextValue })) }));
    }),
  );
  const misfit = walks.find(({ data }) => data === undefined);
  if (misfit) return { rowsToRead: null, errors: misfit.errors ?? [], ran: false };
  // After the first statement a field may fail only because it found nothing, and it has not asked all that it would.
  const errors = walks.flatMap(({ field, errors: failed = [] }) => (field.statements === 0 ? failed.filter(isExpected) : []));
  const complete = walks.every(({ field, errors: failed = [] }) => failed.every((error) => field.statements === 0 && isExpected(error)));
  return { rowsToRead: complete && seesAll(context.caller) ? rows : null, errors, ran: true };
}

const isExpected = ({ originalError }: GraphQLError): boolean => !originalError || originalError instanceof HeedError;

/** The document once for each part at the top of its operation, with that part alone. */
function branchesOf(document: DocumentNode, operation: OperationDefinitionNode): DocumentNode[] {
  return operation.selectionSet.selections.map((selection) => {
    const alone: OperationDefinitionNode = { ...operation, selectionSet: { ...operation.selectionSet, selections: [selection] } };
    return { ...document, definitions: document.definitions.map((definition) => (definition === operation ? alone : definition)) };
  });
}
