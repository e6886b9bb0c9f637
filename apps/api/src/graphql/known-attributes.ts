import { assertAttributeKeys, type AttributeName, type KnownAttributes } from '@heed/filter';
import { isInputObjectType, isListType, isNonNullType, OperationTypeNode, type GraphQLInputType, type GraphQLResolveInfo } from 'graphql';
import { filterFor, type Asker, type Context } from './context.ts';

/** The attributes that the caller may know of, kept for all who may see the same. */
export function knownAttributes(context: Asker): KnownAttributes {
  const scope = filterFor(context, null);
  const { attributeKeys } = context.heed;
  const name = JSON.stringify(scope);
  const keys = attributeKeys.get(name) ?? new Set<string>();
  attributeKeys.set(name, keys);
  return { scope, keys };
}

/** In which fields of which input types the keys of attributes stand. */
const KEYS: Readonly<Record<string, string>> = { AttributeChoiceInput: 'key', GroupingInput: 'attribute' };

/** Arguments that are the key of an attribute themselves, by field. */
const KEY_ARGUMENTS: Readonly<Record<string, string>> = { cohorts: 'date' };

function namesIn(value: unknown, { type, path }: { type: GraphQLInputType; path: string }): AttributeName[] {
  if (value === null || value === undefined) return [];
  if (isNonNullType(type)) return namesIn(value, { type: type.ofType, path });
  if (isListType(type)) return (value as unknown[]).flatMap((item, index) => namesIn(item, { type: type.ofType, path: `${path}.${index}` }));
  if (!isInputObjectType(type)) return [];
  const given = value as Record<string, unknown>;
  const field = KEYS[type.name];
  if (field !== undefined) return typeof given[field] === 'string' ? [{ key: given[field], path: `${path}.${field}` }] : [];
  return Object.values(type.getFields()).flatMap(({ name, type: inner }) => namesIn(given[name], { type: inner, path: `${path}.${name}` }));
}

/**
 * Throws BAD_USER_INPUT, with the near ones, where the arguments of a question name an attribute that no feedback carries:
 * wherever in them a filter or a grouping stands. Called once for every field that has access rules, so that no resolver need
 * remember it.
 */
export async function assertKnownAttributes({ args, context, info }: { args: Record<string, unknown>; context: Context; info: GraphQLResolveInfo }): Promise<void> {
  if (info.operation.operation === OperationTypeNode.MUTATION) return;
  const field = info.parentType.getFields()[info.fieldName];
  const names = (field?.args ?? []).flatMap(({ name, type }) => namesIn(args[name], { type, path: name }));
  const argument = KEY_ARGUMENTS[info.fieldName];
  if (argument !== undefined) names.push({ key: String(args[argument]), path: argument });
  if (names.length > 0) await assertAttributeKeys(context.heed.store, { names, calendar: context.heed.calendar(), known: knownAttributes(context) });
}
