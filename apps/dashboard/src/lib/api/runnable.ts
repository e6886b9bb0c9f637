import type { TadaDocumentNode } from 'gql.tada';
import { print, visit, type DocumentNode, type ValueNode } from 'graphql';

/** The fields whose values are names of the schema and not texts. */
const ENUMS = new Set(['metric', 'metrics', 'dimension', 'grain', 'cohort', 'since', 'unit', 'toDate']);

function literal(value: unknown, field: string): ValueNode {
  if (Array.isArray(value)) return { kind: 'ListValue', values: value.map((one) => literal(one, field)) } as ValueNode;
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value).filter(([, one]) => one !== undefined && one !== null);
    return { kind: 'ObjectValue', fields: fields.map(([name, one]) => ({ kind: 'ObjectField', name: { kind: 'Name', value: name }, value: literal(one, name) })) } as ValueNode;
  }
  if (typeof value === 'number') return { kind: Number.isInteger(value) ? 'IntValue' : 'FloatValue', value: String(value) } as ValueNode;
  if (typeof value === 'boolean') return { kind: 'BooleanValue', value } as ValueNode;
  return { kind: ENUMS.has(field) ? 'EnumValue' : 'StringValue', value: String(value) } as ValueNode;
}

/**
 * A document with its variables written into it: one text that the query console, `curl` or any client runs as it is.
 * Arguments without a value are left out.
 */
export function runnable<Data, Variables extends object>(document: TadaDocumentNode<Data, Variables>, variables: Variables): string {
  const values = variables as Record<string, unknown>;
  const written = visit(document as DocumentNode, {
    OperationDefinition: (node) => ({ ...node, variableDefinitions: [] }),
    Argument(node) {
      if (node.value.kind !== 'Variable') return undefined;
      const { value: name } = node.value.name;
      const value = values[name];
      return value === undefined || value === null ? null : { ...node, value: literal(value, node.name.value) };
    },
  }) as DocumentNode;
  return `${print(written)}\n`;
}
