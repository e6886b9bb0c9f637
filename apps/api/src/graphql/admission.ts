import { HeedError, READERS } from '@heed/domain';
import { Kind, OperationTypeNode, getOperationAST, type DocumentNode } from 'graphql';
import type { Caller } from '../access/caller.ts';
import { costOf, type Operation } from './cost.ts';
import type { Context } from './context.ts';
import { assertCost, assertShape } from './limits.ts';
import { shapeOf } from './shape.ts';

/** A dry run looks at keys only, but it does ask the database. */
const DRY_RUN_COST = 10;

/**
 * Lets a valid operation in, or throws before any work: QUERY_TOO_COMPLEX beyond the caller's limits, BAD_USER_INPUT for a
 * page that is too large, FORBIDDEN for the schema, RATE_LIMITED when the caller asked too much within a minute. Notes the cost
 * in the context's account.
 */
export function admit(operation: Operation, { context, dryRun = false }: { context: Context; dryRun?: boolean }): void {
  const { account, caller, pace } = context;
  const asked = getOperationAST(operation.document, operation.operationName);
  // None, or several and no name: executing it says so.
  if (!asked) return;
  assertIntrospection(operation.document, caller);
  assertShape(shapeOf(operation.document, asked), account.limits);
  account.cost = costOf(operation);
  assertCost(account.cost, account.limits);
  // Submissions are paced by the collector, and one that is refused here might be lost.
  if (asked.operation !== OperationTypeNode.MUTATION && caller) pace.charge(caller.id, dryRun ? DRY_RUN_COST : account.cost);
}

/** Throws FORBIDDEN when a caller who may not read asks for the schema. */
function assertIntrospection(document: DocumentNode, caller: Caller | null): void {
  if (caller && READERS.includes(caller.role)) return;
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION && definition.kind !== Kind.FRAGMENT_DEFINITION) continue;
    for (const selection of definition.selectionSet.selections) {
      if (selection.kind === Kind.FIELD && (selection.name.value === '__schema' || selection.name.value === '__type')) {
        throw new HeedError('FORBIDDEN', `The schema is shown to the roles ${READERS.join(', ')}.`);
      }
    }
  }
}
