import { GraphQLError, getOperationAST, parse, validate, type DocumentNode, type GraphQLSchema, type OperationTypeNode } from 'graphql';
import { LIMITS } from './limits.ts';

/** A document that is valid, and the kind of the operation that is asked for in it; undefined where that is not clear. */
export interface ReadDocument {
  document: DocumentNode;
  kind(operationName: string | undefined): OperationTypeNode | undefined;
}

export interface Documents {
  /** The same object for the same text. Throws GraphQLError, or several in a list, for one that is not valid. */
  read(text: string): ReadDocument;
}

/** So many characters of documents are kept: some thousand of the size that pages ask. */
const KEPT_CHARACTERS = 4_000_000;

/** Documents as they were read: ten thousand displays that ask the same are parsed and validated once. The oldest are forgotten. */
export function createDocuments(schema: GraphQLSchema): Documents {
  const known = new Map<string, ReadDocument>();
  let characters = 0;
  return {
    read(text) {
      const kept = known.get(text);
      if (kept) return kept;
      const document = parse(text, { maxLexicalTokens: LIMITS.tokens });
      const errors = validate(schema, document);
      if (errors.length > 0) throw new AggregateError(errors);
      const read: ReadDocument = { document, kind: (operationName) => getOperationAST(document, operationName)?.operation };
      known.set(text, read);
      characters += text.length;
      for (const oldest of known.keys()) {
        if (characters <= KEPT_CHARACTERS || oldest === text) break;
        known.delete(oldest);
        characters -= oldest.length;
      }
      return read;
    },
  };
}

/** What went wrong, as GraphQL's errors. */
export function graphqlErrors(error: unknown): readonly GraphQLError[] {
  if (error instanceof AggregateError) return error.errors as GraphQLError[];
  return [error instanceof GraphQLError ? error : new GraphQLError('', { originalError: error as Error })];
}
