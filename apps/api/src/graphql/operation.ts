import { GraphQLError, OperationTypeNode, type DocumentNode, type GraphQLFormattedError, type GraphQLSchema } from 'graphql';
import type { Caller } from '../access/caller.ts';
import { admit } from './admission.ts';
import type { Context } from './context.ts';
import { createDocuments, graphqlErrors } from './documents.ts';
import { formatError, type ReportFailure } from './errors.ts';

/** What a client asks, as it came. */
export interface Asked {
  query: string;
  operationName?: string | null | undefined;
  variables?: Record<string, unknown> | null | undefined;
}

/** An operation that was let in. */
export interface Operation {
  document: DocumentNode;
  operationName: string | undefined;
  variables: Record<string, unknown>;
  kind: OperationTypeNode | undefined;
  context: Context;
}

/** How operations come in that do not come through Apollo: over a WebSocket, or as a stream of events. */
export interface Entrance {
  readonly schema: GraphQLSchema;
  /** Lets an operation in, or throws what `errorsOf` turns into answers. A query ends with `signal`; a subscription does not. */
  open(asked: Asked, asker: Asker): Operation;
  /** Lets the same subscription in again, for a caller who may see something else by now. Throws likewise. */
  reopen(operation: Omit<Operation, 'context'>, caller: Caller | null): Operation;
  /** Errors as clients see them. */
  format(errors: readonly (GraphQLFormattedError | GraphQLError)[]): GraphQLFormattedError[];
  errorsOf(error: unknown): GraphQLFormattedError[];
}

/** Who asks; the signal is wanted for what is not shared with others. */
export interface Asker {
  caller: Caller | null;
  signal(): AbortSignal;
}

interface Options {
  schema: GraphQLSchema;
  contextFor: (caller: Caller | null, signal?: AbortSignal) => Context;
  report: ReportFailure;
}

export function createEntrance({ schema, contextFor, report }: Options): Entrance {
  const documents = createDocuments(schema);
  const format: Entrance['format'] = (errors) => errors.map((error) => formatError(error instanceof GraphQLError ? error.toJSON() : error, error, report));
  function admitted(operation: Omit<Operation, 'context'>, context: Context): Operation {
    admit({ schema, ...operation }, { context });
    return { ...operation, context };
  }

  return {
    schema,
    open({ query, operationName: name, variables: given }, { caller, signal }) {
      const { document, kind: kindOf } = documents.read(query);
      const operationName = name ?? undefined;
      const kind = kindOf(operationName);
      return admitted({ document, operationName, variables: given ?? {}, kind }, contextFor(caller, kind === OperationTypeNode.SUBSCRIPTION ? undefined : signal()));
    },
    reopen: ({ document, operationName, variables, kind }, caller) => admitted({ document, operationName, variables, kind }, contextFor(caller)),
    format,
    errorsOf: (error) => format(graphqlErrors(error)),
  };
}
