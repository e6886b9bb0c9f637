import { Kind, type DocumentNode, type FragmentDefinitionNode, type OperationDefinitionNode, type SelectionSetNode } from 'graphql';

/** How large an operation is, its fragments unfolded. Introspection is not deep: graphql-js has rules of its own for it. */
export interface Shape {
  depth: number;
  aliases: number;
  /** Fields, and spreads of fragments, each as often as it comes. */
  selections: number;
  /** Words and signs of the whole document. */
  tokens: number;
}

type Unfolded = Omit<Shape, 'tokens'>;

const NOTHING: Unfolded = { depth: 0, aliases: 0, selections: 0 };
const INTROSPECTION = new Set(['__schema', '__type']);

/** Shapes of operations; the server keeps parsed documents, so the same text is mostly the same object. */
const shapes = new WeakMap<OperationDefinitionNode, Shape>();

/**
 * The shape of an operation. Each fragment is looked at once, however often it is spread: forty fragments that spread the
 * next one twice would otherwise be a million million steps.
 */
export function shapeOf(document: DocumentNode, operation: OperationDefinitionNode): Shape {
  const known = shapes.get(operation);
  if (known) return known;
  const definitions = new Map(document.definitions.flatMap((definition) => (definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition] as const] : [])));
  const shape = { ...unfold(operation.selectionSet, { definitions, unfolded: new Map() }), tokens: document.tokenCount ?? 0 };
  shapes.set(operation, shape);
  return shape;
}

interface Fragments {
  definitions: ReadonlyMap<string, FragmentDefinitionNode>;
  unfolded: Map<string, Unfolded>;
}

function unfold(set: SelectionSetNode, fragments: Fragments): Unfolded {
  return set.selections.reduce<Unfolded>((sum, selection) => {
    if (selection.kind !== Kind.FIELD) {
      const inner = selection.kind === Kind.INLINE_FRAGMENT ? unfold(selection.selectionSet, fragments) : spread(selection.name.value, fragments);
      return add(sum, { ...inner, selections: inner.selections + 1 });
    }
    const inner = selection.selectionSet ? unfold(selection.selectionSet, fragments) : NOTHING;
    const depth = INTROSPECTION.has(selection.name.value) ? 1 : inner.depth + 1;
    return add(sum, { depth, aliases: inner.aliases + (selection.alias ? 1 : 0), selections: inner.selections + 1 });
  }, NOTHING);
}

function spread(name: string, fragments: Fragments): Unfolded {
  const known = fragments.unfolded.get(name);
  if (known) return known;
  // A fragment that comes back to itself counts as nothing there; validation refuses it anyway.
  fragments.unfolded.set(name, NOTHING);
  const definition = fragments.definitions.get(name);
  const unfolded = definition ? unfold(definition.selectionSet, fragments) : NOTHING;
  fragments.unfolded.set(name, unfolded);
  return unfolded;
}

function add(left: Unfolded, right: Unfolded): Unfolded {
  return { depth: Math.max(left.depth, right.depth), aliases: left.aliases + right.aliases, selections: left.selections + right.selections };
}
