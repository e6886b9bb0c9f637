import { getNamedType, isEnumType, isNonNullType, isScalarType, isUnionType, type GraphQLOutputType, type GraphQLSchema } from 'graphql';

/** Feedback lies deep in loops and has loops again. */
const DEEPEST = 4;

/** Everything that a type shows without being asked for something, as a selection. What members of a union call alike may differ in kind: each goes by the member's name. */
function everyField(type: GraphQLOutputType, { depth = 0, prefix = '' } = {}): string {
  const named = getNamedType(type);
  if (isScalarType(named) || isEnumType(named)) return '';
  if (isUnionType(named)) return `{ __typename ${named.getTypes().map((one) => `... on ${one.name} ${everyField(one, { depth, prefix: `${one.name}_` })}`).join(' ')} }`;
  const fields = Object.values(named.getFields()).flatMap((field) => {
    if (field.args.some((arg) => isNonNullType(arg.type) && arg.defaultValue === undefined)) return [];
    const inner = getNamedType(field.type);
    const isLeaf = isScalarType(inner) || isEnumType(inner);
    if (!isLeaf && depth >= DEEPEST) return [];
    return [`${prefix === '' ? '' : `${prefix}${field.name}: `}${field.name} ${everyField(field.type, { depth: depth + 1 })}`];
  });
  return `{ ${fields.length > 0 ? fields.join(' ') : '__typename'} }`;
}

/** A subscription to a field with these arguments and everything below it. */
export function subscriptionOf(schema: GraphQLSchema, call: string): string {
  const name = call.replace(/\(.*$/s, '');
  const field = schema.getSubscriptionType()?.getFields()[name];
  if (!field) throw new Error(`there is no live field ${name}`);
  return `subscription { answer: ${call} ${everyField(field.type)} }`;
}
