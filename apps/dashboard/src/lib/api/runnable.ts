import type { TadaDocumentNode } from 'gql.tada';
import { Kind, print, visit, type ASTNode, type ObjectFieldNode, type ValueNode } from 'graphql';

/** The fields whose values are names of the schema and not texts. */
const ENUMS = new Set(['metric', 'metrics', 'dimension', 'grain', 'cohort', 'since', 'unit', 'toDate', 'by', 'clock', 'measure', 'priority', 'band', 'queue', 'state', 'sort']);

function literal(value: unknown, field: string): ValueNode {
  if (Array.isArray(value)) return { kind: Kind.LIST, values: value.map((one) => literal(one, field)) };
  if (typeof value === 'object' && value !== null) {
    const given = Object.entries(value).filter(([, one]) => one !== undefined && one !== null);
    return { kind: Kind.OBJECT, fields: given.map(([name, one]): ObjectFieldNode => ({ kind: Kind.OBJECT_FIELD, name: { kind: Kind.NAME, value: name }, value: literal(one, name) })) };
  }
  if (typeof value === 'number') return { kind: Number.isInteger(value) ? Kind.INT : Kind.FLOAT, value: String(value) };
  if (typeof value === 'boolean') return { kind: Kind.BOOLEAN, value };
  return ENUMS.has(field) ? { kind: Kind.ENUM, value: String(value) } : { kind: Kind.STRING, value: String(value) };
}

/**
 * A document with its variables written into it: one text that the query console, `curl` or any client runs as it is.
 * Arguments without a value are left out.
 */
export function runnable<Data, Variables extends object>(document: TadaDocumentNode<Data, Variables>, variables: Variables): string {
  const values = variables as Record<string, unknown>;
  const written: ASTNode = visit(document, {
    OperationDefinition: (node) => ({ ...node, variableDefinitions: [] }),
    Argument(node) {
      if (node.value.kind !== Kind.VARIABLE) return undefined;
      const value = values[node.value.name.value];
      return value === undefined || value === null ? null : { ...node, value: literal(value, node.name.value) };
    },
  });
  return `${print(written)}\n`;
}
