import { createRequire } from 'node:module';
import { HeedError, READERS } from '@heed/domain';
import {
  GraphQLError,
  Kind,
  visit,
  type ASTVisitor,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  type SelectionSetNode,
  type ValidationContext,
} from 'graphql';
import type * as QueryComplexity from 'graphql-query-complexity';
import type { Caller } from '../access/caller.ts';
import { assertPageSize } from '../modules/page-size.ts';

// Its ES modules import graphql's .mjs files, a second realm beside the one that Node gives to everybody else.
const { fieldExtensionsEstimator, getComplexity, simpleEstimator } = createRequire(import.meta.url)('graphql-query-complexity') as typeof QueryComplexity;

/** What one operation may ask; beyond it, it is refused before any work. */
export const LIMITS = { depth: 12, aliases: 30, tokens: 2_000, cost: 10_000, bodyBytes: 4 * 1024 * 1024 } as const;

interface Shape {
  depth: number;
  aliases: number;
}

const INTROSPECTION = new Set(['__schema', '__type']);

/** Depth and aliases of a selection, fragments unfolded; introspection has a depth rule of its own in graphql-js. */
function shapeOf(set: SelectionSetNode, fragment: (name: string) => FragmentDefinitionNode | null | undefined, seen: ReadonlySet<string>): Shape {
  let depth = 0;
  let aliases = 0;
  for (const selection of set.selections) {
    let inner: Shape = { depth: 0, aliases: 0 };
    if (selection.kind === Kind.FIELD) {
      if (selection.alias) aliases++;
      if (selection.selectionSet && !INTROSPECTION.has(selection.name.value)) inner = shapeOf(selection.selectionSet, fragment, seen);
      inner = { depth: inner.depth + 1, aliases: inner.aliases };
    } else if (selection.kind === Kind.INLINE_FRAGMENT) {
      inner = shapeOf(selection.selectionSet, fragment, seen);
    } else {
      const name = selection.name.value;
      const definition = seen.has(name) ? undefined : fragment(name);
      if (definition) inner = shapeOf(definition.selectionSet, fragment, new Set([...seen, name]));
    }
    depth = Math.max(depth, inner.depth);
    aliases += inner.aliases;
    // Fragments can multiply without end; once over a limit there is nothing more to learn.
    if (aliases > LIMITS.aliases) break;
  }
  return { depth, aliases };
}

const tooComplex = (message: string): GraphQLError => new GraphQLError(message, { extensions: { code: 'QUERY_TOO_COMPLEX' } });

/** The validation rule that holds documents to the limits of depth and aliases. */
export function shapeRule(context: ValidationContext): ASTVisitor {
  return {
    OperationDefinition(operation) {
      const { depth, aliases } = shapeOf(operation.selectionSet, (name) => context.getFragment(name), new Set());
      if (depth > LIMITS.depth) context.reportError(tooComplex(`The document is nested more than ${LIMITS.depth} levels deep; ask for less at once.`));
      if (aliases > LIMITS.aliases) context.reportError(tooComplex(`The document has more than ${LIMITS.aliases} aliases; ask for less at once.`));
    },
  };
}

interface Operation {
  schema: GraphQLSchema;
  document: DocumentNode;
  operationName: string | undefined;
  variables: Record<string, unknown>;
}

/**
 * Costs of documents that no variable changes, so that a large variable is not read twice. The server keeps parsed
 * documents: the same text is mostly the same object.
 */
const costs = new WeakMap<DocumentNode, ReadonlyMap<string, number>>();

/**
 * Throws QUERY_TOO_COMPLEX for an operation that costs more than the limit, and BAD_USER_INPUT for a page that is too
 * large: both before any resolver runs.
 */
export function assertCost(operation: Operation): void {
  const { document, operationName = '' } = operation;
  const known = costs.get(document);
  let cost = known?.get(operationName);
  if (cost === undefined) {
    cost = costOf(operation);
    if (!variesWithVariables(document)) costs.set(document, new Map(known).set(operationName, cost));
  }
  if (cost > LIMITS.cost) {
    throw new HeedError('QUERY_TOO_COMPLEX', `The question costs ${Math.ceil(cost)}, more than ${LIMITS.cost}; ask for less at once.`, { cost: Math.ceil(cost), limit: LIMITS.cost });
  }
}

/** True when the size of a page, or whether a part is asked at all, stands in a variable. */
function variesWithVariables(document: DocumentNode): boolean {
  let varies = false;
  visit(document, {
    Argument({ name, value }) {
      if (name.value === 'first' && value.kind === Kind.VARIABLE) varies = true;
    },
    Directive({ arguments: args = [] }) {
      if (args.some(({ value }) => value.kind === Kind.VARIABLE)) varies = true;
    },
  });
  return varies;
}

function costOf({ schema, document, operationName, variables }: Operation): number {
  return getComplexity({
    schema,
    query: document,
    variables,
    ...(operationName ? { operationName } : {}),
    estimators: [
      ({ args }) => {
        if (typeof args.first === 'number') assertPageSize(args.first);
        return undefined;
      },
      fieldExtensionsEstimator(),
      simpleEstimator({ defaultComplexity: 1 }),
    ],
  });
}

/** Throws FORBIDDEN when a caller who may not read asks for the schema. */
export function assertIntrospection(document: DocumentNode, caller: Caller | null): void {
  if (caller && READERS.includes(caller.role)) return;
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION && definition.kind !== Kind.FRAGMENT_DEFINITION) continue;
    for (const selection of definition.selectionSet.selections) {
      if (selection.kind === Kind.FIELD && INTROSPECTION.has(selection.name.value)) {
        throw new HeedError('FORBIDDEN', `The schema is shown to the roles ${READERS.join(', ')}.`);
      }
    }
  }
}
