import { createRequire } from 'node:module';
import { Kind, TypeInfo, visit, visitWithTypeInfo, type DocumentNode, type GraphQLSchema, type ValueNode } from 'graphql';
import type * as QueryComplexity from 'graphql-query-complexity';
import { assertPageSize } from '../modules/page-size.ts';

// Its ES modules import graphql's .mjs files, a second realm beside the one that Node gives to everybody else.
const { fieldExtensionsEstimator, getComplexity, simpleEstimator } = createRequire(import.meta.url)('graphql-query-complexity') as typeof QueryComplexity;

export interface Operation {
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
 * The cost of an operation: the sum of its fields' costs, as each field's resolver states it or 1. Throws BAD_USER_INPUT for
 * a page that is too large, and GraphQLError for variables that do not fit. The document's shape must have been checked.
 */
export function costOf(operation: Operation): number {
  const { schema, document, operationName = '' } = operation;
  const known = costs.get(document);
  const found = known?.get(operationName);
  if (found !== undefined) return found;
  const cost = Math.ceil(complexityOf(operation));
  if (!variesWithVariables(document, schema)) costs.set(document, new Map(known).set(operationName, cost));
  return cost;
}

/** True when a variable decides what a field costs, how large a page is, or whether a part is asked at all. */
function variesWithVariables(document: DocumentNode, schema: GraphQLSchema): boolean {
  let varies = false;
  const info = new TypeInfo(schema);
  visit(
    document,
    visitWithTypeInfo(info, {
      Field({ arguments: args = [] }) {
        const computed = typeof info.getFieldDef()?.extensions.complexity === 'function';
        if (args.some(({ name, value }) => (computed || name.value === 'first') && holdsVariable(value))) varies = true;
      },
      Directive({ arguments: args = [] }) {
        if (args.some(({ value }) => holdsVariable(value))) varies = true;
      },
    }),
  );
  return varies;
}

function holdsVariable(value: ValueNode): boolean {
  if (value.kind === Kind.VARIABLE) return true;
  if (value.kind === Kind.LIST) return value.values.some(holdsVariable);
  return value.kind === Kind.OBJECT && value.fields.some((field) => holdsVariable(field.value));
}

function complexityOf({ schema, document, operationName, variables }: Operation): number {
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
