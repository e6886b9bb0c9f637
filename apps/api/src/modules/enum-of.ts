/** GraphQL's names of values that the program writes in lower case: `department` is DEPARTMENT. */
export function enumOf<T extends string>(values: readonly T[]): Record<string, T> {
  return Object.fromEntries(values.map((value) => [value.toUpperCase(), value]));
}
