import * as z from 'zod';

type Schema = z.core.JSONSchema.JSONSchema;

/** Where something stands: names of fields and places in lists. */
export type Path = readonly (string | number)[];

/** Which fields a schema knows, for messages about those that it does not. */
export interface Shape {
  /** The fields that may stand at a path; none where there is a list or a single value. */
  fieldsAt(path: Path): string[];
  /** The fields that are needed by each of the alternatives at a path; one entry where there is no choice. */
  alternativesAt(path: Path): string[][];
}

/** Reads a schema by the JSON Schema that it amounts to, so that a field is declared once. */
export function shapeOf(schema: z.ZodType): Shape {
  const root = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Schema;

  function resolved(part: Schema): Schema[] {
    const name = part.$ref?.replace('#/$defs/', '');
    const target = part.$ref === '#' ? root : name === undefined ? undefined : root.$defs?.[name];
    if (target) return resolved(target);
    return (part.anyOf ?? part.oneOf ?? part.allOf)?.flatMap((option) => resolved(option)) ?? [part];
  }

  function at(path: Path): Schema[] {
    let parts = resolved(root);
    for (const step of path) {
      const next = parts.map((part) => (typeof step === 'number' ? part.items : (part.properties?.[step] ?? part.additionalProperties))).filter((part) => typeof part === 'object' && !Array.isArray(part));
      parts = next.flatMap((part) => resolved(part as Schema));
    }
    return parts;
  }

  return {
    fieldsAt: (path) => [...new Set(at(path).flatMap(({ properties = {} }) => Object.keys(properties)))],
    alternativesAt: (path) => at(path).map(({ required = [] }) => required),
  };
}
