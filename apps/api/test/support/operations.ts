import { getNamedType, isEnumType, isInputObjectType, isLeafType, isListType, isNonNullType, type GraphQLInputType, type GraphQLSchema } from 'graphql';

/** The smallest literal of a type that GraphQL takes. */
function literal(type: GraphQLInputType): string {
  if (isNonNullType(type)) return literal(type.ofType);
  if (isListType(type)) return '[]';
  if (isEnumType(type)) return type.getValues()[0]?.name ?? '';
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields()).filter((field) => isNonNullType(field.type) && field.defaultValue === undefined);
    return `{${fields.map((field) => `${field.name}: ${literal(field.type)}`).join(', ')}}`;
  }
  return ({ Int: '1', Float: '1', Boolean: 'false', JSONObject: '{}' } as Record<string, string>)[getNamedType(type).name] ?? '"x"';
}

/** One operation for every root field of a schema, by a name such as `query score`. */
export function operations(schema: GraphQLSchema): Map<string, string> {
  const found = new Map<string, string>();
  for (const [kind, root] of [['query', schema.getQueryType()], ['mutation', schema.getMutationType()], ['subscription', schema.getSubscriptionType()]] as const) {
    for (const field of Object.values(root?.getFields() ?? {})) {
      const args = field.args.filter((arg) => isNonNullType(arg.type) && arg.defaultValue === undefined).map((arg) => `${arg.name}: ${arg.name === 'filter' ? '{period: {last: {count: 1, unit: DAY}}}' : literal(arg.type)}`);
      found.set(`${kind} ${field.name}`, `${kind} { ${field.name}${args.length > 0 ? `(${args.join(', ')})` : ''}${isLeafType(getNamedType(field.type)) ? '' : ' { __typename }'} }`);
    }
  }
  return found;
}
